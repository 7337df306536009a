import { Service, inject } from '@angular/core';
import { type Assignment, type Order, OrdersService } from '@verstak/api';
import { type OrderStatus, permissionForStep, nextStatuses } from '@verstak/domain';
import { type Observable, Subject } from 'rxjs';
import { ApiProblem, toProblem } from '../../../core/http/api-problem';
import { Session } from '../../../core/session/session';
import { Toasts } from '../../../core/toasts/toasts';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import { makerOf } from '../draft/maker';
import { asksReason } from './step-words';
import { OrderMoney } from '../payments/order-money';
import type { Stepping } from './stepping';

interface Answers {
  assignments?: Assignment[];
  reason?: string;
}

/**
 * Steps of orders along their life cycle, the same from the list, the board and the page: asks what a step needs
 * (masters, a reason), takes it, and offers for ten seconds to take it back.
 */
@Service()
export class OrderSteps {
  private readonly api = inject(OrdersService);
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly money = inject(OrderMoney);
  private readonly results = new Subject<Order>();

  /** Orders as steps and undone steps of this screen left them. */
  readonly taken: Observable<Order> = this.results.asObservable();

  /** Steps that the life cycle and the role allow now; the first is the next one. */
  possible(order: Pick<Order, 'status' | 'heldFrom'>): OrderStatus[] {
    return nextStatuses(order.status, order.heldFrom).filter((to) => {
      const permission = permissionForStep(order.status, to, order.heldFrom);
      return permission !== undefined && this.session.can(permission);
    });
  }

  /** Takes a step; `undefined` where the person thought better of it. Rejects with an `ApiProblem` where it is refused. */
  async take(order: Stepping, to: OrderStatus): Promise<Order | undefined> {
    if (!nextStatuses(order.status, order.heldFrom).includes(to)) throw refusedStep(order.status, to);
    if (to === 'delivered' && this.money.asksAtHandOver(order)) return this.handOverPaid(order);
    return this.takeAsked(order, to);
  }

  /** Masters of the items that get another one, as chosen in the dialog; `undefined` where it was left. */
  async handOver(order: Stepping, action = 'orders.step.in_production'): Promise<Assignment[] | undefined> {
    const { HandOverDialog } = await import('./hand-over-dialog');
    return this.dialogs.open<Assignment[]>(HandOverDialog, { data: { order, action }, width: '640px' });
  }

  /** Handing over asks for what is still to be paid, and goes on without where the person says so. */
  private async handOverPaid(order: Stepping): Promise<Order | undefined> {
    const result = await this.money.handOver(order);
    if (!result) return undefined;
    return result === 'without' ? this.send(order, 'delivered', {}) : this.tell(result.sent);
  }

  private async takeAsked(order: Stepping, to: OrderStatus): Promise<Order | undefined> {
    const answers = await this.ask(order, to);
    if (!answers) return undefined;
    try {
      return await this.send(order, to, answers);
    } catch (error) {
      // Somebody took a master away, or added an item, since this screen last saw the order.
      if (toProblem(error).code !== 'order.unassigned') throw error;
      const fresh = await this.api.getOrder({ id: order.id });
      const assignments = await this.handOver(fresh);
      return assignments && this.send(fresh, to, { assignments });
    }
  }

  private async ask(order: Stepping, to: OrderStatus): Promise<Answers | undefined> {
    if (asksReason(to)) {
      const reason = await this.askReason(order, to);
      return reason === undefined ? undefined : { reason };
    }
    const needsMasters = to === 'in_production' && order.items.some((item) => !makerOf(item));
    if (!needsMasters) return {};
    const assignments = await this.handOver(order);
    return assignments && { assignments };
  }

  private async askReason(order: Stepping, to: OrderStatus): Promise<string | undefined> {
    const { ReasonDialog } = await import('./reason-dialog');
    return this.dialogs.open<string>(ReasonDialog, {
      data: { id: order.id, number: order.number, to },
      width: '480px',
    });
  }

  private async send(order: Stepping, status: OrderStatus, { assignments, reason }: Answers): Promise<Order> {
    const { id, version } = order;
    const body = { status, version, ...(assignments?.length ? { assignments } : {}), ...(reason ? { reason } : {}) };
    return this.tell(await this.api.stepOrder({ id, body }));
  }

  private tell(taken: Order): Order {
    this.results.next(taken);
    this.toasts.offerUndo(`orders.done.${taken.status}`, { number: taken.number }, () => this.undo(taken));
    return taken;
  }

  private async undo({ id, version }: Order): Promise<void> {
    this.results.next(await this.api.undoOrderStep({ id, body: { version } }));
  }
}

/** The refusal that the server would give, known beforehand from the life cycle that both share. */
function refusedStep(from: OrderStatus, to: OrderStatus): ApiProblem {
  const params = { from, to };
  return new ApiProblem({ type: 'about:blank', title: '', status: 409, code: 'order.transition', detail: '', params });
}
