import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import {
  ALL_PERMISSIONS,
  CUSTOMER_PERMISSIONS,
  ERROR_STATUS,
  isKeyScope,
  KEY_SCOPES,
  PERMISSION_AREAS,
  permissionsIn,
  SUPPLIER_PERMISSIONS,
  ticked,
  type Permission,
} from '@verstak/domain';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OneCController } from '../src/connections/one-c/one-c.controller.js';
import { ACCESS, isForPublic } from '../src/platform/access/allow.js';
import { fieldsOf, type Class } from '../src/platform/fields/index.js';
import { ANSWER, type Answer } from '../src/platform/http/answers.js';
import { Pace } from '../src/platform/http/pace.js';
import { Caller, refusal, Session } from './caller.js';
import {
  line,
  makeClient,
  makeOrder,
  makeOrderInWork,
  partsOf,
  type ClientBody,
  type OrderBody,
  type PartBody,
} from './factories.js';
import { TestWorkshop } from './harness.js';
import {
  fillPath,
  MADE_UP_ROLES,
  opens,
  opensToKey,
  resolve,
  ROLES,
  routesOf,
  type Route,
  type Schema,
} from './routes.js';
import { addFile, BYTES } from './uploads.js';

const PHONES = ['+7 900 555-01-01', '+7 900 555-02-02'];
const PRICE = 987_654_321;
const SUM = 2 * PRICE;

/** What no answer to the named roles may hold; numbers also as they are shown to people. */
const CONTACTS = [...PHONES, '9005550101', 'secret.mailbox', 'Тайная улица', 'Тайна клиента', 'Секретарёв'];
const PRICES = [String(PRICE), String(SUM), '9876543.21', '19753086.42', '111222333'];
/** What stands in a file of the whole order. */
const SECRET_FILE = 'Тайна заказа';
const SECRETS = [
  '$2b$',
  'passwordHash',
  'tokenHash',
  'linkHash',
  'loginKey',
  'searchAll',
  'clientPhone',
  'clientContacts',
  'sortKeys',
];

/** What a supplier may call beside what everybody may. */
const SUPPLIER_OPERATIONS = [
  'answerDeskRequest',
  'archiveOffer',
  'changeImport',
  'changeMe',
  'changeOffer',
  'changePassword',
  'commitImport',
  'countUnreadConversations',
  'countUnreadNotifications',
  'createOffer',
  'deleteImport',
  'endOtherSessions',
  'endSession',
  'exportOffersCsv',
  'exportOffersXlsx',
  'getDeskRequest',
  'getFileContent',
  'getFilePreview',
  'getImport',
  'getImportColumns',
  'getOffer',
  'getPreferences',
  'getReadMark',
  'getToday',
  'getWorkshop',
  'keepPreferences',
  'listConversations',
  'listDeskRequests',
  'listImportFaults',
  'listImportRows',
  'listImports',
  'listMessages',
  'listNotifications',
  'listOffers',
  'listSessions',
  'markRead',
  'me',
  'readNotifications',
  'removeFile',
  'startImport',
  'undoImport',
  'unreadNotifications',
  'uploadFile',
  'writeMessage',
];

/** Files whose text is nowhere in their bytes; what is in a table is in its CSV too. */
const PACKED = /\.(xlsx|pdf|png)$/;

/** Codes that any request may be answered with, or that answer for paths that are none. */
const ANYWHERE = ['internal', 'request.route_unknown', 'request.method_not_allowed', 'request.timeout'];
/** Refusals of work that goes on after the answer: what was worked on tells them. */
const TOLD_LATER = [
  // In the log of an exchange.
  'connection.client_unknown',
  'connection.not_stocked',
  'connection.refused_there',
  'import.undo_expired',
];

let workshop: TestWorkshop;
let routes: Route[];
let schemas: Record<string, Schema>;
let client: ClientBody;
let order: OrderBody;
let ownPart: PartBody;
let othersOrder: OrderBody;
let othersPart: PartBody;
let files: string[];

const as = (role: string): Promise<Caller> | Caller => (role === 'nobody' ? workshop.nobody : workshop.as(role));

