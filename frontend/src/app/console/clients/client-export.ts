import { Service, inject } from '@angular/core';
import { ClientsService, type ExportClientsXlsx$Params } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import type { ExportFile } from '../../ui/export-menu/export-menu';

/** The files that the clients of a list are offered as; contacts only to who may read them. */
@Service()
export class ClientExport {
  private readonly api = inject(ClientsService);
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly workshop = inject(Workshop);

  of(query: ExportClientsXlsx$Params): ExportFile[] {
    const name = (table: 'clients' | 'contacts', ending: string) => (): string =>
      `${this.i18n.t(`clients.fileName.${table}`)}_${this.workshop.today()}${ending}`;
    const tables = this.session.can('clients:contacts') ? (['clients', 'contacts'] as const) : (['clients'] as const);
    return [
      {
        label: 'clients.file.xlsx',
        name: name('clients', '.xlsx'),
        read: () => this.api.exportClientsXlsx({ ...query, lang: this.i18n.language() }),
      },
      ...tables.map((table) => ({
        label: `clients.file.${table}`,
        name: name(table, '.csv'),
        read: () => this.api.exportClientsCsv({ ...query, table, lang: this.i18n.language() }),
      })),
    ];
  }
}
