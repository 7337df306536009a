import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Session } from './caller.js';
import { line, makeClient, makeOrder, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;
const clients: string[] = [];

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  await workshop.addRole('clerk', ['orders:read', 'clients:read']);
  manager = await workshop.as('manager');
  for (const unitPrice of [100_00, 200_00, 300_00]) {
    const { id } = await makeClient(manager);
    clients.push(id);
    const dueAt = `2026-12-0${clients.length}T09:00:00Z`;
    await makeOrder(manager, { clientId: id, dueAt, items: [line({ quantity: 1, unitPrice })] });
  }
});
afterAll(async () => workshop.close());

/** The totals of the orders that a question finds, lowest first. */
async function totals(query: string, caller = manager): Promise<number[]> {
  const { body } = await caller.get<PageBody<OrderBody>>(`/orders?sort=total&${query}`);
  return body.items.map(({ total }) => (total ?? 0) / 100);
}

describe('the filters that the fields of an order declare', () => {
  it('take some of the ids and words, separated by commas or each named anew', async () => {
    const [first, , third] = clients;
    expect(await totals(`clientId=${first}`)).toEqual([100]);
    expect(await totals(`clientId=${first},${third}`)).toEqual([100, 300]);
    expect(await totals(`clientId=${first}&clientId=${third?.toUpperCase()}`)).toEqual([100, 300]);
    expect(await totals(`status=draft,confirmed&clientId=${third}`)).toEqual([300]);
    expect(await totals('status=ready')).toEqual([]);
  });

  it('take the ends of a range: both of numbers belong to it, the later moment does not', async () => {
    expect(await totals('totalFrom=10000&totalTo=20000')).toEqual([100, 200]);
    expect(await totals('totalFrom=20001')).toEqual([300]);
    expect(await totals('dueFrom=2026-12-02T09:00:00Z&dueTo=2026-12-03T09:00:00Z')).toEqual([200]);
    expect(await totals('totalFrom=30000&totalTo=10000')).toEqual([]);
  });

  it('stand beside what is asked in other words', async () => {
    expect(await totals(`isMine=true&totalTo=10000`)).toEqual([100]);
    expect(await totals(`isMine=true`, await workshop.asAdmin())).toEqual([]);
    expect(await totals(`isLate=true&status=delivered`)).toEqual([]);
  });

  it('take how an order stands with its payments and what is owed for it, as both change', async () => {
    const { id: clientId } = await makeClient(manager);
    const make = async (paid: number): Promise<OrderBody> =>
      makeOrder(manager, { clientId, status: 'confirmed', paid, items: [line({ quantity: 1, unitPrice: 50_00 })] });
    const [none, part, paid, over] = [await make(0), await make(20_00), await make(50_00), await make(60_00)];
    const found = async (query: string): Promise<string[]> => {
      const { body } = await manager.get<PageBody<OrderBody>>(`/orders?sort=number&clientId=${clientId}&${query}`);
      return body.items.map(({ id }) => id);
    };
    for (const [query, orders] of [
      ['payment=none', [none]],
      ['payment=none,part', [none, part]],
      ['payment=paid', [paid]],
      ['payment=over', [over]],
      ['owedFrom=1', [none, part]],
      ['owedFrom=3001', [none]],
      ['owedTo=-1', [over]],
    ] as const)
      expect([query, await found(query)]).toEqual([query, orders.map(({ id }) => id)]);
    await manager.post(`/orders/${none.id}/status`, { status: 'cancelled', reason: 'нет' });
    await manager.post(`/orders/${part.id}/status`, { status: 'cancelled', reason: 'нет' });
    expect([await found('payment=nothing'), await found('payment=refund'), await found('owedFrom=1')]).toEqual([
      [none.id],
      [part.id],
      [],
    ]);
    expect(refusal(await (await workshop.as('clerk')).get('/orders?payment=none')).status).toBe(403);
  });

  it('take what a field lacks', async () => {
    const undated = await makeOrder(manager, { items: [line({ quantity: 1, unitPrice: 777_00 })] });
    expect(await totals(`dueMissing=true&clientId=${undated.clientId}`)).toEqual([777]);
    expect(await totals(`dueMissing=false&clientId=${undated.clientId}`)).toEqual([]);
    expect(await totals(`dueMissing=true&clientId=${clients.join()}`)).toEqual([]);
    expect(refusal(await manager.get('/orders?dueMissing=maybe')).errors?.[0]?.field).toBe('dueMissing');
  });

  it('refuse by a field who may not read it, and only then', async () => {
    const clerk = await workshop.as('clerk');
    for (const asked of [
      '/orders?totalFrom=1',
      '/orders?totalTo=1',
      '/clients?balanceTo=0',
      '/clients?hasCredit=true',
    ]) {
      const { code, params } = refusal(await clerk.get(asked));
      expect({ asked, code, params }).toEqual({
        asked,
        code: 'auth.forbidden',
        params: { permission: 'orders:prices' },
      });
    }
    expect((await clerk.get('/orders?orderedFrom=2026-01-01T00:00:00Z')).status).toBe(200);
  });

  it.each([
    ['totalFrom=ten', 'totalFrom'],
    ['totalFrom=-1', 'totalFrom'],
    ['totalTo=1.5', 'totalTo'],
    [`clientId=${'0'.repeat(24)},client`, 'clientId'],
    [`clientId=${Array.from({ length: 201 }, (_, index) => String(index).padStart(24, '0')).join()}`, 'clientId'],
    ['orderedTo=tomorrow', 'orderedTo'],
    ['paidFrom=1', 'paidFrom'],
  ])('refuse %.40s, naming %s', async (query, field) => {
    expect(refusal(await manager.get(`/orders?${query}`))).toMatchObject({ status: 400, errors: [{ field }] });
  });

  it('are in the description of the API, with what they need', async () => {
    const { body } = await workshop.nobody.get<{
      paths: Record<string, { get: { parameters: { name: string; description?: string }[] } }>;
    }>('/api/openapi.json');
    const { parameters } = body.paths['/api/v1/orders']?.get ?? { parameters: [] };
    expect(parameters.find(({ name }) => name === 'totalFrom')?.description).toContain('orders:prices');
    expect(parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['status', 'clientId', 'masterId', 'managerId', 'dueFrom', 'dueTo', 'orderedFrom']),
    );
  });
});
