import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import JSZip from 'jszip';
import { setTimeout as pause } from 'node:timers/promises';
import {
  catalogOf,
  documentBack,
  offersOf,
  OneCPlayer,
  playedGoods,
  type PlayedGood,
} from '../scripts/one-c-player.js';
import { Config } from '../src/platform/config/config.module.js';
import { refusal, type Session } from './caller.js';
import { line, makeClient, makeOrder, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';

interface ConnectionBody {
  id: string;
  login: string;
  newPassword: string;
  version: number;
  fault?: string;
  lastSuccessAt?: string;
}

interface ProductBody {
  id: string;
  name: string;
  article?: string;
  price: number;
  isArchived: boolean;
}

interface RowBody {
  state: string;
  subject: string;
  externalId?: string;
  documentId?: string;
  code?: string;
  faults?: { field: string; message: string; value?: string }[];
}

interface ExchangeBody {
  fault?: string;
  said?: string;
  counts: Record<'added' | 'changed' | 'unchanged' | 'sent' | 'conflicts' | 'refused', number>;
}

const STATUSES = [
  { ours: 'confirmed', theirs: 'Подтверждён' },
  { ours: 'ready', theirs: 'Готов к отгрузке' },
];

let workshop: TestWorkshop;
let admin: Session;
let connection: ConnectionBody;
let player: OneCPlayer;
/** The ids of the connections of one test. */
const connected: string[] = [];

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
});
afterAll(() => workshop.close());
beforeEach(async () => {
  connection = await connect();
  player = playerOf(connection);
});
// A workshop has twenty at most.
afterEach(async () => {
  for (const id of connected.splice(0)) await admin.delete(`/connections/${id}`);
});

/** A connection to 1C that is on, with its password. */
async function connect(fields: object = {}): Promise<ConnectionBody> {
  const made = await admin.post<ConnectionBody>('/connections', {
    name: '1С «Торговля»',
    kind: 'one_c',
    exchanges: [
      { subject: 'products', direction: 'in' },
      { subject: 'orders', direction: 'both' },
    ],
    fields: [],
    statuses: STATUSES,
    ...fields,
  });
  connected.push(made.body.id);
  const { body } = await admin.post<ConnectionBody>(`/connections/${made.body.id}/password`, {});
  const on = await admin.patch<ConnectionBody>(`/connections/${made.body.id}`, { isOn: true });
  if (on.status !== 200) throw new Error(`${made.text} ${on.text}`);
  return { ...body, ...on.body, newPassword: body.newPassword };
}

function playerOf({ login, newPassword }: ConnectionBody, url = workshop.url): OneCPlayer {
  return new OneCPlayer(url, login, newPassword);
}

let series = 0;

/** Goods that no other test has. */
function goodsOf(count: number): PlayedGood[] {
  return playedGoods(count, `s${(series += 1)}`);
}

/** The products of goods, of each the one that there is. */
async function productsOf(goods: readonly PlayedGood[]): Promise<ProductBody[]> {
  const articles = goods.map(({ article }) => article);
  const products = workshop.connection.collection<ProductBody>('products');
  const found = await products.find({ article: { $in: articles } }).toArray();
  expect(found.map(({ article }) => article).sort()).toEqual([...articles].sort());
  return goods.flatMap((good) => found.find(({ article }) => article === good.article) ?? []);
}

async function rowsOf(state: string, { id } = connection): Promise<RowBody[]> {
  return (await admin.get<PageBody<RowBody>>(`/connections/${id}/rows?state=${state}&pageSize=100`)).body.items;
}

async function lastExchange({ id } = connection): Promise<ExchangeBody | undefined> {
  return (await admin.get<PageBody<ExchangeBody>>(`/connections/${id}/exchanges`)).body.items[0];
}

async function countOf(name: string): Promise<number> {
  return workshop.connection.collection(name).countDocuments();
}

