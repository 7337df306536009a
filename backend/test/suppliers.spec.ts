import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FieldConflict } from '@verstak/domain';
import { refusal, type Answer, type Session } from './caller.js';
import type { HistoryBody, PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { fetchBytes } from './uploads.js';

interface SupplierBody {
  id: string;
  number: number;
  version: number;
  name: string;
  phone?: string;
  website?: string;
  leadDays?: number;
  note?: string;
  contacts?: { id: string; name: string; phone?: string }[];
  isArchived: boolean;
}

let workshop: TestWorkshop;
let manager: Session;

const SUPPLIERS = [
  {
    name: 'Металлсервис ООО',
    phone: '+7 (912) 345-67-89',
    email: 'zakaz@metall.example',
    website: 'metall.example',
    address: 'Тверь, Промышленный пр., 4',
    leadDays: 7,
    note: 'режут в размер',
  },
  { name: 'Ёлка и Ко', leadDays: 0, contacts: [{ name: 'Жанна', position: 'отдел продаж', phone: '8 495 111-22-33' }] },
  { name: 'Абразив' },
];

async function makeSupplier(fields: object): Promise<SupplierBody> {
  const answer = await manager.post<SupplierBody>('/suppliers', fields);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
  for (const fields of SUPPLIERS) await makeSupplier(fields);
});
afterAll(async () => workshop.close());

const find = async (query: string): Promise<string[]> =>
  (await manager.get<PageBody<SupplierBody>>(`/suppliers?${query}`)).body.items.map(({ name }) => name);

describe('the list of suppliers', () => {
  it('stands by name, and is narrowed by the days a delivery takes', async () => {
    expect(await find('')).toEqual(['Абразив', 'Ёлка и Ко', 'Металлсервис ООО']);
    expect(await find('leadDaysTo=3')).toEqual(['Ёлка и Ко']);
    expect(await find('leadDaysFrom=1')).toEqual(['Металлсервис ООО']);
    expect(await find('leadDaysMissing=true')).toEqual(['Абразив']);
    expect(await find('sort=-leadDays')).toEqual(['Металлсервис ООО', 'Ёлка и Ко', 'Абразив']);
  });

  it.each([
    ['металл', 'Металлсервис ООО'],
    ['8 912 345 67 89', 'Металлсервис ООО'],
    ['zakaz@metall.example', 'Металлсервис ООО'],
    ['промышленный', 'Металлсервис ООО'],
    ['+7 (495) 111-22-33', 'Ёлка и Ко'],
    ['жанна', 'Ёлка и Ко'],
    ['елка', 'Ёлка и Ко'],
  ])('finds by %j', async (q, name) => {
    expect(await find(`q=${encodeURIComponent(q)}`)).toEqual([name]);
  });

  it('is for who may read suppliers, and written by who may write them', async () => {
    await workshop.addRole('storekeeper', ['suppliers:read']);
    const [keeper, master] = [await workshop.as('storekeeper'), await workshop.as('master')];
    const { id } = await makeSupplier({ name: 'Чужой' });
    expect((await keeper.get<SupplierBody>(`/suppliers/${id}`)).body.name).toBe('Чужой');
    expect((await keeper.patch(`/suppliers/${id}`, { name: 'Свой' })).status).toBe(403);
    expect((await master.get(`/suppliers/${id}`)).status).toBe(403);
    expect((await master.get('/suppliers')).status).toBe(403);
    expect((await manager.delete(`/suppliers/${id}`)).status).toBe(204);
  });

  it('goes out as a file with a table of contacts', async () => {
    const { bytes } = await fetchBytes(manager, '/suppliers/export.csv?table=contacts');
    const lines = Buffer.from(bytes).toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Жанна');
  });
});

