import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import type { Session } from './caller.js';
import type { PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface View {
  id: string;
  version: number;
  list: string;
  name: string;
  query: string;
  isShared: boolean;
  ownerId: string;
}

let workshop: TestWorkshop;
let manager: Session;
let other: Session;
let clerk: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
  other = await workshop.another('manager');
  await workshop.addRole('clerk', ['orders:read']);
  clerk = await workshop.another('clerk');
});

afterAll(() => workshop.close());

const save = async (by: Session, fields: Partial<View> = {}): Promise<View> => {
  const body = { list: 'orders', name: 'К выдаче', query: 'status=ready', isShared: false, ...fields };
  const { status, body: view, text } = await by.post<View>('/views', body);
  if (status !== 201) throw new Error(text);
  return view;
};

const seenBy = async (by: Session): Promise<string[]> =>
  (await by.get<PageBody<View>>('/views?list=orders&sort=name')).body.items.map(({ name }) => name);

describe('a saved view', () => {
  it('is its owner’s alone until it is shared, and then everybody’s who sees the list', async () => {
    const view = await save(manager, { name: 'Срочные' });
    expect([await seenBy(manager), await seenBy(other), await seenBy(clerk)]).toEqual([['Срочные'], [], []]);
    expect((await other.patch<Problem>(`/views/${view.id}`, { name: 'Мои' })).status).toBe(404);
    expect((await manager.patch(`/views/${view.id}`, { isShared: true })).status).toBe(200);
    expect([await seenBy(other), await seenBy(clerk)]).toEqual([['Срочные'], ['Срочные']]);
    const master = await workshop.as('master');
    expect(await seenBy(master)).toEqual([]);
    await manager.delete(`/views/${view.id}`);
  });

  it('is shared, renamed for all and deleted by whoever may share', async () => {
    const view = await save(manager, { isShared: true });
    const refused = await clerk.post<Problem>('/views', { list: 'orders', name: 'x', query: '', isShared: true });
    expect([refused.status, refused.body.params]).toEqual([403, { permission: 'views:share' }]);
    const own = await save(clerk, { name: 'Свои' });
    expect((await clerk.patch(`/views/${own.id}`, { isShared: true })).status).toBe(403);
    expect((await clerk.patch(`/views/${view.id}`, { name: 'Чужие' })).status).toBe(403);
    expect((await clerk.delete(`/views/${view.id}`)).status).toBe(403);
    expect((await other.patch<View>(`/views/${view.id}`, { name: 'Готовые' })).body.name).toBe('Готовые');
    const late = await manager.patch<Problem>(`/views/${view.id}`, { name: 'Иначе', version: view.version });
    expect([late.status, late.body.code]).toEqual([409, 'conflict.version']);
    expect((await other.delete(`/views/${view.id}`)).status).toBe(204);
    expect(await seenBy(manager)).toEqual([]);
  });

  it('is the query of an address and nothing else, and a person has a hundred at most', async () => {
    for (const [field, value] of [
      ['query', 'status=<b>'],
      ['query', 'кружка'],
      ['query', 'x'.repeat(2_001)],
      ['list', 'users'],
      ['name', ' '],
      ['ownerId', '0'.repeat(24)],
    ] as const) {
      const body = { list: 'orders', name: 'Имя', query: '', isShared: false, [field]: value };
      const refused = await manager.post<Problem>('/views', body);
      expect([field, refused.status, refused.body.errors?.[0]?.field]).toEqual([field, 400, field]);
    }
    const fourth = await workshop.another('manager');
    for (let n = 0; n < 100; n += 1) await save(fourth, { name: `Вид ${n}` });
    const refused = await fourth.post<Problem>('/views', { list: 'orders', name: 'x', query: '', isShared: false });
    expect([refused.status, refused.body.errors?.[0]?.rule]).toEqual([400, 'most']);
  });
});