describe('signing in of 1C', () => {
  it('takes login and password, and gives a cookie that every process knows', async () => {
    const [state, name, token, sessid, timestamp] = await player.signIn('catalog');
    expect([state, name]).toEqual(['success', 'verstak_1c']);
    expect([token, sessid, timestamp].map((one) => one?.length ?? 0).every((length) => length > 10)).toBe(true);
    expect(await player.init('catalog')).toEqual([
      'zip=yes',
      'file_limit=1000000',
      expect.stringMatching(/^sessid=[0-9a-f]{32}$/),
      'version=2.08',
    ]);
  });

  it('refuses in words, with the status that 1C reads', async () => {
    const wrong = new OneCPlayer(workshop.url, connection.login, 'a wrong one');
    expect(await wrong.signIn('catalog')).toEqual(['failure', 'Неверный логин или пароль']);
    expect(await new OneCPlayer(workshop.url, '', '').signIn('catalog')).toEqual([
      'failure',
      'Сначала подключитесь: checkauth с логином и паролем обмена',
    ]);
    const nobody = new OneCPlayer(workshop.url, connection.login, connection.newPassword);
    expect((await nobody.importOnce('catalog', 'import.xml'))[0]).toBe('failure');
    await player.begin('catalog');
    for (const query of [
      { type: 'catalog', mode: 'query' },
      { type: 'catalog', mode: 'dance' },
      { type: 'dance', mode: 'init' },
      { type: 'catalog', mode: 'file' },
    ]) {
      expect((await player.ask(query))[0]).toBe('failure');
    }
  });

  it('slows down who guesses, as people are', async () => {
    const guesser = new OneCPlayer(workshop.url, connection.login, 'guess');
    const answers: string[][] = [];
    for (let count = 0; count < 8; count += 1) answers.push(await guesser.signIn('catalog'));
    expect(answers.at(-1)?.[1]).toMatch(/^Слишком много попыток, повторите через \d+ с$/);
    await workshop.connection.collection('signInAttempts').deleteMany({});
  });

  it('ends with the password, and where the connection is switched off', async () => {
    await player.begin('catalog');
    await admin.post(`/connections/${connection.id}/password`, {});
    expect((await player.init('catalog'))[0]).toBe('failure');
    const other = await connect();
    const its = playerOf(other);
    await its.begin('catalog');
    await admin.patch(`/connections/${other.id}`, { isOn: false });
    expect(await its.init('catalog')).toEqual(['failure', 'Обмен выключен в программе Verstak']);
    expect(await its.signIn('catalog')).toEqual(['failure', 'Обмен выключен в программе Verstak']);
  });
});

