import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';

/** Whether an order is paid: fully, in part (how much is left), or not at all. */
@Component({
  selector: 'app-payment-state',
  imports: [TranslocoPipe],
  template: `<span [class]="state()">{{ 'orders.payment.' + state() | transloco: { left: left() } }}</span>`,
  styles: `
    .paid {
      color: var(--v-tone-good);
    }
    .part,
    .none {
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class PaymentState {
  private readonly formats = inject(Formats);
  /** Minor units. */
  readonly total = input<number>();
  readonly paid = input<number>();

  protected readonly state = computed(() => {
    const [total, paid] = [this.total() ?? 0, this.paid() ?? 0];
    if (!total) return 'nothing';
    if (paid >= total) return 'paid';
    return paid ? 'part' : 'none';
  });
  protected readonly left = computed(() => this.formats.money((this.total() ?? 0) - (this.paid() ?? 0), true));
}
