import { Injectable, computed, inject, linkedSignal, signal } from '@angular/core';
import { Router } from '@angular/router';
import { type Order, OrdersService } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';
import { type ApiProblem, toProblem } from '../../../core/http/api-problem';
import { ProblemText } from '../../../core/i18n/problem-text';
import { Toasts } from '../../../core/toasts/toasts';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import { OrderSteps } from '../steps/order-steps';
import { OrderRecord } from './order-record';

/** What is done with the order of a page: steps, masters, deletion; one at a time, a refusal stays until the next. */
@Injectable()
export class OrderActs {
  private readonly api = inject(OrdersService);
  private readonly record = inject(OrderRecord);
  private readonly steps = inject(OrderSteps);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly texts = inject(ProblemText);
  private readonly busy = signal(false);
  private readonly refused = linkedSignal<string, ApiProblem | undefined>({
    source: this.record.id,
    computation: () => undefined,
  });

  readonly isBusy = this.busy.asReadonly();
  /** Why the last act was refused, in words; empty where it was not. */
  readonly refusal = computed(() => {
    const problem = this.refused();
    return problem ? this.texts.of(problem) : '';
  });

  async take(order: Order, to: OrderStatus): Promise<void> {
    await this.act(async () => void (await this.steps.take(order, to)));
  }

  /** Masters can be changed at any time, also while the workshop works. */
  async assign(order: Order): Promise<void> {
    const assignments = await this.steps.handOver(order, 'orders.assign');
    if (!assignments?.length) return;
    const items = assignments.map(({ itemId, ...work }) => ({ id: itemId, ...work }));
    await this.act(async () => {
      const changed = await this.api.changeOrder({ id: order.id, body: { items, version: order.version } });
      this.record.adopt(changed);
      this.toasts.say('orders.saved', { number: changed.number });
    });
  }

  async delete({ id, number }: Order): Promise<void> {
    const isAgreed = await this.dialogs.confirm({
      title: 'orders.deleteTitle',
      text: 'orders.deleteText',
      action: 'orders.delete',
      params: { number },
      isDestructive: true,
    });
    if (!isAgreed) return;
    await this.act(async () => {
      await this.api.deleteOrder({ id });
      this.toasts.say('orders.deleted', { number });
      await this.router.navigateByUrl('/orders');
    });
  }

  private async act(work: () => Promise<void>): Promise<void> {
    this.refused.set(undefined);
    this.busy.set(true);
    try {
      await work();
    } catch (error) {
      this.refused.set(toProblem(error));
      this.record.refresh();
    } finally {
      this.busy.set(false);
    }
  }
}