describe('goods of 1C', () => {
  it('a thousand come with prices and stock, and at the second time nothing changes', async () => {
    const goods = goodsOf(Number(process.env['GOODS'] ?? 1_000));
    expect(await player.exchangeGoods(goods)).toEqual(['success']);
    const some = [goods[0], goods[357], goods[999]].filter((good) => good !== undefined);
    const products = await productsOf(some);
    expect(products.map(({ name, price }) => [name, price])).toEqual(
      some.map(({ name, price }) => [name, Math.round(Number(price) * 100)]),
    );
    expect(await lastExchange()).toMatchObject({ counts: { added: 1_000, changed: 1_000, refused: 0 } });
    const journal = await countOf('journal');
    const journalBefore = await workshop.connection.collection('journal').countDocuments({ entity: 'Product' });
    expect(journal).toBeGreaterThan(1_000);
    expect(await player.exchangeGoods(goods)).toEqual(['success']);
    expect(await workshop.connection.collection('journal').countDocuments({ entity: 'Product' })).toBe(journalBefore);
    expect(await lastExchange()).toMatchObject({ counts: { added: 0, changed: 0, unchanged: 2_000, refused: 0 } });
    expect(await workshop.connection.collection('oneCPieces').countDocuments()).toBe(0);
  }, 240_000);

  it('come in an archive, in Windows-1251, and with pictures that are left', async () => {
    const goods = goodsOf(3);
    const zip = new JSZip();
    zip.file('import.xml', catalogOf(goods));
    zip.file('import_files/a.jpg', 'x'.repeat(1_000));
    const archive = await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
    await player.begin('catalog');
    expect(await player.send('catalog', 'v8_1.zip', archive, 100)).toEqual(['success']);
    expect(await player.sendPiece('catalog', 'import_files\\b.jpg', Buffer.from('y'))).toEqual(['success']);
    expect(await player.import('catalog', 'import.xml')).toEqual(['success']);
    expect(await productsOf(goods)).toHaveLength(3);
  });

  it.each([
    [
      'leads out of its folder',
      'file',
      async () => player.sendPiece('catalog', '..\\..\\import.xml', Buffer.from('x')),
    ],
    ['is empty', 'file', async () => player.sendPiece('catalog', 'import.xml', Buffer.alloc(0))],
    ['is longer than was said', 'file', async () => player.sendPiece('catalog', 'import.xml', Buffer.alloc(1_100_000))],
    ['was not sent', 'import', async () => player.import('catalog', 'other.xml')],
    [
      'leads out of its archive',
      'import',
      async () => {
        const zip = new JSZip().file('../../import.xml', 'x', { createFolders: false });
        await player.send('catalog', 'a.zip', await zip.generateAsync({ type: 'nodebuffer' }));
        return player.import('catalog', 'import.xml');
      },
    ],
  ])('a file that %s is refused', async (_, _mode, ask) => {
    await player.begin('catalog');
    const [state, words] = await ask();
    expect([state, (words ?? '').length > 10]).toEqual(['failure', true]);
  });

  it('are taken up to the place from which on their file is cut off, of another order or another encoding', async () => {
    const goods = goodsOf(200);
    const file = Buffer.from(catalogOf(goods));
    const middle = Math.floor(file.length / 2);
    await player.begin('catalog');
    await player.send('catalog', 'import.xml', file.subarray(0, middle));
    expect(await player.import('catalog', 'import.xml')).toEqual([
      'failure',
      expect.stringMatching(/^import\.xml, строка \d+: файл передан не до конца\. Обработано до этого места: \d+\.$/),
    ]);
    expect(await lastExchange()).toMatchObject({ fault: 'file', counts: { refused: 0 } });
    await player.init('catalog');
    await player.send('catalog', 'import.xml', Buffer.concat([file.subarray(middle), file.subarray(0, middle)]));
    expect((await player.import('catalog', 'import.xml'))[1]).toContain('это не XML');
    await player.init('catalog');
    const other = Buffer.from(catalogOf(goods).replace('UTF-8', 'windows-1251').replaceAll('Товар', 'Tovar'), 'latin1');
    await player.send('catalog', 'import.xml', other);
    expect((await player.import('catalog', 'import.xml'))[0]).toBe('failure');
    await player.init('catalog');
    await player.send('catalog', 'import.xml', file);
    expect(await player.import('catalog', 'import.xml')).toEqual(['success']);
    expect(await productsOf(goods)).toHaveLength(200);
    const { body } = await admin.get<ConnectionBody>(`/connections/${connection.id}`);
    expect([body.fault, typeof body.lastSuccessAt]).toEqual([undefined, 'string']);
  }, 120_000);

  it('are not there twice where a piece comes twice, or the whole exchange is begun anew', async () => {
    const goods = goodsOf(20);
    const file = Buffer.from(catalogOf(goods));
    await player.begin('catalog');
    for (let at = 0; at < file.length; at += 700) {
      for (let time = 0; time < 2; time += 1)
        expect(await player.sendPiece('catalog', 'import.xml', file.subarray(at, at + 700))).toEqual(['success']);
    }
    expect(await player.import('catalog', 'import.xml')).toEqual(['success']);
    expect(await player.import('catalog', 'import.xml')).toEqual(['success']);
    await player.init('catalog');
    await player.send('catalog', 'import.xml', file);
    expect(await player.import('catalog', 'import.xml')).toEqual(['success']);
    expect(await productsOf(goods)).toHaveLength(20);
    expect(await rowsOf('added')).toHaveLength(20);
  });

  it('that are characteristics stand in the log, and the others are taken', async () => {
    const [good, other] = goodsOf(2);
    if (!good || !other) throw new Error('No goods');
    await player.exchangeGoods([good, other]);
    const offers = offersOf([
      { ...good, id: `${good.id}#red` },
      { ...other, price: 'даром', stock: 9 },
    ]);
    await player.begin('catalog');
    await player.send('catalog', 'offers.xml', Buffer.from(offers));
    expect(await player.import('catalog', 'offers.xml')).toEqual(['success']);
    const faults = (await rowsOf('refused')).map(({ externalId, faults: [fault] = [] }) => [
      externalId,
      fault?.field,
      fault?.value,
    ]);
    expect(faults).toContainEqual([`${good.id}#red`, 'Ид', `${good.id}#red`]);
    expect(faults).toContainEqual([other.id, 'ЦенаЗаЕдиницу', 'даром']);
  });
});