/** A program with a key of these scopes. */
async function programWith(scopes: readonly Permission[]): Promise<Caller> {
  const admin = await workshop.asAdmin();
  const { body } = await admin.post<{ key: string }>('/api-keys', { name: 'Программа', scopes });
  return new Caller(workshop.url, body.key);
}

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  // A walk asks more than any program may.
  jest.spyOn(Pace.prototype, 'allows').mockReturnValue(true);
  for (const role of MADE_UP_ROLES) await workshop.addRole(role, ROLES[role] ?? []);
  ({ routes, schemas } = await routesOf(workshop));
  const [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
  const stranger = await workshop.another('master', 'Чужой Мастер');
  client = await makeClient(manager, {
    company: 'Видимая Компания',
    phone: PHONES[0],
    email: 'secret.mailbox@example.org',
    address: 'Тверь, Тайная улица, 1',
    note: 'Тайна клиента',
    contacts: [{ name: 'Секретарёв', phone: PHONES[1] }],
  });
  const items = [line({ title: 'Своя вещь', unitPrice: PRICE })];
  order = await makeOrderInWork(manager, master.id, items);
  await manager.patch(`/orders/${order.id}`, { clientId: client.id, paid: 111_222_333 });
  othersOrder = await makeOrderInWork(manager, stranger.id, [line({ title: 'Чужая вещь', unitPrice: PRICE })]);
  [ownPart, othersPart] = [(await partsOf(manager, order.id))[0], (await partsOf(manager, othersOrder.id))[0]] as [
    PartBody,
    PartBody,
  ];
  // What files are called may tell as much as what is in them.
  files = [
    await addFile(manager, { subject: 'Client', subjectId: client.id, name: 'Секретарёв.txt' }, PHONES[0]),
    await addFile(manager, { subject: 'Order', subjectId: order.id, name: 'счёт 9876543.21.txt' }, SECRET_FILE),
    await addFile(manager, { subject: 'Order', subjectId: othersOrder.id, itemId: othersPart.itemId }, SECRET_FILE),
  ].map(({ id }) => id);
}, 120_000);
afterAll(async () => workshop.close());

