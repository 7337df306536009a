import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { refusal, type Session } from './caller.js';
import { makeClient, makeOrderInWork, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { addFile } from './uploads.js';

interface Field {
  name: string;
  kind: string;
  of?: string;
  kindBy?: string;
  filter?: string;
  filterBy?: string;
  isSortable: boolean;
  isRequired: boolean;
  fields?: Field[];
}

interface Form {
  path: string;
  fields: Field[];
}

interface Table {
  name: string;
  entity: string;
  rows: number;
  fields: Field[];
  adding?: Form;
  changing?: Form;
  deleting?: string;
}

interface Told {
  tables: Table[];
  hidden: { name: string; reason: string }[];
}

interface Row {
  id: string;
  values: Record<string, unknown>;
  names: Record<string, string>;
}

/** Stands in every stored document, in a field that nothing declares. */
const PLANTED = 'planted-in-every-document';
/** Stored fields that are secrets, or made of one; what a role is known by is none. */
const SECRET = /hash|secret|token|mac$|shopKey$|^letters\.key$/i;
const FEED_PASSWORD = 'geheim-und-lang';

const MESSAGE = { mentions: [], isInternal: false, attachments: 0 };

/** Ids of members of lists, which have no rows of their own. */
const INSIDE = new Set(['id', 'itemId', 'stageId', 'lineId', 'choiceId', 'choiceIds', 'questionId']);

let workshop: TestWorkshop;
let admin: Session;
let told: Told;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  for (const permissions of [['tables:read'], ['tables:read', 'clients:read']])
    await workshop.addRole(`looker${permissions.length}`, permissions);
  admin = await workshop.asAdmin();
  const [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
  const order = await makeOrderInWork(manager, master.id);
  await addFile(manager, { subject: 'Order', subjectId: order.id });
  await manager.post('/messages', { subject: 'Order', subjectId: order.id, text: 'Готово?', ...MESSAGE });
  const { body: supplier } = await admin.post<{ id: string }>('/suppliers', { name: 'Металл' });
  const feed = await admin.send('PUT', `/suppliers/${supplier.id}/feed`, {
    url: `https://anna:${FEED_PASSWORD}@example.org/price.csv`,
    everyMinutes: 60,
    isOn: false,
  });
  expect(feed.status).toBe(200);
  await workshop.followed();
  told = (await admin.get<Told>('/tables')).body;
}, 120_000);
afterAll(async () => workshop.close());

const table = (name: string): Table => {
  const found = told.tables.find((one) => one.name === name);
  if (!found) throw new Error(`There is no table ${name}`);
  return found;
};

const rowsOf = async (name: string, query = '', by = admin): Promise<Row[]> =>
  (await by.get<PageBody<Row>>(`/tables/${name}/rows?${query}`)).body.items;

const everyField = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [field, ...everyField(field.fields ?? [])]);

