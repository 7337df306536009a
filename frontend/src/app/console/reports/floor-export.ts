import { Service, inject } from '@angular/core';
import { type GetFloorReport$Params, ReportsService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import type { ExportFile } from '../../ui/export-menu/export-menu';

/** The files that a report of the shop floor is offered as. */
@Service()
export class FloorExport {
  private readonly api = inject(ReportsService);
  private readonly i18n = inject(I18n);

  of(query: GetFloorReport$Params): ExportFile[] {
    const name = (ending: string) => (): string =>
      `${this.i18n.t('reports.floor.fileName')}_${query.from}_${query.to}${ending}`;
    return [
      {
        label: 'reports.file.xlsx',
        name: name('.xlsx'),
        read: () => this.api.exportFloorXlsx({ ...query, lang: this.i18n.language() }),
      },
      ...(['work', 'stages', 'scrap'] as const).map((table) => ({
        label: `reports.floor.file.${table}`,
        name: name(`_${table}.csv`),
        read: () => this.api.exportFloorCsv({ ...query, table, lang: this.i18n.language() }),
      })),
    ];
  }
}
