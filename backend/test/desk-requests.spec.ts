import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { refusal, type Answer, type Session } from './caller.js';
import type { PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface ItemBody {
  id: string;
  name: string;
  price?: number;
  answer?: string;
  state: string;
  promisedDay?: string;
  sentDay?: string;
}

interface RequestBody {
  id: string;
  number: number;
  version: number;
  status: string;
  items: ItemBody[];
}

let workshop: TestWorkshop;
let manager: Session;
let one: Session;
let other: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

beforeEach(async () => {
  [one, other] = [await workshop.another('supplier', 'Керамика'), await workshop.another('supplier', 'Абразив')];
});

/** A request of two things, sent unless told. */
async function ask(supplier: Session, isSent = true): Promise<RequestBody> {
  const items = ['Глина', 'Глазурь'].map((name) => ({ name, unit: 'кг', quantity: 10, price: 4_500 }));
  const { body } = await manager.post<RequestBody>('/requests', { supplierId: supplier.supplierId, items });
  if (!isSent) return body;
  return (await manager.post<RequestBody>(`/requests/${body.id}/status`, { status: 'in_process' })).body;
}

const numbersOf = async (by: Session, query = ''): Promise<number[]> =>
  (await by.get<PageBody<RequestBody>>(`/desk/requests?${query}`)).body.items.map(({ number }) => number);
const answer = (by: Session, { id }: RequestBody, body: object): Promise<Answer<RequestBody>> =>
  by.post<RequestBody>(`/desk/requests/${id}/answers`, body);

describe('the requests at a desk', () => {
  it('are those that were sent to the own supplier, the latest first, with those that wait apart', async () => {
    await ask(one, false);
    await ask(other);
    const [first, second] = [await ask(one), await ask(one)];
    expect(await numbersOf(one)).toEqual([second.number, first.number]);
    await answer(one, second, { items: second.items.map(({ id }) => ({ itemId: id, answer: 'accepted' })) });
    expect(await numbersOf(one, 'isUnanswered=true')).toEqual([first.number]);
    // What was called back is the workshop’s own again.
    await manager.post(`/requests/${first.id}/status`, { status: 'draft' });
    expect([await numbersOf(one), (await one.get(`/desk/requests/${first.id}`)).status]).toEqual([
      [second.number],
      404,
    ]);
  });

  it('are answered item by item, with a price and a day, and the workshop reads it', async () => {
    const request = await ask(one);
    const [clay, glaze] = request.items as [ItemBody, ItemBody];
    const answered = await answer(one, request, {
      version: request.version,
      items: [
        { itemId: clay.id, answer: 'accepted', price: 4_700, promisedDay: '2031-02-03' },
        { itemId: glaze.id, answer: 'declined', declineReason: 'Снята с производства' },
      ],
    });
    expect(answered.status).toBe(200);
    expect(answered.body.items.map(({ state, price }) => [state, price])).toEqual([
      ['accepted', 4_700],
      ['declined', 4_500],
    ]);
    const read = (await manager.get<RequestBody>(`/requests/${request.id}`)).body;
    expect(read.items[0]).toMatchObject({ answer: 'accepted', price: 4_700, promisedDay: '2031-02-03' });
    expect(read.items[1]).toMatchObject({ answer: 'declined', declineReason: 'Снята с производства' });
    const sent = await answer(one, request, { items: [{ itemId: clay.id, sentDay: '2031-02-01' }] });
    expect(sent.body.items[0]).toMatchObject({ state: 'sent', sentDay: '2031-02-01' });
  });

  it('are changed by nobody else at a desk, nor otherwise, nor once they are over or the supplier is archived', async () => {
    const request = await ask(one);
    const items = [{ itemId: request.items[0]?.id, answer: 'accepted' }];
    expect((await answer(other, request, { items })).status).toBe(404);
    for (const refused of [
      await one.patch(`/requests/${request.id}`, { note: 'моё' }),
      await one.post(`/requests/${request.id}/status`, { status: 'cancelled' }),
      await one.post(`/requests/${request.id}/receipts`, { lines: [{ itemId: items[0]?.itemId, quantity: 1 }] }),
      await one.get(`/requests/${request.id}`),
    ])
      expect(refused.status).toBe(403);
    await manager.post(`/suppliers/${one.supplierId}/archive`, { isArchived: true });
    expect(refusal(await answer(one, request, { items })).code).toBe('supplier.desk_closed');
    await manager.post(`/suppliers/${one.supplierId}/archive`, { isArchived: false });
    await manager.post(`/requests/${request.id}/status`, { status: 'cancelled' });
    expect(refusal(await answer(one, request, { items })).code).toBe('supply_request.closed');
  });
});
