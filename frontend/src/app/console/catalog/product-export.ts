import { Service, inject } from '@angular/core';
import { CatalogService, type ExportProductsXlsx$Params } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import type { ExportFile } from '../../ui/export-menu/export-menu';

/** The files that the products of a list are offered as. */
@Service()
export class ProductExport {
  private readonly api = inject(CatalogService);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);

  of(query: ExportProductsXlsx$Params): ExportFile[] {
    const name = (ending: string) => (): string =>
      `${this.i18n.t('catalog.fileName')}_${this.workshop.today()}${ending}`;
    return [
      {
        label: 'catalog.file.xlsx',
        name: name('.xlsx'),
        read: () => this.api.exportProductsXlsx({ ...query, lang: this.i18n.language() }),
      },
      {
        label: 'catalog.file.csv',
        name: name('.csv'),
        read: () => this.api.exportProductsCsv({ ...query, lang: this.i18n.language() }),
      },
    ];
  }
}
