import { Component, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, type ClientShopAccount, ClientsService } from '@verstak/api';
import { Toasts } from '../../core/toasts/toasts';
import { DayPipe } from '../../ui/pipes/format-pipes';

/** The accounts in the shop that follow a client's orders, or have the client's address; linked and unlinked here. */
@Component({
  selector: 'app-client-shop-accounts',
  imports: [DayPipe, MatButton, TranslocoPipe],
  template: `
    @if (accounts().length) {
      <h2 id="client-shop-accounts">{{ 'clients.shop.title' | transloco }}</h2>
      <ul>
        @for (account of accounts(); track account.email) {
          <li>
            <span>{{ account.email }}</span>
            <span class="muted">{{ account.name }}</span>
            <span class="muted">{{
              (account.isConfirmed ? 'clients.shop.confirmed' : 'clients.shop.unconfirmed') | transloco
            }}</span>
            @if (account.seenAt) {
              <span class="muted">{{ 'clients.shop.seen' | transloco: { day: account.seenAt | day } }}</span>
            }
            @if (mayLink()) {
              <button mat-stroked-button type="button" [disabled]="isBusy()" (click)="link(account)">
                {{ (account.isLinked ? 'clients.shop.unlink' : 'clients.shop.link') | transloco }}
              </button>
            }
          </li>
        }
      </ul>
      <p class="muted">{{ 'clients.shop.text' | transloco }}</p>
    }
  `,
  styles: `
    li {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 16px;
      align-items: center;
      min-height: 48px;
      border-bottom: var(--v-line);
    }
    button {
      margin-inline-start: auto;
    }
  `,
})
export class ClientShopAccounts {
  private readonly api = inject(ClientsService);
  private readonly toasts = inject(Toasts);

  readonly client = input.required<Client>();
  readonly mayLink = input(false);

  private readonly found = resource({
    params: () => ({ id: this.client().id, email: this.client().email }),
    loader: ({ params: { id } }) => this.api.listClientShopAccounts({ id }),
  });
  protected readonly isBusy = signal(false);

  protected accounts(): readonly ClientShopAccount[] {
    return this.found.hasValue() ? this.found.value() : [];
  }

  protected async link({ email, isLinked }: ClientShopAccount): Promise<void> {
    this.isBusy.set(true);
    try {
      await this.api.linkClientShopAccount({ id: this.client().id, body: { email, isLinked: !isLinked } });
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.isBusy.set(false);
      this.found.reload();
    }
  }
}
