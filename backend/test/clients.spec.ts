import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FieldConflict } from '@verstak/domain';
import { refusal, type Answer, type Session } from './caller.js';
import {
  makeClient,
  makeOrder,
  type ClientBody,
  type HistoryBody,
  type OrderBody,
  type PageBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;
let clerk: Session;

const PEOPLE = [
  {
    company: 'Ромашка ООО',
    phone: '+7 (912) 345-67-89',
    email: 'office@romashka.example',
    address: 'Тверь, Советская, 1',
    note: 'после обеда',
  },
  {
    lastName: 'Ёлкина',
    firstName: 'Анна',
    middleName: 'Петровна',
    phone: '8 495 111-22-33',
    email: 'anna@example.org',
  },
  {
    company: 'Café-Bar Łódź',
    contacts: [{ name: 'Жан Вальжан', position: 'повар', phone: '+48 22 555 66 77', email: 'jean@example.org' }],
  },
];

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  await workshop.addRole('clerk', ['clients:read']);
  [manager, clerk] = [await workshop.as('manager'), await workshop.as('clerk')];
  for (const fields of PEOPLE) await manager.post('/clients', fields);
});
afterAll(async () => workshop.close());

const find = async (query: string, by = manager): Promise<string[]> =>
  (await by.get<PageBody<ClientBody>>(`/clients?${query}`)).body.items.map(({ name }) => name);
const ask = (q: string): string => `q=${encodeURIComponent(q)}`;

describe('the list of clients', () => {
  it.each([
    ['ромашка', 'Ромашка ООО'],
    ['РОМАШ ооо', 'Ромашка ООО'],
    ['9123456789', 'Ромашка ООО'],
    ['+7 912 345-67-89', 'Ромашка ООО'],
    ['8 (912) 345-67-89', 'Ромашка ООО'],
    ['office@romashka.example', 'Ромашка ООО'],
    ['советская', 'Ромашка ООО'],
    ['обеда тверь', 'Ромашка ООО'],
    ['елкина анна', 'Ёлкина Анна Петровна'],
    ['+7 495 111 22 33', 'Ёлкина Анна Петровна'],
    ['cafe-bar', 'Café-Bar Łódź'],
    ['вальжан', 'Café-Bar Łódź'],
    ['повар', 'Café-Bar Łódź'],
    ['jean@example.org', 'Café-Bar Łódź'],
    ['1', 'Ромашка ООО'],
  ])('finds by %j', async (q, name) => {
    expect(await find(ask(q))).toContain(name);
  });

  it('searches only what the caller may read', async () => {
    for (const q of ['9123456789', 'office', 'советская', 'обеда', 'вальжан', 'повар', '4951112233']) {
      expect([q, await find(ask(q), clerk)]).toEqual([q, []]);
    }
    expect(await find(ask('ромашка'), clerk)).toEqual(['Ромашка ООО']);
  });

  it('sorts by each column, both ways, and pages without overlap', async () => {
    type Row = Record<string, unknown>;
    const sorted = async (sort: string, pageSize = 200, page = 1): Promise<Row[]> =>
      (await manager.get<PageBody<Row>>(`/clients?sort=${sort}&pageSize=${pageSize}&page=${page}`)).body.items;
    for (const field of [
      'number',
      'name',
      'company',
      'firstName',
      'lastName',
      'phone',
      'email',
      'address',
      'balance',
      'createdAt',
      'updatedAt',
    ]) {
      const up = await sorted(field);
      const isFilled = (row: Row): boolean => row[field] !== undefined;
      const [filled, empty] = [up.filter(isFilled), up.filter((row) => !isFilled(row))];
      // Who lacks the field comes last, whichever way the others stand.
      expect([field, up]).toEqual([field, [...filled, ...empty]]);
      expect([field, await sorted(`-${field}`)]).toEqual([field, [...filled.reverse(), ...empty.reverse()]]);
      for (const sort of [field, `-${field}`]) {
        const pages = Array.from({ length: Math.ceil(up.length / 2) + 1 }, (_, index) => sorted(sort, 2, index + 1));
        expect([sort, (await Promise.all(pages)).flat()]).toEqual([sort, await sorted(sort)]);
      }
    }
    expect((await find('sort=name&pageSize=200')).slice(0, 3)).toEqual(
      ['Café-Bar Łódź', 'Ромашка ООО', 'Ёлкина Анна Петровна'].sort(),
    );
  });

  it('hides archived clients but shows them where asked, and brings them back', async () => {
    const { id, name } = await makeClient(manager);
    await manager.post(`/clients/${id}/archive`, { isArchived: true });
    expect([(await find('pageSize=200')).includes(name), (await find('isArchived=true')).includes(name)]).toEqual([
      false,
      true,
    ]);
    await manager.post(`/clients/${id}/archive`, { isArchived: false });
    expect((await find('pageSize=200')).includes(name)).toBe(true);
  });

  it('tells who still has to pay', async () => {
    const order = await makeOrder(manager, { status: 'confirmed' });
    expect(await find('hasBalance=true')).toContain(order.clientName);
    expect(await find('hasBalance=false&pageSize=200')).not.toContain(order.clientName);
  });
});

