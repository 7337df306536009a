import { Service, inject } from '@angular/core';
import { type GetSales$Params, ReportsService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import type { ExportFile } from '../../ui/export-menu/export-menu';

/** The files that a report of sales is offered as. */
@Service()
export class SalesExport {
  private readonly api = inject(ReportsService);
  private readonly i18n = inject(I18n);

  of(query: GetSales$Params): ExportFile[] {
    const name = (ending: string) => (): string =>
      `${this.i18n.t('reports.fileName')}_${query.from}_${query.to}${ending}`;
    return [
      {
        label: 'reports.file.xlsx',
        name: name('.xlsx'),
        read: () => this.api.exportSalesXlsx({ ...query, lang: this.i18n.language() }),
      },
      ...(['steps', 'products', 'categories', 'clients', 'managers', 'masters'] as const).map((table) => ({
        label: `reports.file.${table}`,
        name: name(`_${table}.csv`),
        read: () => this.api.exportSalesCsv({ ...query, table, lang: this.i18n.language() }),
      })),
    ];
  }
}