describe('the description of the API', () => {
  it('has a permission that exists on every route', () => {
    const known = ['public', 'signed-in', 'console', 'staff', ...ALL_PERMISSIONS];
    const undeclared = routes.filter(
      ({ permission }) => !permission || !permission.split(' | ').every((one) => known.includes(one)),
    );
    expect(undeclared.map(({ name }) => name)).toEqual([]);
    expect(routes.length).toBeGreaterThan(25);
  });

  it('opens without signing in only what must be open', () => {
    const open = routes
      .filter(({ permission }) => permission === 'public')
      .map(({ operation }) => operation.operationId);
    expect(open.sort()).toEqual([
      'cancelShopOrder',
      'checkShopCart',
      'createShopOrder',
      'forgetShopPassword',
      'getHealth',
      'getShop',
      'getShopLogo',
      'getShopOrder',
      'getShopPage',
      'getShopPicture',
      'getShopProduct',
      'hearBitrix24Event',
      'hearMoySklad',
      'listShopCategories',
      'listShopOptions',
      'listShopProducts',
      'obtainS2Token',
      'refreshS2Token',
      'refreshSession',
      'registerShopAccount',
      'resetShopPassword',
      'sendShopArtwork',
      'signIn',
      'signOut',
    ]);
  });

  it('opens to a customer of the shop the own account, session and conversations, and else only what is open to everybody', () => {
    const open = routes.filter((route) => opens(CUSTOMER_PERMISSIONS, route) && route.permission !== 'public');
    expect(open.map(({ path }) => path).filter((path) => !path.startsWith('/api/v1/shop/account'))).toEqual([
      '/api/v1/auth/me',
      '/api/v1/auth/sessions',
      '/api/v1/auth/sessions',
      '/api/v1/auth/sessions/{id}',
      '/api/v1/auth/password',
      // Files of messages.
      '/api/v1/files',
      '/api/v1/files/{id}',
      '/api/v1/files/{id}/content',
      '/api/v1/files/{id}/preview',
      // Of what is about the own orders, which rows decide.
      '/api/v1/messages',
      '/api/v1/messages',
      '/api/v1/conversations',
      '/api/v1/conversations/unread',
      '/api/v1/conversations/mark',
      '/api/v1/conversations/mark',
    ]);
    expect(
      routes.filter(
        ({ path, permission }) =>
          path.startsWith('/api/v1/shop/account') && permission !== 'public' && permission !== 'shop:account',
      ),
    ).toEqual([]);
  });

  it('opens to a supplier the own desk, imports, session and screen, and else only what is open to everybody', () => {
    const open = routes.filter((route) => opens(SUPPLIER_PERMISSIONS, route) && route.permission !== 'public');
    expect(open.map(({ operation }) => operation.operationId).sort()).toEqual(SUPPLIER_OPERATIONS);
  });

  it('answers without signing in with nothing but what is marked for the public, inside and out', () => {
    const insideOf = (type: Class): Class[] => [
      type,
      ...fieldsOf(type).flatMap((field) => (field.type ? insideOf(field.type()) : [])),
    ];
    const handlers = [...workshop.app.get(ModulesContainer).values()]
      .flatMap(({ controllers }) => [...controllers.values()])
      // What 1C reads are lines of text, which no description has: one-c.spec.ts.
      .filter(({ metatype }) => metatype !== OneCController)
      .flatMap(({ metatype }) => Object.values(Object.getOwnPropertyDescriptors(metatype?.prototype ?? {})))
      .map(({ value }): unknown => value)
      .filter((value): value is () => unknown => typeof value === 'function');
    const open = handlers.filter((handler) => Reflect.getMetadata(ACCESS, handler) === 'public');
    expect(open).toHaveLength(routes.filter(({ permission }) => permission === 'public').length);
    const answers = open.flatMap((handler) => {
      const answer = Reflect.getMetadata(ANSWER, handler) as Answer | 'file' | undefined;
      return answer && answer !== 'file' ? insideOf(answer.type) : [];
    });
    expect(answers.length).toBeGreaterThan(3);
    expect(answers.filter((type) => !isForPublic(type)).map(({ name }) => name)).toEqual([]);
  });

  it('names every operation once, with a summary and a tag', () => {
    const ids = routes.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      routes.filter(({ operation }) => !operation.summary || !operation.tags?.length).map(({ name }) => name),
    ).toEqual([]);
  });

  it('lists on every route its refusals and an example of the body and of the answer', () => {
    const lacking = routes.flatMap(({ name, permission, path, method, operation: { responses, requestBody } }) => {
      if (!path.startsWith('/api/v1/')) return [];
      const media = Object.entries(responses)
        .filter(([status]) => status.startsWith('2'))
        .flatMap(([, answer]) => Object.values(answer.content ?? {}));
      const needed = [
        '400',
        ...(permission === 'public' ? [] : ['401']),
        ...(permission === 'public' || permission === 'signed-in' ? [] : ['403']),
        ...(path.includes('{id}') ? ['404'] : []),
        ...(requestBody ? ['413', '415'] : []),
      ];
      return [
        ...needed.filter((status) => !responses[status]).map((status) => `${name} lacks ${status}`),
        ...[...media, ...Object.values(requestBody?.content ?? {})]
          .filter(({ example }) => example === undefined)
          .map(() => `${name} lacks an example`),
        ...(['POST', 'PATCH'].includes(method) && Object.keys(responses).every((status) => !status.startsWith('2'))
          ? [`${name} lacks its answer`]
          : []),
      ];
    });
    expect(lacking).toEqual([]);
  });

  it('gives of every field an example of its own type', () => {
    const typeOf = (value: unknown): string =>
      Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
    const odd = Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, { type, example }]) => type !== undefined && example !== undefined)
        .filter(([, { type, example }]) => {
          const is = typeOf(example);
          return ![type].flat().some((one) => one === is || (one === 'number' && is === 'integer'));
        })
        .map(([field, { type, example }]) => `${name}.${field}: ${String(type)}, ${JSON.stringify(example)}`),
    );
    expect(odd).toEqual([]);
  });

  it('describes every refusal in the form in which it is answered', () => {
    const forms = routes.flatMap(({ path, operation }) =>
      Object.entries(operation.responses)
        .filter(([status]) => Number(status) >= 400)
        .map(([, { content = {} }]) => `${path.startsWith('/api/v1/') ? 'own' : 'S2'}: ${Object.keys(content).join()}`),
    );
    expect(new Set(forms)).toEqual(new Set(['own: application/problem+json', 'S2: application/json']));
  });

  it('names every code of a refusal on some route, and no code that nothing answers', async () => {
    const documented = new Set(
      routes.flatMap(({ operation }) =>
        Object.values(operation.responses).flatMap(({ description = '' }) =>
          [...description.matchAll(/`([a-z_.]+)`/g)].map(([, code]) => code),
        ),
      ),
    );
    const folder = fileURLToPath(new URL('../src', import.meta.url));
    const names = (await readdir(folder, { recursive: true })).filter((file) => /(?<!spec)\.ts$/.test(file));
    const sources = await Promise.all(names.map((file) => readFile(join(folder, file), 'utf8')));
    // Made where it is refused, or said in a list of sentences by code.
    const made = /(?:Conflict|RuleBroken|new Failure|\d{3}:)\(?\s*'([a-z_.]+)'|^ +'([a-z_]+\.[a-z_]+)': '[A-Z]/gm;
    const answered = new Set(
      sources.flatMap((source) => [...source.matchAll(made)].map(([, code, listed]) => code ?? listed)),
    );
    const codes = Object.keys(ERROR_STATUS);
    expect(codes.filter((code) => !answered.has(code))).toEqual([]);
    const elsewhere = [...ANYWHERE, ...TOLD_LATER];
    expect(codes.filter((code) => !documented.has(code) && !elsewhere.includes(code))).toEqual([]);
  });

  it('gives examples of bodies that the fields accept', async () => {
    const admin = await workshop.asAdmin();
    for (const { method, path, name, operation } of routes.filter(
      ({ path }) => path.startsWith('/api/v1/') && !path.includes('/auth/'),
    )) {
      const body = operation.requestBody?.content['application/json']?.example;
      if (body === undefined) continue;
      const answer = await admin.send(method, fillPath(path, '0'.repeat(24)), body);
      expect({ name, status: answer.status, text: answer.status === 400 ? answer.text : '' }).not.toMatchObject({
        status: 400,
      });
    }
  });
});

