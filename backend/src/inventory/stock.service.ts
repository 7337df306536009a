import { Injectable } from '@nestjs/common';
import { exactQuantity } from '@verstak/domain';
import { byId, type Stored } from '../platform/database/entity.js';
import { asSystem } from '../platform/access/caller.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, RuleBroken } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import { MovementsRepository } from './movements.repository.js';
import type { StockItemChange, StockItemCreate, StockListItem, StockListQuery } from './stock-item.dto.js';
import type { StockItem } from './stock-item.js';
import { StockItemsRepository } from './stock-items.repository.js';

/** A product as it lies in stock. */
export interface StockedProduct {
  productId: string;
  name: string;
  unit: string;
}

/** What lies in stock: materials, and products that are sold from it. */
@Injectable()
export class StockService {
  constructor(
    private readonly items: StockItemsRepository,
    private readonly movements: MovementsRepository,
    private readonly suppliers: SuppliersService,
    private readonly transactions: Transactions,
  ) {}

  async list(query: StockListQuery): Promise<Page<Stored<StockListItem>>> {
    return this.items.list(query);
  }

  async get(id: string): Promise<Stored<StockItem>> {
    return this.items.get(id);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.items.history(id, query);
  }

  /** Those of the things with these ids that there are, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, Stored<StockItem>>> {
    return byId(await this.items.byIds([...new Set(ids)]));
  }

  /** Those of the things with these ids that there are, by id, for whoever may make something of them. */
  async named(ids: readonly string[]): Promise<Map<string, Stored<StockItem>>> {
    return asSystem('what goes into a product', () => this.byIds(ids));
  }

  /** What these products are in stock, by the id of the product, whoever asks. */
  async ofProducts(ids: readonly string[]): Promise<Map<string, Stored<StockItem>>> {
    const items = await this.items.ofProducts([...new Set(ids)]);
    return new Map(items.map((item) => [String(item.productId), item]));
  }

  /** Those of which less than so much is available, or nothing, whoever asks; not what nobody has counted. */
  async scarce(below: number): Promise<Stored<StockItem>[]> {
    return this.items.scarce(below);
  }

  /** Adds a material; nothing of it is there until some is received or counted. */
  async create(fields: StockItemCreate): Promise<Stored<StockItem>> {
    return this.transactions.run(async () => this.items.add({ ...fields, ...(await this.suppliedBy(fields)) }));
  }

  /** Gives a product its place in stock, where it has none, within the running transaction. */
  async provide({ productId, name, unit }: StockedProduct): Promise<Stored<StockItem>> {
    const [known] = await this.items.ofProducts([productId]);
    return known ?? asSystem('a product lies in stock', () => this.items.add({ productId, name, unit }));
  }

  /** Reserves so much more of it, or less, within the running transaction, in which it was read; gives it as it then stands. */
  reserve(item: Stored<StockItem>, more: number): Stored<StockItem> {
    return this.items.settle(item, { reserved: exactQuantity(item.reserved + more) });
  }

  /** Expects so much more of it, or less, within the running transaction; gives it as it then stands. */
  expect(item: Stored<StockItem>, more: number): Stored<StockItem> {
    return this.items.settle(item, { expected: exactQuantity(item.expected + more) });
  }

  /** What is to be ordered: of which orders want more than there is, or little or nothing is left; the scarcest first. */
  async lacking(): Promise<Stored<StockItem>[]> {
    return this.items.lacking();
  }

  /** Changes it; 409 where the name or unit is that of its product. */
  async change(
    target: string | Stored<StockItem>,
    { version, ...fields }: StockItemChange,
  ): Promise<Stored<StockItem>> {
    return this.items.change(target, { version }, async (item) => {
      const { name = item.name, unit = item.unit } = fields;
      if (item.productId && (name !== item.name || unit !== item.unit))
        throw Conflict('stock.of_product', 'It is called as its product: change the product.', { name: item.name });
      Object.assign(item, fields, await this.suppliedBy(fields, item));
    });
  }

  async archive(id: string, isArchived: boolean): Promise<Stored<StockItem>> {
    return this.items.change(id, { action: isArchived ? 'archived' : 'restored' }, (item) => {
      item.isArchived = isArchived;
    });
  }

  /** Deletes something of which nothing has ever moved, and that nothing is made of; else it is archived. */
  async delete(id: string): Promise<void> {
    return this.transactions.run(async () => {
      const item = await this.items.get(id);
      if (item.productId || item.reserved || (await this.movements.hasMoved(id)))
        throw Conflict('stock.in_use', `${item.name} has movements or belongs to a product; archive it.`, {
          name: item.name,
        });
      await this.items.delete(item);
    });
  }

  /** What something repeats of its supplier; 404 where there is none, 422 where another that is archived is chosen. */
  private async suppliedBy(
    { supplierId }: StockItemChange,
    former?: StockItem,
  ): Promise<Pick<StockItem, 'supplierName'>> {
    if (supplierId === undefined || String(former?.supplierId ?? '') === (supplierId ?? '')) return {};
    return { supplierName: supplierId ? (await this.suppliers.forSupply(supplierId)).name : undefined };
  }
}

/** The thing that something new is made of; 422 where it is archived. */
export function requireUsable({ _id, name, isArchived }: Stored<StockItem>): void {
  if (!isArchived) return;
  throw RuleBroken('stock.archived', `${name} is archived; restore it or choose another.`, {
    id: _id.toHexString(),
    name,
  });
}
