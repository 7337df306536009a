import { Service, inject } from '@angular/core';
import { type ExportOffersXlsx$Params, OffersService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import type { ExportFile } from '../../ui/export-menu/export-menu';

/** The files that the offers of a list are offered as. */
@Service()
export class OfferExport {
  private readonly api = inject(OffersService);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);

  of(query: ExportOffersXlsx$Params): ExportFile[] {
    const name = (ending: string) => (): string =>
      `${this.i18n.t('offers.fileName')}_${this.workshop.today()}${ending}`;
    const asked = { ...query, lang: this.i18n.language() };
    return [
      { label: 'offers.file.xlsx', name: name('.xlsx'), read: () => this.api.exportOffersXlsx(asked) },
      { label: 'offers.file.csv', name: name('.csv'), read: () => this.api.exportOffersCsv(asked) },
    ];
  }
}
