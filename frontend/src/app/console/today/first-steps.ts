import { Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ClientsService, OrdersService, PeopleService } from '@verstak/api';
import { Session } from '../../core/session/session';
import { EmptyState } from '../../ui/states/empty-state';

/** Where no order is open: what a new workshop does first, or that there is nothing to do. */
@Component({
  selector: 'app-first-steps',
  imports: [EmptyState, MatButton, MatIcon, RouterLink, TranslocoPipe],
  templateUrl: './first-steps.html',
  styleUrl: './first-steps.scss',
})
export class FirstSteps {
  private readonly orders = inject(OrdersService);
  private readonly clients = inject(ClientsService);
  private readonly people = inject(PeopleService);
  private readonly session = inject(Session);

  protected readonly found = resource({
    loader: async () => {
      const [orders, clients, masters] = await Promise.all([
        this.orders.listOrders({ pageSize: 1 }).then(({ total }) => total),
        this.session.can('clients:read') ? this.clients.listClients({ pageSize: 1 }).then(({ total }) => total) : 0,
        this.session.can('orders:assign') ? this.people.listMasters().then(({ length }) => length) : 0,
      ]);
      return { orders, clients, masters };
    },
  });
  protected readonly isNew = computed(() => this.found.hasValue() && this.found.value().orders === 0);
  protected readonly steps = computed(() => {
    const found = this.found.hasValue() ? this.found.value() : { orders: 0, clients: 0, masters: 0 };
    const steps = [
      { key: 'masters', icon: 'people', link: '/users', isDone: found.masters > 0, permission: 'users:write' },
      { key: 'client', icon: 'clients', link: '/clients/new', isDone: found.clients > 0, permission: 'clients:write' },
      { key: 'order', icon: 'orders', link: '/orders/new', isDone: found.orders > 0, permission: 'orders:write' },
    ] as const;
    const allowed = steps.filter(({ permission }) => this.session.can(permission));
    const next = allowed.find(({ isDone }) => !isDone);
    return allowed.map((step) => ({ ...step, isNext: step === next }));
  });
}
