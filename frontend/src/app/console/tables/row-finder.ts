import { Injectable, inject } from '@angular/core';
import { type Table, type TableRow, TablesService } from '@verstak/api';
import type { EntityOption } from '../../ui/fields/entity-field';
import { KnownTables } from './known-tables';
import { TableWords } from './table-words';

const SHOWN = 12;
/** Where rows are not found by words, as many are looked through. */
const MOST = 200;

/** Finds rows of a table, for filters by them and for fields that hold their ids. */
@Injectable()
export class RowFinder {
  private readonly api = inject(TablesService);
  private readonly tables = inject(KnownTables);
  private readonly words = inject(TableWords);

  tableOf(kind: string): Table | undefined {
    return this.tables.ofKind(kind);
  }

  readonly search = async (kind: string, text: string): Promise<readonly EntityOption[]> => {
    const table = this.tables.ofKind(kind);
    if (!table) return [];
    const q = text.trim();
    const { name, isSearchable } = table;
    const query = isSearchable ? { pageSize: SHOWN, ...(q && { q }) } : { pageSize: MOST };
    const { items } = await this.api.listTableRows({ name, ...query });
    const options = items.map((row: TableRow): EntityOption => ({ id: row.id, label: this.words.row(table, row) }));
    if (isSearchable) return options;
    return options.filter(({ label }) => label.toLowerCase().includes(q.toLowerCase())).slice(0, SHOWN);
  };

  readonly nameOf = async (kind: string, id: string): Promise<string> => {
    const table = this.tables.ofKind(kind);
    return table ? this.words.row(table, await this.api.getTableRow({ name: table.name, id })) : id;
  };
}
