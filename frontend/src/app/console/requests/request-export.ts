import { Service, inject } from '@angular/core';
import { type ExportRequestsXlsx$Params, RequestsService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import type { ExportFile } from '../../ui/export-menu/export-menu';

/** The files that the requests of a list are offered as. */
@Service()
export class RequestExport {
  private readonly api = inject(RequestsService);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);

  of(query: ExportRequestsXlsx$Params): ExportFile[] {
    const name = (table: 'requests' | 'items', ending: string) => (): string =>
      `${this.i18n.t(`requests.fileName.${table}`)}_${this.workshop.today()}${ending}`;
    return [
      {
        label: 'requests.file.xlsx',
        name: name('requests', '.xlsx'),
        read: () => this.api.exportRequestsXlsx({ ...query, lang: this.i18n.language() }),
      },
      ...(['requests', 'items'] as const).map((table) => ({
        label: `requests.file.${table}`,
        name: name(table, '.csv'),
        read: () => this.api.exportRequestsCsv({ ...query, table, lang: this.i18n.language() }),
      })),
    ];
  }
}