describe('every route and every role', () => {
  it.each(Object.keys(ROLES))('open to %s is what the description says, and nothing else', async (role) => {
    const permissions = ROLES[role as keyof typeof ROLES];
    const caller = await as(role);
    // Without a session these answer 401 themselves, and one ends the caller's.
    const apart = ['refreshSession', 'signIn', 'signOut', 'obtainS2Token', 'refreshS2Token'];
    for (const route of routes.filter(({ operation }) => !apart.includes(operation.operationId))) {
      const answer = await caller.send(route.method, fillPath(route.path, 'f'.repeat(24)));
      const isOpen = opens(permissions, route);
      const refused = [401, 403].includes(answer.status);
      expect({ route: route.name, isOpen, refused }).toEqual({ route: route.name, isOpen, refused: !isOpen });
      if (!isOpen) expect(answer.status).toBe(permissions ? 403 : 401);
    }
  });

  it.each(['all areas', ...PERMISSION_AREAS] as const)(
    'open to a program with the scopes of %s is what the description says, and nothing else',
    async (area) => {
      const wanted = area === 'all areas' ? KEY_SCOPES : permissionsIn(area).filter(isKeyScope);
      const scopes = wanted.reduce<readonly Permission[]>(ticked, []);
      const program = await programWith(scopes);
      for (const route of routes.filter(({ permission }) => permission !== 'public')) {
        const { status } = await program.send(route.method, fillPath(route.path, 'f'.repeat(24)));
        const [isOpen, refused] = [opensToKey(scopes, route), [401, 403].includes(status)];
        expect({ route: route.name, isOpen, refused }).toEqual({ route: route.name, isOpen, refused: !isOpen });
      }
    },
    120_000,
  );

  it('are told apart with a token that is not one', async () => {
    for (const route of routes) {
      if (route.permission === 'public' || !route.path.startsWith('/api/v1/')) continue;
      const answer = await workshop.nobody.send(route.method, fillPath(route.path, client.id), undefined, {
        authorization: 'Bearer nonsense',
      });
      expect({ route: route.name, code: refusal(answer).code }).toEqual({ route: route.name, code: 'auth.required' });
    }
  });
});

/** What an answer calls its fields, at any depth; the same class is looked into once. */
function namesIn(schema: Schema | undefined, seen = new Set<string>()): string[] {
  if (!schema || (schema.$ref && seen.has(schema.$ref))) return [];
  if (schema.$ref) seen.add(schema.$ref);
  const { properties = {}, items, allOf = [] } = resolve(schema, schemas);
  const inner = [...Object.values(properties), ...allOf, ...(items ? [items] : [])];
  return [...Object.keys(properties), ...inner.flatMap((one) => namesIn(one, seen))];
}

