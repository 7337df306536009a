import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ListOrders$Params, type Order, type OrderListItem, OrdersService } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';
import { Subject } from 'rxjs';
import { ApiProblem } from '../../../core/http/api-problem';
import { Live } from '../../../core/live/live';
import { Toasts } from '../../../core/toasts/toasts';
import { OrderSteps } from '../steps/order-steps';
import { BoardCards } from './board-cards';

function order(id: string, status: OrderStatus): OrderListItem {
  const moment = '2026-11-25T09:00:00Z';
  const head = { id, status, number: 1, version: 1, clientId: 'c', clientName: 'Ромашка', items: [] };
  return {
    ...head,
    partsDone: 0,
    partsTotal: 0,
    plannedSeconds: 0,
    earnedSeconds: 0,
    orderedAt: moment,
    createdAt: moment,
    updatedAt: moment,
  };
}

const REFUSAL = new ApiProblem({ type: '', title: '', status: 422, code: 'order.items_required', detail: '' });

const LOST = new ApiProblem({ type: '', title: '', status: 503, code: 'unavailable', detail: '' });

/** Orders as the API would list them, and every question it was asked. */
class Orders {
  stored = [order('a', 'draft'), order('b', 'draft'), order('c', 'confirmed')];
  asked: ListOrders$Params[] = [];
  isLost = false;

  async listOrders(query: ListOrders$Params): Promise<{ items: OrderListItem[]; total: number }> {
    this.asked.push(query);
    if (this.isLost) throw LOST;
    const items = this.stored.filter(({ status }) => query.status?.includes(status));
    return { items, total: items.length };
  }
}

class Steps {
  readonly taken = new Subject<Order>();
  answer: () => Promise<Order | undefined> = async () => undefined;
  take(): Promise<Order | undefined> {
    return this.answer();
  }
}

describe('the cards of the board', () => {
  let orders: Orders;
  let steps: Steps;
  let hints: Subject<unknown>;
  let cards: BoardCards;
  const idsIn = (status: 'draft' | 'confirmed' | 'ready'): string[] => cards.board()[status].cards.map(({ id }) => id);

  beforeEach(async () => {
    orders = new Orders();
    steps = new Steps();
    hints = new Subject();
    TestBed.configureTestingModule({
      providers: [
        BoardCards,
        { provide: OrdersService, useValue: orders },
        { provide: OrderSteps, useValue: steps },
        { provide: Live, useValue: { changes: () => hints } },
      ],
    });
    cards = TestBed.inject(BoardCards);
    await cards.show({});
  });

  it('stand in the columns of their statuses', () => {
    expect([idsIn('draft'), idsIn('confirmed')]).toEqual([['a', 'b'], ['c']]);
    expect(cards.isLoading()).toBe(false);
  });

  it('move at once, before the server has answered', async () => {
    let answered: (order: Order) => void = () => undefined;
    steps.answer = () => new Promise((resolve) => (answered = resolve));
    const move = cards.move(order('b', 'draft'), 'confirmed');
    expect([idsIn('draft'), idsIn('confirmed')]).toEqual([['a'], ['b', 'c']]);
    answered(order('b', 'confirmed') as Order);
    await move;
    expect(idsIn('confirmed')).toEqual(['b', 'c']);
  });

  it('come back to their place with the reason where the move is refused', async () => {
    steps.answer = () => Promise.reject(REFUSAL);
    await cards.move(order('b', 'draft'), 'confirmed');
    expect([idsIn('draft'), idsIn('confirmed')]).toEqual([['a', 'b'], ['c']]);
    expect(cards.refused()).toEqual({ id: 'b', problem: REFUSAL });
    cards.forgive();
    expect(cards.refused()).toBeUndefined();
  });

  it('come back without a reason where the person thought better of it', async () => {
    await cards.move(order('a', 'draft'), 'confirmed');
    expect(idsIn('draft')).toEqual(['a', 'b']);
    expect(cards.refused()).toBeUndefined();
  });

  it('stay where they are while one is in the hand, and follow others afterwards', async () => {
    cards.hold(true);
    orders.stored = [order('a', 'ready')];
    await cards.reload();
    expect(idsIn('draft')).toEqual(['a', 'b']);
    cards.hold(false);
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    expect([idsIn('draft'), idsIn('ready')]).toEqual([[], ['a']]);
  });

  it('stay where reading them again fails, and are said to be old until it succeeds', async () => {
    orders.isLost = true;
    await cards.reload();
    expect(idsIn('draft')).toEqual(['a', 'b']);
    expect([cards.isStale(), cards.problem()]).toEqual([true, undefined]);
    orders.isLost = false;
    await cards.reload();
    expect(cards.isStale()).toBe(false);
  });

  it('are not those of another question whose answer fails', async () => {
    orders.isLost = true;
    await cards.show({ isLate: true });
    expect([cards.isStale(), cards.problem()]).toEqual([false, LOST]);
    expect(idsIn('draft')).toEqual([]);
  });

  it('stay as many as they are where the next ones cannot be read, which is said', async () => {
    orders.isLost = true;
    await cards.showMore('draft');
    expect(idsIn('draft')).toEqual(['a', 'b']);
    expect(cards.board().draft.limit).toBe(50);
    expect(TestBed.inject(Toasts).current()?.problem).toBe(LOST);
  });

  it('are known to be none only where no column has any', async () => {
    expect(cards.isEmpty()).toBe(false);
    orders.stored = [];
    await cards.reload();
    expect(cards.isEmpty()).toBe(true);
  });

  it('are asked for only in the columns that the filter leaves in', async () => {
    orders.asked = [];
    await cards.show({ status: ['draft'], isLate: true });
    expect(orders.asked).toEqual([{ status: ['draft'], isLate: true, page: 1, pageSize: 50, sort: 'dueAt' }]);
    expect(idsIn('confirmed')).toEqual([]);
  });
});
