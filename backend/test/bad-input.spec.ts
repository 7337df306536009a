import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Answer, type Session } from './caller.js';
import { makeClient, makeOrder, makeOrderInWork, partsOf } from './factories.js';
import { TestWorkshop } from './harness.js';
import { fillPath, resolve, routesOf, type Route, type Schema } from './routes.js';
import { addFile, importTable } from './uploads.js';
import { fieldsOf, NO_OBJECTS, notUtf8, UNKNOWN_NAMES, withField, wrongValues } from './wrong-input.js';

const MEGABYTE = 1024 * 1024;

let workshop: TestWorkshop;
let admin: Session;
let customer: Session;
let supplier: Session;
let routes: Route[];
let schemas: Record<string, Schema>;
/** A document that really exists, for each part of the paths. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  ({ routes, schemas } = await routesOf(workshop));
  // The S2 API answers in its own words: s2-bad-input.spec.ts.
  routes = routes.filter(({ path }) => path.startsWith('/api/v1/'));
  const [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
  [customer, supplier] = [await workshop.as('customer'), await workshop.as('supplier')];
  ids['clients'] = (await makeClient(manager)).id;
  ids['orders'] = (await makeOrder(manager)).id;
  ids['parts'] = (await partsOf(manager, (await makeOrderInWork(manager, master.id)).id))[0]?.id ?? '';
  ids['users'] = manager.id;
  ids['files'] = (await addFile(manager, { subject: 'Order', subjectId: ids['orders'] })).id;
  ids['imports'] = await importTable(manager);
});
afterAll(async () => workshop.close());

const COLLECTIONS = [
  'clients',
  'orders',
  'parts',
  'files',
  'contents.files',
  'users',
  'roles',
  'journal',
  'sessions',
  'counters',
];

/** Everything stored, as one text; positions in the journal are given a moment later and do not count. */
async function stored(): Promise<string> {
  const all = COLLECTIONS.map(async (name) => {
    const documents = await workshop.connection.collection(name).find().sort({ _id: 1 }).toArray();
    return documents.map(({ position: _position, hash: _hash, ...document }) => document);
  });
  return JSON.stringify(await Promise.all(all));
}

/** A refusal that says what is wrong: 4xx as problem+json that names the field and what would be accepted. */
function expectRefused(asked: string, answer: Answer<unknown>, field?: string): void {
  if (answer.status < 400 || answer.status >= 500)
    throw new Error(`${asked}: ${answer.status} ${answer.text.slice(0, 300)}`);
  const problem = refusal(answer);
  expect(problem.detail.length).toBeGreaterThan(10);
  if (!field || answer.status !== 400) return;
  const fault = problem.errors?.find((one) => one.field === field || one.field.startsWith(`${field}.`));
  expect({
    asked,
    field,
    faults: problem.errors?.map((one) => one.field),
    message: (fault?.message ?? '').length > 5,
  }).toMatchObject({ message: true });
}

const pathOf = ({ path }: Route): string => fillPath(path, ids[path.split('/')[3] ?? ''] ?? '0'.repeat(24));
const bodyOf = (route: Route): { schema: Schema; example: Record<string, unknown> } | undefined => {
  const media = route.operation.requestBody?.content['application/json'];
  return media && { schema: resolve(media.schema, schemas), example: media.example as Record<string, unknown> };
};
const callerOf = ({ permission }: Route): Session => {
  if (permission === 'supply:desk') return supplier;
  return permission === 'shop:account' ? customer : admin;
};
const send = (route: Route, body?: unknown, headers?: Record<string, string>, query = ''): Promise<Answer<unknown>> =>
  callerOf(route).send(route.method, pathOf(route) + query, body, headers);

/** How a refusal names the field: members of lists by their place. */
const named = (path: readonly string[]): string => path.join('.0.');

