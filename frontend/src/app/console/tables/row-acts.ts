import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Table, TableRow } from '@verstak/api';
import { firstValueFrom } from 'rxjs';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { KnownTables } from './known-tables';
import type { RowTask, StoredRow } from './row-dialog';
import { RowFinder } from './row-finder';
import { TableWords } from './table-words';

/** Adds, changes and deletes rows by the routes of the product, with what must be asked and said around it. */
@Injectable()
export class RowActs {
  private readonly http = inject(HttpClient);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly finder = inject(RowFinder);
  private readonly tables = inject(KnownTables);
  private readonly words = inject(TableWords);
  private readonly i18n = inject(I18n);

  /** Opens the form of a new row, or of this one; gives what is stored then, or nothing where it was left. */
  async edit(table: Table, row?: TableRow): Promise<StoredRow | undefined> {
    const { RowDialog } = await import('./row-dialog');
    const [method, form] = row ? (['PATCH', table.changing] as const) : (['POST', table.adding] as const);
    const send = (body: object): Promise<StoredRow> =>
      firstValueFrom(this.http.request<StoredRow>(method, addressOf(form?.path, row?.id), { body }));
    // The dialog stands outside of the area, where the finder is provided.
    const data: RowTask = { table, ...(row && { row }), send, finder: this.finder };
    const stored = await this.dialogs.open<StoredRow>(RowDialog, { data, width: '640px' });
    if (!stored) return undefined;
    this.tables.read.reload();
    this.toasts.say(row ? 'tables.changed' : 'tables.added', { table: this.words.tableOf(table.name) });
    return stored;
  }

  /** Deletes a row after saying what follows from it; gives whether it is gone. Who refuses says why. */
  async delete(table: Table, row: TableRow): Promise<boolean> {
    const { name, deleting } = table;
    const own = `tables.deleting.${name}`;
    const isAgreed = await this.dialogs.confirm({
      title: 'tables.delete.title',
      text: this.i18n.has(own) ? own : 'tables.delete.text',
      action: 'tables.delete.action',
      params: { name: this.words.row(table, row), table: this.words.tableOf(name) },
      isDestructive: true,
    });
    if (!isAgreed || !deleting) return false;
    try {
      await firstValueFrom(this.http.delete(addressOf(deleting, row.id)));
      this.tables.read.reload();
      this.toasts.say('tables.deleted', { name: this.words.row(table, row) });
      return true;
    } catch (error) {
      this.toasts.fail(error);
      return false;
    }
  }
}

const addressOf = (path = '', id = ''): string => path.replace('{id}', id);