describe('orders for 1C', () => {
  async function orderFor1C(fields: object = {}): Promise<OrderBody> {
    return makeOrder(admin, { status: 'confirmed', ...fields });
  }

  /** The orders as 1C is given them, once this is among them: what changes is gathered for a moment. */
  async function queried(text: string): Promise<string> {
    for (;;) {
      const query = await player.query();
      if (query.includes(text)) return query;
      await pause(50);
    }
  }

  it('are given until 1C has said that it has them, and again when they have changed since', async () => {
    const client = await makeClient(admin, { company: 'ООО «Заря»', phone: '+7 900 555-01-01' });
    const order = await orderFor1C({ clientId: client.id, items: [line(), line({ discountPercent: 10 })] });
    await player.begin('sale');
    const first = await queried(order.id);
    expect(first).toContain(`<Ид>${order.id}</Ид><Номер>${order.number}</Номер>`);
    expect(first).toContain('<Значение>Подтверждён</Значение>');
    expect(first).toContain('<ОфициальноеНаименование>ООО «Заря»</ОфициальноеНаименование>');
    // Without a confirmation it is given again, also at the next exchange.
    await player.begin('sale');
    expect(await player.query()).toContain(order.id);
    await admin.patch(`/orders/${order.id}`, { note: 'Изменён тем временем' });
    await workshop.followed();
    expect(await player.confirm()).toEqual(['success']);
    await queried('Изменён тем временем');
    expect(await player.confirm()).toEqual(['success']);
    expect(await player.query()).not.toContain('<Документ>');
    expect((await rowsOf('sent')).map(({ documentId }) => documentId)).toEqual([order.id, order.id]);
  });

  it('come back with the status that stands for one of ours, and change nothing else', async () => {
    const order = await orderFor1C();
    await player.begin('sale');
    const query = await queried(order.id);
    await player.confirm();
    const back = documentBack(query, order.id, { 'Статус заказа': 'Готов к отгрузке', Проведен: 'true' });
    expect(back).toContain('Готов к отгрузке');
    expect(await player.exchangeDocuments(back)).toEqual(['success']);
    const { body: ready } = await admin.get<OrderBody>(`/orders/${order.id}`);
    expect([ready.status, ready.items, ready.clientId]).toEqual(['ready', order.items, order.clientId]);
    await workshop.followed();
    await player.begin('sale');
    expect(await player.query()).not.toContain(order.id);
    // Older versions do not ask for it to be read.
    const another = documentBack(query, order.id, {
      'Дата оплаты по 1С': '2026-11-30',
      'Статус заказа': 'Готов к отгрузке',
    });
    expect(await player.exchangeDocuments(another, false)).toEqual(['success']);
    const { body: paid } = await admin.get<OrderBody>(`/orders/${order.id}`);
    expect([paid.status, paid.paid]).toEqual(['ready', order.total]);
  });

  it('that 1C tells of though its confirmation was lost, are not there twice', async () => {
    await admin.patch(`/connections/${connection.id}`, {
      exchanges: ['clients', 'orders'].map((subject) => ({ subject, direction: subject === 'orders' ? 'both' : 'in' })),
    });
    const order = await orderFor1C();
    await player.begin('sale');
    const query = await queried(order.id);
    const [orders, clients] = [await countOf('orders'), await countOf('clients')];
    const back = documentBack(query, order.id, { 'Статус заказа': 'Готов к отгрузке' });
    expect(await player.exchangeDocuments(back)).toEqual(['success']);
    expect([await countOf('orders'), await countOf('clients')]).toEqual([orders, clients]);
    expect((await admin.get<OrderBody>(`/orders/${order.id}`)).body.status).toBe('ready');
    // What was given at another visit is not confirmed by this one.
    const another = await orderFor1C();
    await queried(another.id);
    await player.begin('sale');
    await player.confirm();
    await queried(another.id);
  });

  it('that 1C has taken come with who ordered, with the prices that its sums tell', async () => {
    await admin.patch(`/connections/${connection.id}`, {
      exchanges: [
        { subject: 'clients', direction: 'in' },
        { subject: 'orders', direction: 'both' },
      ],
    });
    const file = `<КоммерческаяИнформация><Документ><Ид>from-1c</Ид><Номер>УТ-17</Номер><Дата>2026-11-30</Дата>
      <ХозОперация>Заказ товара</ХозОперация><Валюта>руб</Валюта><Сумма>1800.00</Сумма>
      <Контрагенты><Контрагент><Ид>who</Ид><Наименование>Петрова</Наименование><Роль>Покупатель</Роль>
        <Фамилия>Петрова</Фамилия><Имя>Анна</Имя></Контрагент></Контрагенты>
      <Товары><Товар><Наименование>Вывеска</Наименование><ЦенаЗаЕдиницу>1000</ЦенаЗаЕдиницу><Количество>2</Количество>
        <Сумма>1800</Сумма></Товар></Товары>
      <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>Подтверждён</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>
    </Документ></КоммерческаяИнформация>`;
    for (let time = 0; time < 2; time += 1) expect(await player.exchangeDocuments(file)).toEqual(['success']);
    const added = await rowsOf('added');
    expect(added.map(({ subject, externalId }) => [subject, externalId])).toEqual([
      ['orders', 'from-1c'],
      ['clients', 'who'],
    ]);
    const { body } = await admin.get<OrderBody>(`/orders/${added[0]?.documentId}`);
    expect(body).toMatchObject({ clientName: 'Петрова Анна', status: 'confirmed', total: 180_000 });
    expect(body.items).toMatchObject([{ title: 'Вывеска', quantity: 2, unitPrice: 90_000 }]);
  });

  it('stay as they are where the life of an order does not lead to what 1C says', async () => {
    const order = await orderFor1C();
    await player.begin('sale');
    const query = await queried(order.id);
    await player.confirm();
    await player.exchangeDocuments(documentBack(query, order.id, { Отменен: 'true' }));
    await player.exchangeDocuments(documentBack(query, order.id, { 'Статус заказа': 'Готов к отгрузке' }));
    expect((await admin.get<OrderBody>(`/orders/${order.id}`)).body.status).toBe('cancelled');
    expect((await rowsOf('refused')).map(({ externalId, code }) => [externalId, code])).toContainEqual([
      order.id,
      'order.transition',
    ]);
    await player.exchangeDocuments(documentBack(query, order.id, { 'Статус заказа': 'На Луне' }));
    expect((await rowsOf('refused'))[0]?.faults?.[0]).toMatchObject({ field: 'Статус заказа', value: 'На Луне' });
  });
});