describe('a bad body', () => {
  it('with a value of the wrong kind in any field of any route is refused by that field, and changes nothing', async () => {
    const before = await stored();
    let asked = 0;
    for (const route of routes) {
      const body = bodyOf(route);
      if (!body) continue;
      for (const { path, schema } of fieldsOf(body.schema, schemas)) {
        for (const wrong of wrongValues(schema, schemas)) {
          const what = `${route.name} ${named(path)} = ${JSON.stringify(wrong).slice(0, 60)}`;
          expectRefused(what, await send(route, withField(body.example, path, wrong)), named(path));
          asked += 1;
        }
      }
    }
    expect(asked).toBeGreaterThan(500);
    expect(await stored()).toBe(before);
  }, 120_000);

  it('without a field that is needed, or with null in its place, is refused by that field', async () => {
    const before = await stored();
    for (const route of routes) {
      const body = bodyOf(route);
      for (const { path, isRequired } of body ? fieldsOf(body.schema, schemas) : []) {
        if (!isRequired || path.length > 1) continue;
        for (const value of [undefined, null])
          expectRefused(
            `${route.name} without ${named(path)}`,
            await send(route, withField(body?.example, path, value)),
            named(path),
          );
      }
    }
    expect(await stored()).toBe(before);
  });

  it('with a field that nobody declared is refused by its name, inside of lists too', async () => {
    const before = await stored();
    for (const route of routes) {
      const body = bodyOf(route);
      if (!body) continue;
      const lists = fieldsOf(body.schema, schemas).filter(({ schema }) => resolve(schema.items, schemas).properties);
      for (const name of UNKNOWN_NAMES) {
        for (const path of [[name], ...lists.map((list) => [...list.path, name])]) {
          expectRefused(
            `${route.name} ${named(path)}`,
            await send(route, withField(body.example, path, 1)),
            ['constructor', 'toString'].includes(name) ? name : named(path),
          );
        }
      }
      const polluted = JSON.stringify(body.example).replace('{', '{"__proto__":{"isAdmin":true},');
      expectRefused(`${route.name} __proto__`, await send(route, polluted));
    }
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect(await stored()).toBe(before);
  });

  it('that sets what only the product sets is refused', async () => {
    const before = await stored();
    for (const route of routes.filter(({ operation }) =>
      ['createClient', 'changeClient', 'createOrder', 'changeOrder', 'createUser', 'changeUser'].includes(
        operation.operationId,
      ),
    )) {
      for (const name of [
        'id',
        'number',
        'balance',
        'total',
        'createdAt',
        'isBuiltIn',
        'roleKey',
        'managerId',
        'words',
        'partsDone',
        'gross',
      ]) {
        expectRefused(`${route.name} ${name}`, await send(route, { ...bodyOf(route)?.example, [name]: 1 }), name);
      }
    }
    expect(await stored()).toBe(before);
  });

  it('that is no object, no JSON, of another type, too large or too deep is refused', async () => {
    const before = await stored();
    for (const route of routes) {
      const body = bodyOf(route);
      if (!body) continue;
      for (const text of NO_OBJECTS) {
        expectRefused(`${route.name} ${JSON.stringify(text)}`, await send(route, text));
      }
      expectRefused(`${route.name} not UTF-8`, await send(route, notUtf8(Object.keys(body.example)[0] ?? '')));
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
        'text/json',
        'x',
      ]) {
        const answer = await send(route, JSON.stringify(body.example), { 'content-type': type });
        expect([route.name, type, answer.status, refusal(answer).code]).toEqual([
          route.name,
          type,
          415,
          'request.unsupported_media_type',
        ]);
      }
      const [text] = fieldsOf(body.schema, schemas).filter(
        ({ schema, path }) => [schema.type].flat().includes('string') && path.length === 1,
      );
      if (text) {
        expectRefused(
          `${route.name} of nearly a megabyte`,
          await send(route, { ...body.example, [named(text.path)]: 'я'.repeat(MEGABYTE / 2 - 2_000) }),
          named(text.path),
        );
      }
      expect((await send(route, { ...body.example, title: 'x'.repeat(MEGABYTE) })).status).toBe(413);
      expectRefused(`${route.name} deep`, await send(route, `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`));
      expectRefused(`${route.name} wide`, await send(route, `{"items":[${'{},'.repeat(200_000)}{}]}`));
    }
    expect(await stored()).toBe(before);
  }, 120_000);
});

