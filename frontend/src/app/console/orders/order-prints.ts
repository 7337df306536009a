import { Service, computed, inject } from '@angular/core';
import { OrdersService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { PdfTabs } from '../../core/platform/pdf-tabs';
import { Session } from '../../core/session/session';

/** What can be printed of orders. */
export type OrderPrint = 'form' | 'jobSheet';

/** Orders on paper, each from a page of its own, in the language of the console. */
@Service()
export class OrderPrints {
  private readonly api = inject(OrdersService);
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly tabs = inject(PdfTabs);

  /** What the role may print: who may not read prices gets no form for the client. */
  readonly kinds = computed<readonly OrderPrint[]>(() =>
    this.session.can('orders:prices') ? ['form', 'jobSheet'] : ['jobSheet'],
  );

  async print(kind: OrderPrint, ids: string[]): Promise<void> {
    const asked = { ids, lang: this.i18n.language() };
    await this.tabs.open(() => (kind === 'form' ? this.api.printOrderForms(asked) : this.api.printJobSheets(asked)));
  }
}