describe('a file', () => {
  it('shows what a file would do before 1C sends it, and writes nothing', async () => {
    const bytes = { 'content-type': 'application/octet-stream' };
    const path = `/connections/${connection.id}/rehearse-file`;
    const before = (await admin.get<PageBody<ProductBody>>('/products')).body.total;
    const goods = Buffer.from(catalogOf(playedGoods(3, 'rehearsed')));
    const { body } = await admin.post<{ rows: { state: string; name?: string }[] }>(path, goods, bytes);
    expect(body.rows.map(({ state }) => state)).toEqual(['added', 'added', 'added']);
    expect((await admin.get<PageBody<ProductBody>>('/products')).body.total).toBe(before);
    const broken = await admin.post(path, Buffer.from('Это не XML'), bytes);
    expect([broken.status, refusal(broken).code]).toEqual([422, 'connection.file_unreadable']);
    const nowhere = await admin.post(`/connections/zz/rehearse-file`, goods, bytes);
    expect(nowhere.status).toBeLessThan(500);
  });
});

// The last one: what ends with the other application is shared by both.
describe('an exchange', () => {
  it('goes on at another process between any two steps, with the same outcome', async () => {
    const goods = goodsOf(30);
    const other = await TestWorkshop.on(workshop.app.get(Config).databaseUri);
    try {
      const players = [player, playerOf(connection, other.url)];
      await player.begin('catalog');
      Object.assign(players[1] ?? {}, { cookie: Reflect.get(player, 'cookie') as string, pieceBytes: 500 });
      const file = Buffer.from(catalogOf(goods));
      for (let at = 0, turn = 0; at < file.length; at += 500, turn += 1)
        await players[turn % 2]?.sendPiece('catalog', 'import.xml', file.subarray(at, at + 500));
      expect(await players[1]?.import('catalog', 'import.xml')).toEqual(['success']);
      await player.send('catalog', 'offers.xml', Buffer.from(offersOf(goods)));
      const both = await Promise.all(players.map((one) => one.import('catalog', 'offers.xml')));
      expect(both).toEqual([['success'], ['success']]);
      expect((await productsOf(goods)).map(({ price }) => price)).toEqual(
        goods.map(({ price }) => Math.round(Number(price) * 100)),
      );
      expect(await rowsOf('added')).toHaveLength(30);
    } finally {
      await other.close();
    }
  }, 120_000);
});
