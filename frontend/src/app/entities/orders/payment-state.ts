import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Charge, settlementOf } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';

/** How an order stands with its payments: paid, how much is left or too much, or to be given back. */
@Component({
  selector: 'app-payment-state',
  imports: [TranslocoPipe],
  template: `<span [class]="settled().state">{{
    'orders.payment.' + settled().state | transloco: { sum: sum() }
  }}</span>`,
  styles: `
    .paid {
      color: var(--v-tone-good);
    }
    .part,
    .none {
      color: var(--mat-sys-on-surface-variant);
    }
    .over,
    .refund {
      color: var(--v-tone-warn);
    }
  `,
})
export class PaymentState {
  private readonly formats = inject(Formats);
  readonly order = input.required<Charge>();

  protected readonly settled = computed(() => settlementOf(this.order()));
  protected readonly sum = computed(() => this.formats.money(this.settled().amount, true));
}
