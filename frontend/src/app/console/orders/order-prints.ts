import { Service, inject } from '@angular/core';
import { OrdersService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { PdfTabs } from '../../core/platform/pdf-tabs';

/** What can be printed of orders. */
export type OrderPrint = 'form' | 'jobSheet';

/** Orders on paper, each from a page of its own, in the language of the console. */
@Service()
export class OrderPrints {
  private readonly api = inject(OrdersService);
  private readonly i18n = inject(I18n);
  private readonly tabs = inject(PdfTabs);

  async print(kind: OrderPrint, ids: string[]): Promise<void> {
    const asked = { ids, lang: this.i18n.language() };
    await this.tabs.open(() => (kind === 'form' ? this.api.printOrderForms(asked) : this.api.printJobSheets(asked)));
  }
}
