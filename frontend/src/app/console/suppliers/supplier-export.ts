import { Service, inject } from '@angular/core';
import { SuppliersService, type ExportSuppliersXlsx$Params } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import type { ExportFile } from '../../ui/export-menu/export-menu';

/** The files that the suppliers of a list are offered as. */
@Service()
export class SupplierExport {
  private readonly api = inject(SuppliersService);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);

  of(query: ExportSuppliersXlsx$Params): ExportFile[] {
    const name = (table: 'suppliers' | 'contacts', ending: string) => (): string =>
      `${this.i18n.t(`suppliers.fileName.${table}`)}_${this.workshop.today()}${ending}`;
    return [
      {
        label: 'suppliers.file.xlsx',
        name: name('suppliers', '.xlsx'),
        read: () => this.api.exportSuppliersXlsx({ ...query, lang: this.i18n.language() }),
      },
      ...(['suppliers', 'contacts'] as const).map((table) => ({
        label: `suppliers.file.${table}`,
        name: name(table, '.csv'),
        read: () => this.api.exportSuppliersCsv({ ...query, table, lang: this.i18n.language() }),
      })),
    ];
  }
}
