import { DERIVED } from '../platform/database/derived-fields.js';
import { BooleanField, Filters, Omit, QueryFlag } from '../platform/fields/index.js';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { StockItem, StockItemFields } from './stock-item.js';

/** Something in stock as it is listed. */
export class StockListItem extends Omit(StockItem, ['note', ...DERIVED]) {}

/** A new material. */
export class StockItemCreate extends Writable(StockItemFields) {}

/** The fields to change, `null` clears one; what a product is called is changed there. */
export class StockItemChange extends Change(StockItemCreate) {}

export class StockItemArchiving {
  @BooleanField({ example: true })
  isArchived!: boolean;
}

/** Which things a list of the stock has. */
export class StockListQuery extends Filters(StockItem, ListQuery) {
  @QueryFlag('Archived ones instead of the others.')
  override isArchived: boolean = false;
}

/** The same as a file, all of them or some that were chosen. */
export class StockExportQuery extends Omit(StockListQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}