describe('a client', () => {
  it('is a company or has a name', async () => {
    for (const body of [{}, { company: ' ' }, { phone: '+7 900 000-00-00' }, { company: null }]) {
      expect(refusal(await manager.post('/clients', body)).errors?.[0]?.field).toBe('company');
    }
    expect((await makeClient(manager, { company: null, lastName: 'Один' })).name).toBe('Один');
  });

  it('cannot be left without a name, and null clears the rest', async () => {
    const { id } = await makeClient(manager, { phone: '+7 900 000-00-00', note: 'x' });
    expect((await manager.patch(`/clients/${id}`, { company: null })).status).toBe(400);
    const { body } = await manager.patch<ClientBody>(`/clients/${id}`, { phone: null, note: '' });
    expect([body.phone, body.note ?? '']).toEqual([undefined, '']);
  });

  it('keeps contacts by their id, and takes no id from outside', async () => {
    const { id, contacts } = await makeClient(manager, {
      contacts: [{ name: 'А' }, { name: 'Б', id: 'a'.repeat(24) }],
    });
    const [first, second] = contacts ?? [];
    expect(second?.id).not.toBe('a'.repeat(24));
    const changed = await manager.patch<ClientBody>(`/clients/${id}`, {
      contacts: [
        { ...second, name: 'Б2' },
        { name: 'В', id: first?.id },
        { name: 'Г', id: first?.id },
      ],
    });
    const now = changed.body.contacts ?? [];
    expect([now[0]?.id, now[1]?.id, new Set(now.map((contact) => contact.id)).size]).toEqual([
      second?.id,
      first?.id,
      3,
    ]);
  });

  describe('whose contacts two people edit', () => {
    const ANNA = { name: 'Анна', phone: '+7 900 000-00-01' };
    const people = async (): Promise<{ id: string; anna: object; boris: object; other: Session }> => {
      const { id, contacts } = await makeClient(manager, { contacts: [ANNA, { name: 'Борис', position: 'склад' }] });
      const [anna, boris] = contacts as [object, object];
      return { id, anna, boris, other: await workshop.as('admin') };
    };
    const change = (by: Session, id: string, contacts: object[] | null): Promise<Answer<ClientBody>> =>
      by.patch<ClientBody>(`/clients/${id}`, { contacts, version: 1 });
    const seen = async (id: string): Promise<string[]> =>
      ((await manager.get<ClientBody>(`/clients/${id}`)).body.contacts ?? []).map(({ name, phone }) =>
        [name, phone].join(),
      );

    it('keeps what each did to another contact, or to another field of one', async () => {
      const { id, anna, boris, other } = await people();
      await change(other, id, [{ ...anna, name: 'Анна Петровна' }, boris]);
      await change(other, id, [anna, boris, { name: 'Вера' }]);
      const last = await change(manager, id, [
        { ...anna, phone: '+7 900 000-00-02' },
        { ...boris, name: 'Борис К.' },
      ]);
      expect(last.status).toBe(200);
      expect(await seen(id)).toEqual(['Анна Петровна,+7 900 000-00-02', 'Борис К.,', 'Вера,']);
    });

    it('keeps that one was removed, and adds to what others added', async () => {
      const { id, anna, boris, other } = await people();
      await change(other, id, [boris, { name: 'Вера' }]);
      expect((await change(manager, id, [anna, { ...boris, name: 'Б' }, { name: 'Глеб' }])).status).toBe(200);
      expect(await seen(id)).toEqual(['Б,', 'Глеб,', 'Вера,']);
    });

    it('shows both values where both changed the same, or one removed what the other changed', async () => {
      const { id, anna, boris, other } = await people();
      const conflicts = async (contacts: object[] | null): Promise<unknown[]> => {
        const params = refusal(await change(manager, id, contacts)).params;
        return (params?.['conflicts'] as FieldConflict[]).map(({ field, theirs, yours }) => [
          field.split('.').slice(0, 1).concat(field.split('.').slice(2)).join('.'),
          theirs,
          yours,
        ]);
      };
      await change(other, id, [{ ...anna, name: 'Аня' }]);
      expect(await conflicts([{ ...anna, name: 'Нюра' }, boris])).toEqual([['contacts.name', 'Аня', 'Нюра']]);
      expect(await conflicts([boris])).toEqual([['contacts', { ...anna, name: 'Аня' }, undefined]]);
      const renamed = { ...boris, name: 'Боря' };
      expect(await conflicts([anna, renamed])).toEqual([['contacts', undefined, renamed]]);
      await other.patch(`/clients/${id}`, { contacts: null });
      expect((await change(manager, id, [{ ...anna, name: 'Нюра' }])).status).toBe(409);
      expect(await seen(id)).toEqual([]);
    });
  });

  it('is not deleted while orders exist, saying how many, and is afterwards', async () => {
    const order = await makeOrder(manager);
    const refused = refusal(await manager.delete(`/clients/${order.clientId}`));
    expect([refused.status, refused.code, refused.params]).toEqual([409, 'client.has_orders', { orders: 1 }]);
    await manager.delete(`/orders/${order.id}`);
    expect((await manager.delete(`/clients/${order.clientId}`)).status).toBe(204);
    expect((await manager.get(`/clients/${order.clientId}`)).status).toBe(404);
  });

  it('is never deleted under an order that is being taken', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await makeClient(manager);
      const [taken, deleted] = await Promise.all([
        manager.post<OrderBody>('/orders', { clientId: id, items: [] }),
        manager.delete(`/clients/${id}`),
      ]);
      const isThere = (await manager.get(`/clients/${id}`)).status === 200;
      expect([taken.status === 201, deleted.status === 409]).toEqual([isThere, isThere]);
    }
  });

  it('shows two people what both changed, and keeps what only one did', async () => {
    const { id } = await makeClient(manager, { note: 'было' });
    const other = await workshop.another('manager');
    await other.patch(`/clients/${id}`, { note: 'стало', phone: '+7 900 000-00-00', version: 1 });
    const answer = await manager.patch(`/clients/${id}`, { note: 'моё', email: 'a@example.org', version: 1 });
    expect(refusal(answer).params?.['conflicts']).toEqual([
      { field: 'note', before: 'было', theirs: 'стало', yours: 'моё' } satisfies FieldConflict,
    ]);
    const kept = await manager.patch<ClientBody & { email: string }>(`/clients/${id}`, {
      email: 'a@example.org',
      version: 1,
    });
    expect(kept.body).toMatchObject({ note: 'стало', phone: '+7 900 000-00-00', email: 'a@example.org' });
  });

  it('has a history that leaves out what its reader may not see', async () => {
    await workshop.addRole('reception', ['clients:read', 'clients:contacts']);
    const { id } = await makeClient(manager, { phone: '+7 900 000-00-00' });
    const paths = async (by: Session): Promise<string[]> =>
      (await by.get<PageBody<HistoryBody>>(`/clients/${id}/history`)).body.items.flatMap(({ changes }) =>
        changes.map(({ path }) => path),
      );
    expect(await paths(manager)).toEqual(expect.arrayContaining(['phone', 'balance']));
    const seen = await paths(await workshop.as('reception'));
    expect([seen.includes('phone'), seen.includes('balance')]).toEqual([true, false]);
    expect((await clerk.get(`/clients/${id}/history`)).status).toBe(403);
  });
});