describe('the tables of the database', () => {
  it('are all that is stored, or named as hidden with a reason', async () => {
    const stored = await workshop.connection.db?.listCollections({}, { nameOnly: true }).toArray();
    const names = new Set([
      ...(stored ?? []).map(({ name }) => name),
      ...Object.values(workshop.connection.models).map(({ collection }) => collection.name),
    ]);
    const known = [...told.tables, ...told.hidden].map(({ name }) => name);
    expect([...names].filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
    expect(told.tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['clients', 'journal', 'sessions']));
  });

  it('say of each id whose it is', () => {
    const nameless = told.tables.flatMap(({ name, fields }) =>
      everyField(fields)
        .filter(({ kind, name: field, of, kindBy }) => /^ids?$/.test(kind) && !of && !kindBy && !INSIDE.has(field))
        .map((field) => `${name}.${field.name}`),
    );
    expect(nameless).toEqual([]);
  });

  it('are called by words in both languages, as are their fields', async () => {
    const fieldsOf = ({ fields, adding, changing }: Table): Field[] =>
      everyField([...fields, ...(adding?.fields ?? []), ...(changing?.fields ?? [])]);
    for (const language of ['ru', 'en']) {
      const text = await readFile(`frontend/src/app/console/tables/words/${language}.json`, 'utf8');
      const words = JSON.parse(text) as Record<'table' | 'field' | 'reason', Record<string, string>>;
      const needed = {
        table: told.tables.map(({ name }) => name),
        field: told.tables.flatMap((one) => fieldsOf(one).map(({ name }) => name)),
        reason: told.hidden.map(({ reason }) => reason),
      };
      for (const [list, names] of Object.entries(needed) as [keyof typeof needed, string[]][])
        expect(names.filter((name) => !words[list][name])).toEqual([]);
    }
  });

  it('hold the routes by which their rows are written, where there are any', () => {
    expect(table('clients')).toMatchObject({
      entity: 'Client',
      adding: { path: '/api/v1/clients' },
      changing: { path: '/api/v1/clients/{id}' },
      deleting: '/api/v1/clients/{id}',
    });
    expect(table('users').adding?.fields.find(({ name }) => name === 'password')?.kind).toBe('secret');
    // What the answer to a new one tells would be lost here.
    expect(table('apiKeys')).toMatchObject({ changing: { path: '/api/v1/api-keys/{id}' } });
    for (const name of [
      'apiKeys',
      'movements',
      'journal',
      'sessions',
      'payments',
      'reservations',
      'letters',
      'files',
      'imports',
    ])
      expect(table(name)).not.toMatchObject({ adding: expect.anything() });
    const written = told.tables.filter(({ adding }) => adding).map(({ name }) => name);
    expect(written).toEqual(
      expect.arrayContaining(['categories', 'orders', 'parts', 'products', 'stockItems', 'users']),
    );
  });

  it('are read by pages, sorted, narrowed by declared filters, and found by words', async () => {
    const manager = await workshop.as('manager');
    for (const company of ['Алмаз', 'Берег', 'Яхта']) await makeClient(manager, { company });
    const byName = await rowsOf('clients', 'sort=-name&pageSize=2');
    expect(byName.map(({ values }) => values['name'])).toEqual(['Яхта', 'Клиент 1']);
    expect((await rowsOf('clients', 'q=алм')).map(({ values }) => values['name'])).toEqual(['Алмаз']);
    const [first] = await rowsOf('clients', 'q=алм');
    await manager.post(`/clients/${first?.id}/archive`, { isArchived: true });
    const archived = await rowsOf('clients', `filter=${encodeURIComponent('isArchived=true')}`);
    expect(archived.map(({ id }) => id)).toEqual([first?.id]);
    for (const { name, fields } of told.tables)
      for (const field of fields.filter(({ isSortable }) => isSortable))
        expect([name, field.name, (await admin.get(`/tables/${name}/rows?sort=${field.name}`)).status]).toEqual([
          name,
          field.name,
          200,
        ]);
  });

  it('name what their rows refer to', async () => {
    const [order] = await rowsOf('orders');
    const clientId = String(order?.values['clientId']);
    expect(order?.names[clientId]).toMatch(/^Клиент/);
    const { body } = await admin.get<Row>(`/tables/orders/rows/${order?.id}`);
    expect(body.values['items']).toEqual([expect.objectContaining({ title: expect.any(String) })]);
    expect(Object.values(body.names)).toContain('master 2');
    const [message] = await rowsOf('messages');
    expect(message?.names[order?.id ?? '']).toBe(String(order?.values['number']));
  });

  it('say what is wrong with a question', async () => {
    const faultsOf = async (query: string): Promise<unknown> =>
      refusal(await admin.get(`/tables/clients/rows?${query}`)).errors?.map(({ field, message }) => [field, message]);
    expect(await faultsOf('filter=secret%3D1')).toEqual([['filter', expect.stringContaining('isArchived')]]);
    expect(await faultsOf('filter=isArchived%3Dperhaps')).toEqual([['isArchived', expect.any(String)]]);
    expect(await faultsOf('sort=passwordHash')).toEqual([['sort', expect.any(String)]]);
    expect(await faultsOf('pageSize=201')).toEqual([['pageSize', expect.any(String)]]);
    for (const path of ['/tables/leases/rows', '/tables/nothing/rows', `/tables/clients/rows/${'0'.repeat(24)}`])
      expect((await admin.get(path)).status).toBe(404);
  });

  it('never show what nothing declares, nor what may hold a secret', async () => {
    const secrets = [PLANTED, FEED_PASSWORD, '$2b$'];
    for (const { name } of await collections()) {
      const stored = workshop.connection.collection(name);
      for (const document of await stored.find().toArray())
        for (const [field, value] of Object.entries(document))
          if (SECRET.test(`${name}.${field}`) && typeof value === 'string' && value.length > 20) secrets.push(value);
      if (name !== 'journal') await stored.updateMany({}, { $set: { planted: PLANTED } });
    }
    const texts: string[] = [(await admin.get('/tables')).text];
    for (const { name } of told.tables) {
      const page = await admin.get<PageBody<Row>>(`/tables/${name}/rows?pageSize=200`);
      texts.push(page.text, (await admin.get(`/tables/${name}/export.csv`)).text);
      for (const { id } of page.body.items) texts.push((await admin.get(`/tables/${name}/rows/${id}`)).text);
    }
    const all = texts.join('\n');
    expect(all.length).toBeGreaterThan(10_000);
    expect(secrets.length).toBeGreaterThan(8);
    expect([...new Set(secrets)].filter((secret) => all.includes(secret))).toEqual([]);
  }, 60_000);
});

const collections = async (): Promise<{ name: string }[]> =>
  (await workshop.connection.db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];

describe('who may see tables', () => {
  it('is whoever holds the permission: no manager, no master, nobody else', async () => {
    for (const path of ['', '/clients/rows', `/clients/rows/${'0'.repeat(24)}`, '/clients/export.csv']) {
      for (const role of ['manager', 'master', 'customer', 'supplier'])
        expect((await (await workshop.as(role)).get(`/tables${path}`)).status).toBe(403);
      expect((await workshop.nobody.get(`/tables${path}`)).status).toBe(401);
    }
  });

  it('sees no table and no field that takes another permission', async () => {
    const [one, two] = [await workshop.as('looker1'), await workshop.as('looker2')];
    const names = (await one.get<Told>('/tables')).body.tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['savedViews', 'sessions']));
    for (const name of ['clients', 'orders', 'payments', 'users', 'journal']) expect(names).not.toContain(name);
    expect((await one.get('/tables/clients/rows')).status).toBe(404);
    const clients = (await two.get<Told>('/tables')).body.tables.find(({ name }) => name === 'clients');
    expect(clients?.fields.map(({ name }) => name)).not.toContain('phone');
    expect(clients).not.toMatchObject({ adding: expect.anything() });
    for (const { values } of await rowsOf('clients', '', two)) expect(values).not.toHaveProperty('phone');
    expect((await two.get('/tables/clients/rows?filter=balanceFrom%3D1')).status).toBe(403);
    expect((await two.get('/tables/clients/export.csv')).text).not.toContain('phone');
  });
});