describe('a supplier', () => {
  it('has a name, an address of the web that can be followed, and a time of delivery', async () => {
    const wrong = [
      [{}, 'name'],
      [{ name: ' ' }, 'name'],
      [{ name: 'А', website: 'javascript:alert(1).x' }, 'website'],
      [{ name: 'А', website: 'наш сайт' }, 'website'],
      [{ name: 'А', leadDays: -1 }, 'leadDays'],
      [{ name: 'А', phone: '12' }, 'phone'],
    ] as const;
    for (const [body, field] of wrong) {
      const { status, errors } = refusal(await manager.post('/suppliers', body));
      expect([status, errors?.[0]?.field]).toEqual([400, field]);
    }
    const { id } = await makeSupplier({
      name: 'Сайт',
      website: 'https://site.example/каталог?p=1',
      phone: '89120000001',
    });
    const { body } = await manager.patch<SupplierBody>(`/suppliers/${id}`, { website: null, phone: '' });
    expect([body.website, body.phone ?? '']).toEqual([undefined, '']);
    await manager.delete(`/suppliers/${id}`);
  });

  it('may be called as another is, but has no id of another', async () => {
    const [one, other] = [
      await makeSupplier({ name: 'Тёзка', externalId: 'old:1' }),
      await makeSupplier({ name: 'Тёзка' }),
    ];
    expect(refusal(await manager.patch(`/suppliers/${other.id}`, { externalId: 'old:1' }))).toMatchObject({
      status: 409,
      code: 'conflict.duplicate',
      params: { field: 'externalId' },
    });
    for (const { id } of [one, other]) await manager.delete(`/suppliers/${id}`);
  });

  it('keeps what each of two people did to it and to its contacts', async () => {
    const { id, contacts } = await makeSupplier({ name: 'Общий', contacts: [{ name: 'Анна' }, { name: 'Борис' }] });
    const [anna, boris] = contacts as [object, object];
    const other = await workshop.another('manager');
    const change = (by: Session, fields: object): Promise<Answer<SupplierBody>> =>
      by.patch<SupplierBody>(`/suppliers/${id}`, { ...fields, version: 1 });
    await change(other, { note: 'стало', contacts: [{ ...anna, name: 'Аня' }, boris] });
    const kept = await change(manager, { leadDays: 3, contacts: [anna, { ...boris, name: 'Боря' }] });
    expect(kept.body).toMatchObject({ note: 'стало', leadDays: 3, contacts: [{ name: 'Аня' }, { name: 'Боря' }] });
    expect(refusal(await change(manager, { note: 'моё' })).params?.['conflicts']).toEqual([
      { field: 'note', before: undefined, theirs: 'стало', yours: 'моё' } satisfies FieldConflict,
    ]);
    const { body } = await manager.get<PageBody<HistoryBody>>(`/suppliers/${id}/history`);
    expect(body.items.flatMap(({ changes }) => changes.map(({ path }) => path))).toContain('leadDays');
    await manager.delete(`/suppliers/${id}`);
  });

  it('is kept by what it supplies, which follows its name, and supplies nothing new once archived', async () => {
    const { id } = await makeSupplier({ name: 'Керамика' });
    const sheet = { name: 'Лист', unit: 'шт' };
    const { body: item } = await manager.post<{ id: string; supplierName?: string }>('/stock', {
      ...sheet,
      supplierId: id,
    });
    expect(item.supplierName).toBe('Керамика');
    const kept = refusal(await manager.delete(`/suppliers/${id}`));
    expect([kept.status, kept.code, kept.params]).toEqual([409, 'supplier.in_use', { items: 1 }]);

    await manager.patch(`/suppliers/${id}`, { name: 'Керамика и К' });
    await workshop.followed();
    const renamed = await manager.get<{ supplierName?: string }>(`/stock/${item.id}`);
    expect(renamed.body.supplierName).toBe('Керамика и К');

    await manager.post(`/suppliers/${id}/archive`, { isArchived: true });
    const lines = [{ stockItemId: item.id, quantity: 1 }];
    for (const refused of [
      await manager.post('/stock', { ...sheet, supplierId: id }),
      await manager.post('/movements', { kind: 'receipt', lines, supplierId: id }),
    ])
      expect(refusal(refused).code).toBe('supplier.archived');
    // What it supplies already is written as before.
    expect((await manager.patch(`/stock/${item.id}`, { supplierId: id, note: 'остатки' })).status).toBe(200);
    await manager.delete(`/stock/${item.id}`);
    expect((await manager.delete(`/suppliers/${id}`)).status).toBe(204);
  });

  it('is archived, and brought back', async () => {
    const { id } = await makeSupplier({ name: 'Закрылся' });
    await manager.post(`/suppliers/${id}/archive`, { isArchived: true });
    expect([await find('q=закрылся'), await find('q=закрылся&isArchived=true')]).toEqual([[], ['Закрылся']]);
    await manager.post(`/suppliers/${id}/archive`, { isArchived: false });
    expect(await find('q=закрылся')).toEqual(['Закрылся']);
    await manager.delete(`/suppliers/${id}`);
  });
});