describe('a body that would keep the validator busy', () => {
  const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

  it('by unknown names is refused by the first hundred of them', async () => {
    for (const route of routes.filter((one) => bodyOf(one))) {
      const { errors } = refusal(await send(route, Object.fromEntries(many(19_000, (n) => [`unknown${n}`, n]))));
      expect([route.name, errors?.length]).toEqual([route.name, 100]);
      expect(errors?.every(({ rule, field }) => rule === 'whitelistValidation' && /^unknown/.test(field))).toBe(true);
    }
  });

  it('by too long a list is refused by its length', async () => {
    let asked = 0;
    for (const route of routes) {
      const body = bodyOf(route);
      for (const { path, schema } of body ? fieldsOf(body.schema, schemas) : []) {
        if (!schema.items) continue;
        const long = withField(
          body?.example,
          path,
          many(18_000, () => ({})),
        );
        expect(refusal(await send(route, long)).errors).toEqual([
          expect.objectContaining({ field: named(path), rule: 'arrayMaxSize' }),
        ]);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(3);
  });
});

/** What a route cannot do without in its query, by the examples. */
function neededQuery({ operation: { parameters = [] } }: Route): string {
  const needed = parameters.filter((one) => one.in === 'query' && one.required);
  return `?${new URLSearchParams(needed.map(({ name, schema }): [string, string] => [name, String(schema?.example)]))}`;
}

describe('a bad address', () => {
  const BAD_IDS = [
    'abc',
    '0',
    '-1',
    'null',
    'undefined',
    '[object Object]',
    '0'.repeat(23),
    'z'.repeat(24),
    '%00',
    '%2e%2e%2f',
    '{"$gt":""}',
    "'",
    'я',
    '%F0%9F%92%A5',
    '$where',
  ];

  it('with an id that is none is refused by the id on every route', async () => {
    for (const route of routes.filter(({ path }) => path.includes('{id}'))) {
      for (const id of BAD_IDS) {
        const given = route.path.replace('{id}', id.startsWith('%') ? id : encodeURIComponent(id));
        const path = fillPath(given, '0'.repeat(24));
        const answer = await callerOf(route).send(route.method, path, bodyOf(route)?.example);
        expectRefused(`${route.name} ${id}`, answer);
        // `roles` and the like are routes of their own.
        if (answer.status === 400) expect(refusal(answer).errors?.[0]?.field).toBe('id');
      }
      for (const path of ['%zz', '%', 'a'.repeat(300), 'a'.repeat(20_000)]) {
        expectRefused(
          `${route.name} ${path.slice(0, 20)}`,
          await callerOf(route).send(route.method, route.path.replace('{id}', path), bodyOf(route)?.example),
        );
      }
    }
  });

  it('of a document that is not there is answered with 404 on every route', async () => {
    // A file is looked at before where it belongs: what is none is refused for that.
    const isAsked = ({ path, operation }: Route): boolean =>
      path.includes('{id}') && !operation.requestBody?.content['application/octet-stream'];
    for (const route of routes.filter(isAsked)) {
      const path = fillPath(route.path, '0'.repeat(24)) + neededQuery(route);
      const answer = await callerOf(route).send(route.method, path, bodyOf(route)?.example);
      expect([route.name, answer.status, refusal(answer).code]).toEqual([route.name, 404, 'not_found']);
    }
  });

  it.each(['/nothing', '/clients/', '/orders//', '/users/masters/x/y', '/__proto__', '/clients/../../../etc/passwd'])(
    'that leads nowhere, %s, is answered in the same form',
    async (path) => {
      const answer = await admin.send('PUT', path, {});
      expectRefused(path, answer);
    },
  );
});

describe('a bad question', () => {
  const queries = (route: Route): { name: string; schema: Schema }[] =>
    (route.operation.parameters ?? [])
      .filter((one) => one.in === 'query')
      .map(({ name, schema }) => ({ name, schema: resolve(schema, schemas) }));

  it('is refused by the name of what was asked, on every list', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const known = queries(route);
      const needed = (route.operation.parameters ?? [])
        .filter((one) => one.in === 'query' && one.required)
        .map(({ name }) => name);
      for (const name of [
        'nobodyKnows',
        'q[$gt]',
        'sort[]',
        '$where',
        'constructor',
        'toString',
        '__proto__',
        'filter',
      ]) {
        if (!known.length) continue;
        expectRefused(
          `${route.name} ${name}`,
          await send(route, undefined, {}, `?${encodeURIComponent(name)}=1`),
          needed.length ? undefined : name,
        );
      }
      for (const { name, schema } of known) {
        const { type, enum: choices, format, items, minimum = -Infinity, maximum = Infinity } = schema;
        const wrong = [
          ...(type === 'integer' ? ['abc', '1.5', '1e3', '', ' ', '1_000', '0x10', '１', '999999999999999999999'] : []),
          ...[minimum - 1, maximum + 1].filter(Number.isFinite).map(String),
          ...(type === 'boolean' ? ['yes', '1', 'TRUE', '', 'null'] : []),
          ...((choices ?? resolve(items, schemas).enum) ? ['no such word', '', ',', '$ne'] : []),
          ...(format === 'date-time' ? ['yesterday', '2026-13-01T00:00:00Z', '', '0'] : []),
          ...(/Id$/.test(name) ? ['abc', '', '{"$gt":""}', '0'.repeat(25)] : []),
          ...(name === 'sort'
            ? [
                'nobodyKnows',
                'passwordHash',
                '--number',
                '$natural',
                '__proto__',
                'items.total',
                'number,name',
                '-',
                'x'.repeat(61),
              ]
            : []),
          ...(name === 'q' ? ['x'.repeat(201)] : []),
        ];
        for (const value of wrong)
          expectRefused(
            `${route.name} ${name}=${value}`,
            await send(route, undefined, {}, `?${name}=${encodeURIComponent(value)}`),
            needed.length ? undefined : name,
          );
        expectRefused(`${route.name} ${name}[$gt]`, await send(route, undefined, {}, `?${name}[$gt]=1`));
        if (schema.type !== 'array') {
          expectRefused(
            `${route.name} ${name} twice`,
            await send(route, undefined, {}, `?${name}=1&${name}=2`),
            needed.length ? undefined : name,
          );
        }
      }
    }
  });

  it('of words made of signs finds or refuses, and never breaks', async () => {
    for (const list of ['/clients', '/orders', '/parts', '/users']) {
      for (const q of [
        '.*',
        '^a$',
        '(a+)+$',
        '[',
        '\\',
        '\\Q',
        '$where',
        '{"$gt":""}',
        '%',
        '\u0000',
        '💥',
        'ﷺ'.repeat(100),
        "'",
        '+7',
        '-',
        '*'.repeat(200),
      ]) {
        const answer = await admin.get(`${list}?q=${encodeURIComponent(q)}`);
        expect({ list, q, status: answer.status }).toEqual({ list, q, status: 200 });
      }
    }
  });

  it('of the first and the last page is answered', async () => {
    for (const list of ['/clients', '/orders', '/parts', '/users']) {
      expect((await admin.get(`${list}?page=1&pageSize=200`)).status).toBe(200);
      expect((await admin.get<{ items: unknown[] }>(`${list}?page=10000&pageSize=200`)).body.items).toEqual([]);
    }
  });
});

describe('a bad header', () => {
  it.each(['', ' ', 'with space', 'я', 'x'.repeat(201)])('Idempotency-Key %j is refused by its name', async (key) => {
    const answer = await admin.post(
      '/clients',
      { company: 'Ключ' },
      { 'idempotency-key': Buffer.from(key).toString('latin1') },
    );
    if (answer.status !== 201) expectRefused(key, answer, 'Idempotency-Key');
    expect(answer.status).toBe(key.trim() === '' && key !== '' ? answer.status : 400);
  });

  it('Authorization of a megabyte is refused without touching the product', async () => {
    const answer = await workshop.nobody.get('/auth/me', { authorization: `Bearer ${'x'.repeat(20_000)}` });
    expect([answer.status, refusal(answer).code]).toEqual([431, 'request.too_large']);
  });
});
