import { Service, inject } from '@angular/core';
import { OrdersService } from '@verstak/api';
import type { Found } from '../../core/commands/commands';
import { I18n } from '../../core/i18n/i18n';

const MOST = 5;

/** Orders for the palette: by number, client or item. */
@Service()
export class OrderFinder {
  private readonly api = inject(OrdersService);
  private readonly i18n = inject(I18n);

  async find(q: string): Promise<Found[]> {
    const { items } = await this.api.listOrders({ q, pageSize: MOST });
    return items.map(({ id, number, clientName, status }) => ({
      id: `order-${id}`,
      icon: 'orders',
      title: this.i18n.t('ui.numbered', { number }),
      detail: `${clientName} · ${this.i18n.t(`orders.status.${status}`)}`,
      link: `/orders/${id}`,
    }));
  }
}
