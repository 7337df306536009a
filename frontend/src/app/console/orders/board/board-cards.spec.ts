import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ListOrders$Params, type Order, type OrderListItem, OrdersService } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';
import { Subject } from 'rxjs';
import { ApiProblem } from '../../../core/http/api-problem';
import { Live } from '../../../core/live/live';
import { OrderSteps } from '../steps/order-steps';
import { BoardCards } from './board-cards';

function order(id: string, status: OrderStatus): OrderListItem {
  const moment = '2026-11-25T09:00:00Z';
  const head = { id, status, number: 1, version: 1, clientId: 'c', clientName: 'Ромашка', items: [] };
  return { ...head, partsDone: 0, partsTotal: 0, orderedAt: moment, createdAt: moment, updatedAt: moment };
}

const REFUSAL = new ApiProblem({ type: '', title: '', status: 422, code: 'order.items_required', detail: '' });

/** Orders as the API would list them, and every question it was asked. */
class Orders {
  stored = [order('a', 'draft'), order('b', 'draft'), order('c', 'confirmed')];
  asked: ListOrders$Params[] = [];

  async listOrders(query: ListOrders$Params): Promise<{ items: OrderListItem[]; total: number }> {
    this.asked.push(query);
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

  it('are asked for only in the columns that the filter leaves in', async () => {
    orders.asked = [];
    await cards.show({ status: ['draft'], isLate: true });
    expect(orders.asked).toEqual([{ status: ['draft'], isLate: true, page: 1, pageSize: 50, sort: 'dueAt' }]);
    expect(idsIn('confirmed')).toEqual([]);
  });
});
