import { REPORT_STEPS, type Money, type ReportStep } from '@verstak/domain';
import { MOST_LEVELS } from '../catalog/category.js';
import {
  BooleanField,
  DecimalField,
  IdField,
  IntegerField,
  ListField,
  MoneyField,
  NestedField,
  QueryChoice,
  QueryId,
  TextField,
} from '../platform/fields/index.js';
import { QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import { PeriodQuery } from './period.dto.js';

/** Which sales, and how they are divided. */
export class SalesQuery extends PeriodQuery {
  @QueryChoice(REPORT_STEPS, 'What a row sums; weeks begin on Monday.', 'ReportStep')
  step: ReportStep = 'day';

  @QueryId('Only orders of this client.')
  clientId?: string;

  @QueryId('Only orders that this manager took.')
  managerId?: string;

  @QueryId('Only items of this master.')
  masterId?: string;

  @QueryId('Only items of this product.')
  productId?: string;

  @QueryId('Only items of products that are in this category now, or in those in it.')
  categoryId?: string;
}

/** The same with the language of titles and numbers. */
export class SalesExportQuery extends SalesQuery {
  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

export const SALES_TABLES = ['steps', 'products', 'categories', 'clients', 'managers', 'masters'] as const;
export type SalesTable = (typeof SALES_TABLES)[number];

/** A CSV holds one table. */
export class SalesCsvQuery extends SalesExportQuery {
  @QueryChoice(SALES_TABLES, 'Which table.')
  table: SalesTable = 'steps';
}

/** Sums over orders. */
export class SalesTotals {
  @IntegerField({ example: 830 })
  orders!: number;

  @MoneyField({ description: "Sum of the orders' totals, less discount." })
  revenue!: Money;

  @MoneyField({ description: 'The same before discount.' })
  gross!: Money;

  @MoneyField({ example: 58_190, description: 'Revenue by order, rounded half up; 0 without orders.' })
  averageOrder!: Money;
}

/** The period before: as many calendar months where it is of whole ones, else as many days. */
export class FormerSales extends SalesTotals {
  @TextField({ example: '2025-01-01' })
  from!: string;

  @TextField({ example: '2025-12-31' })
  to!: string;
}

/** Sums of a day, a week or a month. */
export class SalesRow extends SalesTotals {
  @TextField({ example: '2026-11', description: '`2026-11-25`, `2026-W48` (ISO 8601) or `2026-11`.' })
  key!: string;

  @TextField({ example: '2026-11-01', description: 'First day that counts here: of the step, or of the period.' })
  firstDay!: string;

  @TextField({ example: '2026-11-30' })
  lastDay!: string;
}

const SHARE = { min: 0, max: 100, places: 2, example: 12.5, description: 'Per cent of the revenue.' };

/** What one client ordered. */
export class ClientSalesRow {
  @IdField()
  clientId!: string;

  @TextField({ min: 0, max: 400, example: 'Ромашка ООО' })
  name!: string;

  @IntegerField({ example: 12 })
  orders!: number;

  @MoneyField()
  revenue!: Money;

  @DecimalField(SHARE)
  share!: number;
}

/** What all clients together ordered who are in no row of their own. */
export class OtherClientsRow {
  @IntegerField({ example: 41, description: 'How many clients they are.' })
  clients!: number;

  @IntegerField({ example: 57 })
  orders!: number;

  @MoneyField()
  revenue!: Money;

  @DecimalField(SHARE)
  share!: number;
}

/** What one manager sold; without `managerId`, what customers ordered in the shop themselves. */
export class ManagerSalesRow {
  @IdField({ optional: true })
  managerId?: string;

  @TextField({ optional: true, example: 'Ольга' })
  name?: string;

  @IntegerField({ example: 12 })
  orders!: number;

  @MoneyField()
  revenue!: Money;

  @DecimalField(SHARE)
  share!: number;
}

/** Sums over items, lines of orders. */
class ItemSalesRow {
  @IntegerField({ example: 40, description: 'Lines of orders.' })
  items!: number;

  @MoneyField()
  revenue!: Money;

  @DecimalField(SHARE)
  share!: number;
}

const QUANTITY = { min: 0, max: Number.MAX_SAFE_INTEGER, places: 3, example: 120 };

/** What is or was made by one master; without `masterId`, items of nobody yet. */
export class MasterSalesRow extends ItemSalesRow {
  @IdField({ optional: true })
  masterId?: string;

  @TextField({ optional: true, example: 'Иван Петров' })
  name?: string;

  @DecimalField(QUANTITY)
  quantity!: number;
}

/** What was sold of one product; without `productId`, what is written in orders freely, all of it together. */
export class ProductSalesRow extends ItemSalesRow {
  @IdField({ optional: true })
  productId?: string;

  @TextField({ optional: true, example: 'Кружка с гравировкой', description: 'Missing of a product that is deleted.' })
  name?: string;

  @DecimalField(QUANTITY)
  quantity!: number;
}

/** What was sold of all products together that are in no row of their own. */
export class OtherProductsRow extends ItemSalesRow {
  @IntegerField({ example: 41, description: 'How many products they are.' })
  products!: number;
}

/** What was sold of a category and of those in it; without `categoryId`, of products that are in none. */
export class CategorySalesRow extends ItemSalesRow {
  @IdField({ optional: true })
  categoryId?: string;

  @TextField({ optional: true, example: 'Кружки' })
  name?: string;

  @IntegerField({ max: MOST_LEVELS, example: 0, description: 'How deep it lies, from 0; these come to the whole.' })
  level!: number;

  @BooleanField({ optional: true, example: false, description: 'What is written in orders freely, of no product.' })
  isFree?: boolean;
}

/** Sales of a period: sold orders by the day they were ordered. */
export class SalesReport {
  @TextField({ example: '2026-01-01' })
  from!: string;

  @TextField({ example: '2026-12-31' })
  to!: string;

  @NestedField(() => SalesTotals)
  totals!: SalesTotals;

  @NestedField(() => FormerSales, { description: 'For comparison.' })
  former!: FormerSales;

  @ListField(() => SalesRow, { max: 3_653, description: 'Every step of the period, those without orders too.' })
  rows!: SalesRow[];

  @ListField(() => ClientSalesRow, { description: 'Who bought most, at most fifty.' })
  clients!: ClientSalesRow[];

  @NestedField(() => OtherClientsRow, { optional: true, description: 'The rest of them, where there are more.' })
  otherClients?: OtherClientsRow;

  @ListField(() => ProductSalesRow, { description: 'What sold most, at most fifty.' })
  products!: ProductSalesRow[];

  @NestedField(() => OtherProductsRow, { optional: true, description: 'The rest of them, where there are more.' })
  otherProducts?: OtherProductsRow;

  @ListField(() => CategorySalesRow, {
    description: 'Those of which something was sold, as they stand in the catalog now, each before what is in it.',
  })
  categories!: CategorySalesRow[];

  @ListField(() => ManagerSalesRow, { description: 'Most revenue first.' })
  managers!: ManagerSalesRow[];

  @ListField(() => MasterSalesRow, { description: 'Most revenue first.' })
  masters!: MasterSalesRow[];
}
