import { DOCUMENT, Service, inject } from '@angular/core';
import { type GetSales$Params, ReportsService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';

/** Tables that a CSV may hold. */
export type CsvTable = 'steps' | 'clients' | 'masters';

/** Downloads the report; the token travels in a header, never in an address. */
@Service()
export class SalesExport {
  private readonly api = inject(ReportsService);
  private readonly i18n = inject(I18n);
  private readonly toasts = inject(Toasts);
  private readonly document = inject(DOCUMENT);

  async xlsx(query: GetSales$Params): Promise<void> {
    await this.save(`${this.nameOf(query)}.xlsx`, () =>
      this.api.exportSalesXlsx({ ...query, lang: this.i18n.language() }),
    );
  }

  async csv(query: GetSales$Params, table: CsvTable): Promise<void> {
    const read = (): Promise<Blob> => this.api.exportSalesCsv({ ...query, table, lang: this.i18n.language() });
    await this.save(`${this.nameOf(query)}_${table}.csv`, read);
  }

  private nameOf({ from, to }: GetSales$Params): string {
    return `${this.i18n.t('reports.fileName')}_${from}_${to}`;
  }

  private async save(name: string, read: () => Promise<Blob>): Promise<void> {
    try {
      const address = URL.createObjectURL(await read());
      const link = this.document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      // The browser takes the address over after the click has been handled.
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
