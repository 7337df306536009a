import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../../core/session/session';
import { ClientPicker } from '../../../entities/clients/client-picker';
import { masterOptions } from '../../../entities/people/people-options';
import { DateField } from '../../../ui/fields/date-field';
import { MoneyField } from '../../../ui/fields/money-field';
import { TextField } from '../../../ui/fields/text-field';
import type { OrderDraft } from './order-draft';
import { OrderLines } from './order-lines';

/** Everything that is typed of an order, new or amended: client, due date, payment, lines, note. */
@Component({
  selector: 'app-order-fields',
  imports: [ClientPicker, DateField, FormField, MoneyField, OrderLines, TextField, TranslocoPipe],
  template: `
    <div class="fields">
      <app-client-picker class="client" [field]="form().clientId" />
      <ui-date-field [label]="'orders.due' | transloco" [formField]="form().dueAt" />
      @if (takesPayment()) {
        <ui-money-field [label]="'orders.paid' | transloco" [formField]="form().paid" />
      }
    </div>
    <app-order-lines [lines]="form().items" [masters]="masters()" [orderId]="orderId()" />
    <div class="texts">
      <ui-text-field [rows]="2" [label]="'orders.note' | transloco" [formField]="form().note" />
      @if (mayDeliver()) {
        <ui-text-field
          [rows]="2"
          [label]="'orders.deliveryAddress' | transloco"
          [hint]="'orders.deliveryHint' | transloco"
          [formField]="form().deliveryAddress"
        />
      }
    </div>
  `,
  styles: `
    .fields {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(150px, 180px) minmax(150px, 180px);
      gap: 16px;
      padding: 8px 0 20px;
    }
    .texts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
      gap: 16px;
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
  private readonly session = inject(Session);

  readonly form = input.required<FieldTree<OrderDraft>>();
  /** The order, where it is stored. */
  readonly orderId = input<string>();

  /** A new order can be paid for at once; afterwards payments are taken where they are listed. */
  readonly isNew = input(false, { transform: booleanAttribute });
  protected readonly takesPayment = computed(
    () => this.isNew() && this.session.can('orders:prices') && this.session.can('payments:write'),
  );
  /** Who may not read where something is delivered says nothing of it. */
  protected readonly mayDeliver = computed(() => this.session.can('clients:contacts'));
  protected readonly masters = masterOptions();
}
