import { Component, computed, inject, input, linkedSignal, output, resource } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, PeopleService } from '@verstak/api';
import { firstValueFrom } from 'rxjs';
import { Session } from '../../../core/session/session';
import { DateField } from '../../../ui/fields/date-field';
import { EntityField, type EntityOption } from '../../../ui/fields/entity-field';
import { MoneyField } from '../../../ui/fields/money-field';
import { TextField } from '../../../ui/fields/text-field';
import { ClientFinder, optionOf } from './client-finder';
import type { OrderDraft } from './order-draft';
import { OrderLines } from './order-lines';

/** Everything that is typed of an order, new or amended: client, due date, payment, lines, note. */
@Component({
  selector: 'app-order-fields',
  imports: [DateField, EntityField, FormField, MatButton, MatIcon, MoneyField, OrderLines, TextField, TranslocoPipe],
  template: `
    <div class="fields">
      <div class="client">
        <ui-entity-field
          [label]="'orders.client.one' | transloco"
          [search]="clients.search"
          [initial]="chosen()"
          [formField]="form().clientId"
        />
        @if (mayAddClients()) {
          <button mat-stroked-button type="button" (click)="addClient()">
            <mat-icon svgIcon="add" />{{ 'orders.client.new' | transloco }}
          </button>
        }
      </div>
      <ui-date-field [label]="'orders.due' | transloco" [formField]="form().dueAt" />
      @if (hasPrices()) {
        <ui-money-field [label]="'orders.paid' | transloco" [formField]="form().paid" />
      }
    </div>
    <app-order-lines [lines]="form().items" [masters]="masters()" />
    <ui-text-field [rows]="2" [label]="'orders.note' | transloco" [formField]="form().note" />
  `,
  styles: `
    .fields {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(150px, 180px) minmax(150px, 180px);
      gap: 16px;
      padding: 8px 0 20px;
    }
    .client {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .client ui-entity-field {
      flex: 1 1 220px;
    }
    .client button {
      height: 44px;
    }
    ui-text-field {
      padding-top: 8px;
    }
    @media (max-width: 799px) {
      .fields {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      }
      .client {
        grid-column: 1 / -1;
      }
    }
  `,
})
export class OrderFields {
  private readonly people = inject(PeopleService);
  private readonly session = inject(Session);
  private readonly dialog = inject(MatDialog);
  protected readonly clients = inject(ClientFinder);

  readonly form = input.required<FieldTree<OrderDraft>>();
  /** The client at first, so that the name needs no request. */
  readonly client = input<EntityOption>();
  readonly clientAdded = output<Client>();

  protected readonly chosen = linkedSignal(() => this.client());
  protected readonly hasPrices = computed(() => this.session.can('orders:prices'));
  protected readonly mayAddClients = computed(() => this.session.can('clients:write'));
  private readonly found = resource({
    params: () => this.session.can('orders:assign') || undefined,
    loader: () => this.people.listMasters(),
  });
  protected readonly masters = computed(() =>
    (this.found.hasValue() ? this.found.value() : []).map(({ id, name }) => ({ value: id, label: name })),
  );

  protected async addClient(): Promise<void> {
    const { NewClientDialog } = await import('./new-client-dialog');
    const shown = this.dialog.open<unknown, unknown, Client>(NewClientDialog, { width: '440px' });
    const client = await firstValueFrom(shown.afterClosed());
    if (!client) return;
    this.chosen.set(optionOf(client));
    this.form().clientId().value.set(client.id);
    this.form().clientId().markAsDirty();
    this.clientAdded.emit(client);
  }
}
