import { Injectable } from '@nestjs/common';
import { changesOf, DocumentImport, type RowPlanner } from '../imports/document-import.js';
import { ImportKinds } from '../imports/import-kinds.js';
import type { PlannedRow } from '../imports/plan-rows.js';
import type { RowBodies } from '../imports/row-bodies.js';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { importColumns, type ImportColumn } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { StockItemChange, StockItemCreate } from './stock-item.dto.js';
import { StockItem } from './stock-item.js';
import { StockItemsRepository } from './stock-items.repository.js';
import { StockService } from './stock.service.js';
import { STOCK_SHEETS } from './stock-tables.js';

/** Materials, and what is said of products in stock, out of a table; balances change by movements alone. */
@Injectable()
export class StockImport extends DocumentImport<StockItem, StockItemCreate, StockItemChange> {
  readonly name = 'stock';
  readonly permissions = ['stock:write'] as const;
  protected readonly keys = ['number', 'article', 'externalId'] as const;

  constructor(
    private readonly stock: StockService,
    repository: StockItemsRepository,
    journal: JournalService,
    { currencyDigits }: Config,
    kinds: ImportKinds,
  ) {
    super(
      {
        byIds: (ids) => repository.byIds(ids),
        having: (field, values) => repository.having(field, values),
        takeBack: (item, changes, requestId) => repository.takeBack(item, changes, requestId),
        delete: (id) => stock.delete(id),
      },
      journal,
      currencyDigits,
    );
    kinds.add(this);
  }

  protected columns(): ImportColumn[] {
    const { columns } = STOCK_SHEETS.stock;
    return importColumns({ body: StockItemCreate, entity: StockItem }, columns, callerPermissions());
  }

  protected async planner(_rows: readonly ReadRow[], bodies: RowBodies): Promise<RowPlanner<StockItem>> {
    return (row, said, item) => (item ? planChange(row, said, item, bodies) : planCreation(row, said, bodies));
  }

  protected make(create: StockItemCreate): Promise<Stored<StockItem>> {
    return this.stock.create(create);
  }

  protected alter(target: string | Stored<StockItem>, change: StockItemChange): Promise<Stored<StockItem>> {
    return this.stock.change(target, change);
  }
}

async function planCreation(row: ReadRow, said: object, bodies: RowBodies): Promise<PlannedRow> {
  const { body, faults } = await bodies.read(StockItemCreate, row, said);
  return body ? { plan: { outcome: 'create', by: { create: body } } } : { faults };
}

async function planChange(row: ReadRow, said: object, item: Stored<StockItem>, bodies: RowBodies): Promise<PlannedRow> {
  const { body, faults } = await bodies.read(StockItemChange, row, said);
  if (!body) return { faults };
  const change = changesOf(item, body);
  if (!Object.keys(change).length) return { plan: { outcome: 'same' } };
  const isRenamed = item.productId && (change.name !== undefined || change.unit !== undefined);
  if (isRenamed) {
    const message = 'is that of its product: change the product, or leave it as it is';
    const field = change.name === undefined ? 'unit' : 'name';
    return { faults: [bodies.fault(row.row, 'out_of_range', { field, rule: 'fixed', message, value: change[field] })] };
  }
  return { plan: { outcome: 'change', by: { id: item._id.toHexString(), change } } };
}