/** Every way to ask a list: by each sort, each filter and each word that might betray a hidden value. */
function questions(route: Route): string[] {
  const answer = route.operation.responses['200']?.content?.['application/json']?.schema;
  const sorts = [...new Set([...namesIn(answer), ...SECRETS])].flatMap((name) => [`sort=${name}`, `sort=-${name}`]);
  const words = [...CONTACTS, ...PRICES, '+7 900', 'secret', 'Чужая', ...SECRETS].map(
    (word) => `q=${encodeURIComponent(word)}`,
  );
  const query = (route.operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const filters = query.flatMap(({ name, schema }) => {
    const { type, enum: choices, items } = resolve(schema, schemas);
    const values =
      choices ??
      resolve(items, schemas).enum ??
      (type === 'boolean'
        ? ['true', 'false']
        : [client.id, othersOrder.id, '2020-01-01T00:00:00Z', '2020-01-01', '1', SUM]);
    return values.map((value) => `${name}=${encodeURIComponent(String(value))}`);
  });
  const has = (name: string): boolean => query.some((parameter) => parameter.name === name);
  const places = [`Client&subjectId=${client.id}`, ...[order, othersOrder].map(({ id }) => `Order&subjectId=${id}`)];
  const items = ['', ...[ownPart, othersPart].map(({ itemId }) => `&itemId=${itemId}`)];
  const belongings = places.flatMap((place) => items.map((item) => `subject=${place}${item}`));
  return [
    '',
    ...(has('sort') ? sorts : []),
    ...(has('q') ? words : []),
    ...filters,
    ...(has('subjectId') ? belongings : []),
  ];
}

/** Every answer that a role or a program gets to any question, or to these, with where it came from. */
async function answersFor(
  who: string | Caller,
  isAsked: (question: string) => boolean = () => true,
): Promise<{ asked: string; text: string; total?: number }[]> {
  const caller = typeof who === 'string' ? await as(who) : who;
  const own = caller instanceof Session ? [caller.id] : [];
  const ids = [client.id, order.id, othersOrder.id, ownPart.id, othersPart.id, ...own, order.items[0]?.id ?? ''];
  const answers: { asked: string; text: string; total?: number }[] = [];
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    const known = route.path.includes('/files/') ? files : ids;
    const paths = route.path.includes('{') ? known.map((id) => fillPath(route.path, id)) : [route.path];
    for (const path of paths) {
      for (const question of questions(route).filter(isAsked)) {
        const asked = question ? `${path}?${question}` : path;
        const answer = await caller.get<{ total?: number } | undefined>(asked);
        expect({ asked, status: answer.status }).not.toMatchObject({ status: 500 });
        answers.push({ asked, text: answer.text, total: answer.status === 200 ? answer.body?.total : undefined });
        // However it is asked, it is refused all the same, or packed and not to be read here.
        if (!question && ([403, 404].includes(answer.status) || PACKED.test(path))) break;
      }
    }
  }
  return answers;
}

/** A refusal may repeat what was asked; an answer may not hold it. */
function leaks(answers: { asked: string; text: string }[], hidden: string[]): string[] {
  return answers
    .filter(({ text }) => !text.startsWith('{"type":"urn:verstak:'))
    .flatMap(({ asked, text }) =>
      hidden.filter((value) => text.includes(value)).map((value) => `${asked} shows ${value}`),
    );
}

