import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineTotal, parseMoney, type Money } from '../../libs/domain/src/money.ts';
import { parseCsv } from './csv.ts';
import { LoadError } from './workshop-api.ts';

/** How a company is reached. */
interface Reached {
  phone?: string;
  address: string;
  contacts: { name: string; position: string; phone?: string }[];
}

/** A client as it is sent, recognised by its id in Northwind. */
export interface NorthwindClient extends Reached {
  externalId: string;
  company: string;
}

/** A supplier as it is sent, recognised by its id in Northwind. */
export interface NorthwindSupplier extends Reached {
  externalId: string;
  name: string;
  website?: string;
}

/** A shelf of the catalog, recognised by its name. */
export interface NorthwindCategory {
  name: string;
  description: string;
}

/** A product as it is sent, recognised by its id in Northwind; goods, which are sold from stock. */
export interface NorthwindProduct {
  externalId: string;
  name: string;
  categoryName: string;
  description: string;
  unit: string;
  price: Money;
  isDiscontinued: boolean;
}

/** How much of a product there is, who supplies it, and when more of it is ordered. */
export interface NorthwindStock {
  productExternalId: string;
  supplierExternalId: string;
  quantity: number;
  reorderPoint: number;
  /** What its supplier is yet to bring. */
  onOrder: number;
}

export interface NorthwindItem {
  productExternalId: string;
  title: string;
  quantity: number;
  unit: string;
  unitPrice: Money;
  discountPercent: number;
}

/** An order with its dates as calendar days `YYYY-MM-DD`. */
export interface NorthwindOrder {
  externalId: string;
  clientExternalId: string;
  orderedDay: string;
  dueDay: string;
  /** Missing while it is open. */
  shippedDay?: string;
  items: NorthwindItem[];
  total: Money;
}

/** All of Northwind that a workshop has a place for. */
export interface Northwind {
  categories: NorthwindCategory[];
  products: NorthwindProduct[];
  stock: NorthwindStock[];
  clients: NorthwindClient[];
  suppliers: NorthwindSupplier[];
  orders: NorthwindOrder[];
}

type Row = Record<string, string>;

/** With what every id of Northwind begins in the workshop. */
export const SOURCE = 'northwind';

const UNIT = 'шт';

/** Reads a folder of Northwind's CSV files. */
export async function readNorthwind(folder: string): Promise<Northwind> {
  const [customers, orders, lines, products, categories, suppliers] = await Promise.all(
    ['customers', 'orders', 'order_details', 'products', 'categories', 'suppliers'].map((name) =>
      readRows(folder, `${name}.csv`),
    ),
  );
  const categoryNames = new Map(categories?.map((row) => [row['CategoryID'], row['CategoryName'] ?? '']));
  const titles = new Map(products?.map((row) => [row['ProductID'], row['ProductName'] ?? '']));
  const items = Map.groupBy(lines ?? [], (row) => row['OrderID']);
  return {
    categories: (categories ?? []).map((row) => ({
      name: row['CategoryName'] ?? '',
      description: row['Description'] ?? '',
    })),
    products: (products ?? []).map((row) => productOf(row, categoryNames)),
    stock: (products ?? []).map(stockOf),
    clients: (customers ?? []).map(clientOf),
    suppliers: (suppliers ?? []).map(supplierOf),
    orders: (orders ?? []).map((row) =>
      orderOf(
        row,
        (items.get(row['OrderID']) ?? []).map((line) => itemOf(line, titles)),
      ),
    ),
  };
}

async function readRows(folder: string, file: string): Promise<Row[]> {
  const path = join(folder, file);
  try {
    return parseCsv(await readFile(path, 'utf8'));
  } catch (error) {
    throw new LoadError(`Cannot read ${path}: ${(error as Error).message}`);
  }
}

function clientOf(row: Row): NorthwindClient {
  return { externalId: idOf(row['CustomerID']), company: row['CompanyName'] ?? '', ...reachedBy(row) };
}

function supplierOf(row: Row): NorthwindSupplier {
  const [website] = /https?:[^#\s]+/.exec(row['HomePage'] ?? '') ?? [];
  const name = row['CompanyName'] ?? '';
  return { externalId: idOf(row['SupplierID']), name, ...reachedBy(row), ...(website ? { website } : {}) };
}

function reachedBy(row: Row): Reached {
  const phone = row['Phone'] ? { phone: row['Phone'] } : {};
  const address = [row['Address'], row['City'], row['Region'], row['PostalCode'], row['Country']];
  return {
    address: address.filter(Boolean).join(', '),
    contacts: [{ name: row['ContactName'] ?? '', position: row['ContactTitle'] ?? '', ...phone }],
    ...phone,
  };
}

function productOf(row: Row, categoryNames: ReadonlyMap<string | undefined, string>): NorthwindProduct {
  const name = row['ProductName'] ?? '';
  return {
    externalId: idOf(row['ProductID']),
    name,
    categoryName: categoryNames.get(row['CategoryID']) ?? '',
    description: row['QuantityPerUnit'] ?? '',
    unit: UNIT,
    price: priceOf(row, name),
    isDiscontinued: row['Discontinued'] === '1',
  };
}

function stockOf(row: Row): NorthwindStock {
  return {
    productExternalId: idOf(row['ProductID']),
    supplierExternalId: idOf(row['SupplierID']),
    quantity: Number(row['UnitsInStock']),
    reorderPoint: Number(row['ReorderLevel']),
    onOrder: Number(row['UnitsOnOrder']),
  };
}

function priceOf(row: Row, of: string): Money {
  const price = parseMoney(row['UnitPrice'] ?? '');
  if (price === undefined) throw new LoadError(`${of}: ${row['UnitPrice']} is no price.`);
  return price;
}

function orderOf(row: Row, items: NorthwindItem[]): NorthwindOrder {
  return {
    externalId: idOf(row['OrderID']),
    clientExternalId: idOf(row['CustomerID']),
    orderedDay: dayOf(row['OrderDate']),
    dueDay: dayOf(row['RequiredDate']),
    ...(row['ShippedDate'] ? { shippedDay: dayOf(row['ShippedDate']) } : {}),
    items,
    total: items.reduce((sum, item) => sum + lineTotal(item), 0),
  };
}

function itemOf(row: Row, titles: ReadonlyMap<string | undefined, string>): NorthwindItem {
  return {
    productExternalId: idOf(row['ProductID']),
    title: titles.get(row['ProductID']) ?? `Product ${row['ProductID']}`,
    quantity: Number(row['Quantity']),
    unit: UNIT,
    unitPrice: priceOf(row, `Order ${row['OrderID']}`),
    discountPercent: Math.round(Number(row['Discount']) * 10_000) / 100,
  };
}

function idOf(id = ''): string {
  return `${SOURCE}:${id}`;
}

/** `7/4/1996` is the fourth of July. */
function dayOf(text = ''): string {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (!year) throw new LoadError(`${text} is no date of the form month/day/year.`);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
