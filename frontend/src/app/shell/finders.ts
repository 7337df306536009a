import { Service, inject } from '@angular/core';
import { Api, type ClientListItem, type OrderListItem, listClients, listOrders } from '@verstak/api';
import type { Finder, Found } from '../core/commands/commands';
import { I18n } from '../core/i18n/i18n';

const MOST = 5;

/** What the palette looks through: orders and clients, each with the reader's own rights. */
@Service()
export class Finders {
  private readonly api = inject(Api);
  private readonly i18n = inject(I18n);

  all(): Finder[] {
    return [
      { id: 'orders', permission: 'orders:read', find: (words) => this.orders(words) },
      { id: 'clients', permission: 'clients:read', find: (words) => this.clients(words) },
    ];
  }

  private async orders(q: string): Promise<Found[]> {
    const { items } = await this.api.invoke(listOrders, { q, pageSize: MOST });
    return items.map((order) => this.orderFound(order));
  }

  private async clients(q: string): Promise<Found[]> {
    const { items } = await this.api.invoke(listClients, { q, pageSize: MOST });
    return items.map((client) => this.clientFound(client));
  }

  private orderFound({ id, number, clientName, status }: OrderListItem): Found {
    const detail = `${clientName} · ${this.i18n.t(`orders.status.${status}`)}`;
    return { id: `order-${id}`, icon: 'orders', title: `№ ${number}`, detail, link: `/orders/${id}` };
  }

  private clientFound({ id, number, name }: ClientListItem): Found {
    return { id: `client-${id}`, icon: 'clients', title: name, detail: `№ ${number}`, link: `/clients/${id}` };
  }
}
