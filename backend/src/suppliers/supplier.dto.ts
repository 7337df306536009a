import { DERIVED } from '../platform/database/derived-fields.js';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import { BooleanField, Filters, Omit, QueryChoice, QueryFlag } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { Supplier, SupplierFields } from './supplier.js';

/** A supplier as it is listed. */
export class SupplierListItem extends Omit(Supplier, ['contacts', 'note', ...DERIVED]) {}

export class SupplierCreate extends Writable(SupplierFields) {}

/** The fields to change; `null` clears one. */
export class SupplierChange extends Change(SupplierCreate) {}

export class SupplierArchiving {
  @BooleanField({ example: true })
  isArchived!: boolean;
}

/** Which suppliers a list has. */
export class SupplierListQuery extends Filters(Supplier, ListQuery) {
  @QueryFlag('Archived suppliers instead of the others.')
  override isArchived: boolean = false;
}

/** The same suppliers as a file, all of them or some that were chosen. */
export class SupplierExportQuery extends Omit(SupplierListQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

export const SUPPLIER_TABLES = ['suppliers', 'contacts'] as const;
export type SupplierTable = (typeof SUPPLIER_TABLES)[number];

/** A CSV holds one table. */
export class SupplierCsvQuery extends SupplierExportQuery {
  @QueryChoice(SUPPLIER_TABLES, 'A row for each supplier, or for each of their contacts.', 'SupplierTable')
  table: SupplierTable = 'suppliers';
}
