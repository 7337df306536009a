import { TestBed } from '@angular/core/testing';
import { MatDialog } from '@angular/material/dialog';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Order, OrdersService, PaymentsService } from '@verstak/api';
import { of } from 'rxjs';
import { ApiProblem, toProblem } from '../../../core/http/api-problem';
import { Session } from '../../../core/session/session';
import { Toasts } from '../../../core/toasts/toasts';
import { OrderSteps } from './order-steps';

const MOMENT = '2026-11-25T09:00:00Z';
const ITEM = { id: 'i', title: 'Кружка', quantity: 1, unit: 'шт' };
const ORDER: Order = {
  id: 'o',
  number: 7,
  status: 'confirmed',
  version: 3,
  clientId: 'c',
  clientName: 'Ромашка',
  items: [{ ...ITEM, masterId: 'm' }],
  partsDone: 0,
  partsTotal: 0,
  plannedSeconds: 0,
  earnedSeconds: 0,
  orderedAt: MOMENT,
  createdAt: MOMENT,
  updatedAt: MOMENT,
};

describe('a step of an order', () => {
  let sent: unknown[];
  let refuse: ApiProblem[];
  let answers: unknown[];
  let asked: number;
  let steps: OrderSteps;
  let toasts: Toasts;

  beforeEach(() => {
    [sent, refuse, answers, asked] = [[], [], [], 0];
    const api = {
      stepOrder: async ({ body }: { body: { status: Order['status'] } }): Promise<Order> => {
        sent.push(body);
        const refusal = refuse.shift();
        if (refusal) throw refusal;
        return { ...ORDER, status: body.status, version: 4 };
      },
      undoOrderStep: async (call: unknown): Promise<Order> => {
        sent.push(call);
        return ORDER;
      },
      getOrder: async (): Promise<Order> => ({ ...ORDER, items: [ITEM], version: 5 }),
    };
    const dialog = { open: () => (asked++, { afterClosed: () => of(answers.shift()) }) };
    TestBed.configureTestingModule({
      providers: [
        { provide: OrdersService, useValue: api },
        { provide: PaymentsService, useValue: {} },
        { provide: MatDialog, useValue: dialog },
        { provide: Session, useValue: { can: (permission: string) => permission !== 'orders:assign' } },
      ],
    });
    steps = TestBed.inject(OrderSteps);
    toasts = TestBed.inject(Toasts);
  });

  it('is offered only where the life cycle and the role allow it', () => {
    expect(steps.possible({ status: 'confirmed' })).toEqual(['ready', 'draft', 'on_hold', 'cancelled']);
    expect(steps.possible({ status: 'delivered' })).toEqual([]);
  });

  it('is taken with the version that was seen, and can be taken back with the version it led to', async () => {
    await steps.take(ORDER, 'ready');
    expect(sent).toEqual([{ status: 'ready', version: 3 }]);
    await toasts.undo();
    expect(sent[1]).toEqual({ id: 'o', body: { version: 4 } });
  });

  it('is refused without a request where the life cycle has none such', async () => {
    const problem = await steps.take({ ...ORDER, status: 'draft' }, 'delivered').catch(toProblem);
    expect(problem).toMatchObject({ code: 'order.transition', params: { from: 'draft', to: 'delivered' } });
    expect(sent).toEqual([]);
  });

  it('asks why an order is held, and takes nothing where the person goes back', async () => {
    answers = ['Ждём материал', undefined];
    await steps.take(ORDER, 'on_hold');
    expect(sent).toEqual([{ status: 'on_hold', version: 3, reason: 'Ждём материал' }]);
    expect(await steps.take(ORDER, 'cancelled')).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  it('asks for what is still to be paid at hand-over, and goes on with or without it', async () => {
    const ready = { ...ORDER, status: 'ready' as const, total: 500, paid: 200 };
    answers = [undefined, 'without', { sent: { ...ORDER, status: 'delivered', version: 5 } }];
    expect(await steps.take(ready, 'delivered')).toBeUndefined();
    expect(sent).toEqual([]);
    await steps.take(ready, 'delivered');
    expect(sent).toEqual([{ status: 'delivered', version: 3 }]);
    expect(await steps.take(ready, 'delivered')).toMatchObject({ version: 5 });
    expect(asked).toBe(3);
    await steps.take({ ...ready, paid: 500 }, 'delivered');
    expect(asked).toBe(3);
  });

  it('asks for masters only where one is missing', async () => {
    await steps.take(ORDER, 'in_production');
    expect(asked).toBe(0);
    answers = [[{ itemId: 'i', masterId: 'm2' }]];
    await steps.take({ ...ORDER, items: [ITEM] }, 'in_production');
    expect(sent[1]).toEqual({ status: 'in_production', version: 3, assignments: [{ itemId: 'i', masterId: 'm2' }] });
  });

  it('asks for masters where somebody took one away meanwhile, and goes on with the order as it is now', async () => {
    refuse = [new ApiProblem({ type: '', title: '', status: 422, code: 'order.unassigned', detail: '' })];
    answers = [[{ itemId: 'i', masterId: 'm2' }]];
    await steps.take(ORDER, 'in_production');
    expect(sent[1]).toEqual({ status: 'in_production', version: 5, assignments: [{ itemId: 'i', masterId: 'm2' }] });
  });
});