describe('what a role may not see', () => {
  it('a master finds in no answer: no contacts, no prices, no clients, nothing of others', async () => {
    const answers = await answersFor('master');
    const hidden = [
      ...CONTACTS,
      ...PRICES,
      ...SECRETS,
      SECRET_FILE,
      'Видимая Компания',
      client.id,
      'Чужая вещь',
      othersOrder.id,
      othersPart.id,
      '"balance"',
      '"unitPrice"',
      '"total":1975',
    ];
    expect(
      leaks(
        answers,
        hidden.filter((value) => value !== client.id),
      ),
    ).toEqual([]);
    const found = answers.filter(
      ({ asked, total }) => asked.startsWith('/api/v1/parts?q=') && !asked.endsWith('=1') && total,
    );
    expect(found.map(({ asked }) => asked)).toEqual([]);
    expect(answers.some(({ text }) => text.includes('Своя вещь'))).toBe(true);
  }, 300_000);

  it('who reads orders and clients without prices and contacts finds neither', async () => {
    const answers = await answersFor('clerk');
    expect(leaks(answers, [...CONTACTS, ...PRICES, ...SECRETS])).toEqual([]);
    const guessed = answers.filter(
      ({ asked, total }) =>
        total && [...CONTACTS, ...PRICES].some((value) => asked.endsWith(`q=${encodeURIComponent(value)}`)),
    );
    expect(guessed.map(({ asked }) => asked)).toEqual([]);
    expect(answers.some(({ text }) => text.includes('Видимая Компания'))).toBe(true);
  }, 300_000);

  it('a program without the scopes for prices and contacts finds neither, and nothing that is said among people', async () => {
    const text = 'Сказано между своими';
    const said = { subject: 'Order', subjectId: order.id, text, mentions: [], isInternal: true, attachments: 0 };
    expect((await (await workshop.as('manager')).post('/messages', said)).status).toBe(201);
    const program = await programWith(['orders:read', 'clients:read', 'parts:read']);
    const isAsked = (question: string): boolean => !/^(sort|q)=/.test(question) || /^q=%2B7/.test(question);
    const answers = await answersFor(program, isAsked);
    expect(leaks(answers, [...CONTACTS, ...PRICES, ...SECRETS, text])).toEqual([]);
    for (const seen of ['Видимая Компания', 'Своя вещь'])
      expect([seen, answers.some((answer) => answer.text.includes(seen))]).toEqual([seen, true]);
  }, 300_000);

  it('even a manager and an administrator never see what is kept in the database alone', async () => {
    // What is not asked for by its name is in any answer or in none.
    const isAsked = (question: string): boolean => !question || SECRETS.some((name) => question.includes(name));
    for (const role of ['manager', 'admin']) expect(leaks(await answersFor(role, isAsked), SECRETS)).toEqual([]);
  }, 600_000);

  it('a customer finds on no route anything of another one, by id, number or key', async () => {
    const [one, other] = [await workshop.as('customer'), await workshop.another('customer')];
    const product = { name: 'Чужой торт', unit: 'шт', price: PRICE, isShown: true, options: [], questions: [] };
    const { id: productId } = (await (await workshop.as('manager')).post<{ id: string }>('/products', product)).body;
    const body = { name: 'Чужая', phone: PHONES[0], isAgreed: true, items: [{ productId, quantity: 2 }] };
    const { number, key } = (await other.post<{ number: number; key: string }>('/shop/orders', body)).body;
    // What the shop shows is everybody's; what was ordered of it is not.
    await (await workshop.as('manager')).post(`/products/${productId}/archive`, { isArchived: true });
    const [own] = (await other.get<{ items: { id: string }[] }>('/shop/account/orders')).body.items;
    expect(own?.id).toHaveLength(24);
    const open = routes.filter((route) => route.permission !== 'public' && opens(CUSTOMER_PERMISSIONS, route));
    const asked = open.filter(({ method, path }) => method === 'GET' || path.includes('{id}'));
    expect(asked.length).toBeGreaterThan(6);
    for (const { method, path, name } of asked) {
      for (const id of [own?.id ?? '', String(number), key, other.id]) {
        const { status, text } = await one.send(method, fillPath(path, id), method === 'GET' ? undefined : {});
        expect({ name, id, seen: /Чужой торт|Чужая|555-01-01/.test(text) }).toEqual({ name, id, seen: false });
        if (path.includes('{id}')) expect([name, [400, 404].includes(status)]).toEqual([name, true]);
      }
    }
  });

  it('a supplier finds on no route anything of another one, nor of what the workshop makes of the own offers', async () => {
    const [manager, one] = [await workshop.as('manager'), await workshop.as('supplier')];
    const other = await workshop.another('supplier', 'Чужой Поставщик');
    const { id: stockItemId } = (await manager.post<{ id: string }>('/stock', { name: 'Тайный склад', unit: 'шт' }))
      .body;
    const fields = { name: 'Чужой товар', unit: 'шт', price: PRICE, article: 'Ч-1' };
    const { id } = (await other.post<{ id: string }>('/offers', fields)).body;
    const { id: own } = (await one.post<{ id: string }>('/offers', { name: 'Свой товар', unit: 'шт' })).body;
    for (const offer of [id, own]) await manager.patch(`/offers/${offer}`, { stockItemId });
    const asked = async (supplierId: string, name: string, status = 'in_process'): Promise<string> => {
      const items = [{ stockItemId, name, quantity: 2 }];
      const body = { supplierId, orderId: order.id, items };
      const { body: request } = await manager.post<{ id: string }>('/requests', body);
      if (status !== 'draft') await manager.post(`/requests/${request.id}/status`, { status });
      return request.id;
    };
    const requestId = await asked(other.supplierId, 'Чужая заявка');
    const draftId = await asked(one.supplierId, 'Чужой черновик', 'draft');
    const ownRequest = await asked(one.supplierId, 'Своя заявка');
    const { id: importId } = (
      await other.send<{ id: string }>('POST', '/imports?kind=offers&name=Чужой.csv', 'Товар;Единица\nЧужой;шт', BYTES)
    ).body;
    const hidden = [...CONTACTS, ...PRICES, ...SECRETS, SECRET_FILE, 'Чужой', 'Видимая Компания', 'Тайный склад'];
    const answers = await answersFor('supplier');
    const inside = [stockItemId, other.supplierId, order.id, '"orderNumber"', '"receipts"', '"categoryId"', '"cost"'];
    expect(leaks(answers, [...hidden, ...inside])).toEqual([]);
    for (const seen of ['Свой товар', 'Своя заявка'])
      expect([seen, answers.some(({ text }) => text.includes(seen))]).toEqual([seen, true]);
    expect((await one.get(`/desk/requests/${ownRequest}`)).status).toBe(200);
    // Finding, sorting and filtering by what is hidden would tell as much.
    expect((await one.get<{ total: number }>('/offers?q=тайный')).body.total).toBe(0);
    const others = ['sort=stockItemName', `stockItemId=${stockItemId}`, `supplierId=${other.supplierId}`];
    for (const query of others)
      expect([query, [400, 403].includes((await one.get(`/offers?${query}`)).status)]).toEqual([query, true]);
    const open = routes.filter((route) => route.permission !== 'public' && opens(SUPPLIER_PERMISSIONS, route));
    for (const { method, path, name } of open.filter(({ path }) => path.includes('{id}')))
      for (const foreign of [id, importId, requestId, draftId, stockItemId, order.id, client.id, other.id, ...files]) {
        const { status, text } = await one.send(method, fillPath(path, foreign), method === 'GET' ? undefined : {});
        expect({ name, foreign, seen: /Чужой|Тайный/.test(text) }).toEqual({ name, foreign, seen: false });
        expect([name, [400, 404].includes(status)]).toEqual([name, true]);
      }
  }, 300_000);

  it('sorts nothing by a hidden field: the order of rows would tell', async () => {
    const clerk = await workshop.as('clerk');
    for (const asked of [
      '/clients?sort=phone',
      '/clients?sort=-balance',
      '/orders?sort=total',
      '/orders?sort=paid',
      '/clients?hasBalance=true',
    ]) {
      expect({ asked, status: [400, 403].includes((await clerk.get(asked)).status) }).toEqual({ asked, status: true });
    }
  });

  it('is not in what a conflict shows of it', async () => {
    await workshop.addRole('packer', ['orders:read', 'orders:write', 'clients:read', 'clients:write']);
    const [manager, packer] = [await workshop.as('manager'), await workshop.as('packer')];
    const client = await makeClient(manager, { phone: '+7 900 111-22-33' });
    await manager.patch(`/clients/${client.id}`, { phone: '+7 900 444-55-66', version: 1 });
    const phone = await packer.patch(`/clients/${client.id}`, { phone: '+7 900 777-88-99', version: 1 });
    expect([phone.status, refusal(phone).params?.['conflicts']]).toEqual([409, [{ field: 'phone' }]]);
    const order = await makeOrder(manager, { clientId: client.id });
    const id = order.items[0]?.id ?? '';
    await manager.patch(`/orders/${order.id}`, { items: [{ id, quantity: 7 }, line()], version: 1 });
    const removed = await packer.patch(`/orders/${order.id}`, { items: [{ id, isRemoved: true }], version: 1 });
    expect(removed.status).toBe(409);
    expect(removed.text).toContain('"quantity":2');
    expect(removed.text).not.toMatch(/unitPrice|discountPercent|"total"/);
  });

  it('reports nothing to who may not read the prices that reports are made of', async () => {
    const reports = ['sales', 'sales.csv', 'sales.xlsx'].map(
      (name) => `/reports/${name}?from=2026-01-01&to=2026-12-31`,
    );
    await workshop.addRole('counter', ['orders:read', 'orders:prices', 'reports:read']);
    // Made when a role could hold one without the other.
    await workshop.connection.model('Role').updateOne({ name: 'counter' }, { $pull: { permissions: 'orders:prices' } });
    await workshop.addRole('accountant', ['orders:prices', 'reports:read']);
    const [counter, accountant] = [await workshop.as('counter'), await workshop.as('accountant')];
    expect([counter.body.user.permissions, accountant.body.user.permissions.length]).toEqual([['orders:read'], 2]);
    for (const report of reports) {
      expect([report, (await counter.get(report)).status]).toEqual([report, 403]);
      expect([report, (await accountant.get(report)).status]).toEqual([report, 200]);
    }
  });

  it('whoever reads all parts works on own ones alone', async () => {
    const dispatcher = await workshop.as('dispatcher');
    expect((await dispatcher.get(`/parts/${othersPart.id}`)).status).toBe(200);
    const step = await dispatcher.post(`/parts/${othersPart.id}/step`, { action: 'start' });
    expect([step.status, refusal(step).params]).toEqual([403, { permission: 'work Part' }]);
  });

  it('a foreman finds the parts of every master in answers, and no order, client, contact or price', async () => {
    const answers = await answersFor('foreman');
    const hidden = [...CONTACTS, ...PRICES, ...SECRETS, 'Видимая Компания', '"balance"', '"unitPrice"', '"total":1975'];
    expect(leaks(answers, hidden)).toEqual([]);
    for (const seen of ['Своя вещь', 'Чужая вещь'])
      expect([seen, answers.some(({ text }) => text.includes(seen))]).toEqual([seen, true]);
  }, 300_000);

  it('a foreman plans parts and works on those of two masters, each of whom has the own ones alone', async () => {
    const [foreman, manager] = [await workshop.as('foreman'), await workshop.as('manager')];
    const masters = [await workshop.another('master'), await workshop.another('master')] as const;
    const orders = [];
    for (const { id } of masters) orders.push(await makeOrderInWork(manager, id));
    const parts = await Promise.all(orders.map(async ({ id }) => (await partsOf(manager, id))[0]?.id ?? ''));
    for (const [place, id] of parts.entries()) {
      const statuses = await Promise.all(masters.map(async (master) => (await master.get(`/parts/${id}`)).status));
      expect(statuses).toEqual(place ? [404, 200] : [200, 404]);
      for (const action of ['start', 'pause'])
        expect([action, (await foreman.post(`/parts/${id}/step`, { action })).status]).toEqual([action, 200]);
      const changed = await foreman.patch(`/parts/${id}`, { quantity: 9 });
      expect([changed.status, refusal(changed).code]).toEqual([409, 'part.of_order']);
      expect((await foreman.get(`/orders/${orders[place]?.id}`)).status).toBe(403);
    }
    const plan = { title: 'Сборка', quantity: 1, unit: 'шт', masterId: masters[0].id };
    const { body: root } = await foreman.post<PartBody>('/parts', plan);
    const { body: child } = await foreman.post<PartBody>('/parts', {
      ...plan,
      masterId: masters[1].id,
      parentId: root.id,
    });
    const start = { action: 'start', reason: 'Срочно' };
    expect([(await masters[0].post(`/parts/${root.id}/step`, start)).status, child.id.length]).toEqual([403, 24]);
    expect((await foreman.post(`/parts/${root.id}/step`, start)).status).toBe(200);
    expect((await masters[0].post(`/parts/${root.id}/step`, { action: 'finish' })).status).toBe(200);
    expect((await masters[1].patch(`/parts/${child.id}`, { title: 'Своя' })).status).toBe(403);
    expect((await foreman.patch(`/parts/${child.id}`, { title: 'Полка' })).status).toBe(200);
    expect((await foreman.delete(`/parts/${child.id}`)).status).toBe(204);
  });

  it('a master changes nothing of others, and cannot tell their parts from none', async () => {
    const master = await workshop.as('master');
    const steps = [
      ['step', { action: 'start' }],
      ['scrap', { quantity: 1, reason: 'other' }],
      ['note', { note: 'x' }],
    ] as const;
    const told = async (id: string, [tail, body]: (typeof steps)[number]): Promise<string> => {
      const { status, text } = await master.post(`/parts/${id}/${tail}`, body);
      return `${status} ${text.replaceAll(id, '…')}`;
    };
    for (const step of steps) {
      expect(await told(othersPart.id, step)).toBe(await told('f'.repeat(24), step));
      expect(await told(othersPart.id, step)).toMatch(/^404 /);
    }
    expect((await partsOf(await workshop.as('manager'), othersOrder.id))[0]).toEqual(othersPart);
  });
});
