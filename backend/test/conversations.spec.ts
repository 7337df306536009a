import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { refusal, type Answer, type Caller, type Session } from './caller.js';
import { makeOrder, type HistoryBody, type OrderBody, type PageBody } from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';
import { addFile, upload, type FileBody } from './uploads.js';

interface MessageBody {
  id: string;
  subject: string;
  subjectId: string;
  position: number;
  text?: string;
  authorId: string;
  authorName: string;
  side: string;
  isInternal: boolean;
  mentions: string[];
  attachments: number;
  files: FileBody[];
}

interface ListedBody {
  subjectId: string;
  number: number;
  name: string;
  text: string;
  unread: number;
  isInternal: boolean;
}

let workshop: TestWorkshop;
let manager: Session;
let colleague: Session;
let master: Session;
let customer: Session;
let stranger: Session;
let order: OrderBody;
let customersOrder: OrderBody;
let people = 0;
const sockets: Socket[] = [];

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  [manager, colleague, master] = [
    await workshop.as('manager'),
    await workshop.another('manager', 'Ольга'),
    await workshop.as('master'),
  ];
  const product = { name: 'Кружка', unit: 'шт', price: 90_000, isShown: true, options: [], questions: [] };
  const { id: productId } = (await manager.post<{ id: string }>('/products', product)).body;
  [customer, stranger] = [await register(), await register()];
  await customer.post('/shop/orders', { name: 'Анна', isAgreed: true, items: [{ productId, quantity: 1 }] });
  const [own] = (await customer.get<PageBody<OrderBody>>('/shop/account/orders')).body.items;
  customersOrder = (await manager.get<OrderBody>(`/orders/${own?.id}`)).body;
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await workshop.close();
});

async function register(): Promise<Session> {
  const email = `buyer${(people += 1)}@example.org`;
  await workshop.nobody.post('/shop/account', { email, name: 'Анна Петрова', language: 'ru', password: PASSWORD });
  return workshop.nobody.signIn(email, PASSWORD);
}

const about = (subjectId: string): string => `subject=Order&subjectId=${subjectId}`;

function write(by: Caller, subjectId: string, fields: object = {}, headers = {}): Promise<Answer<MessageBody>> {
  const body = { subject: 'Order', subjectId, text: 'Макет готов', mentions: [], isInternal: false, attachments: 0 };
  return by.post<MessageBody>('/messages', { ...body, ...fields }, headers);
}

async function said(by: Caller, subjectId: string, fields: object = {}): Promise<MessageBody> {
  const answer = await write(by, subjectId, fields);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

const list = async (by: Caller, subjectId: string, query = ''): Promise<MessageBody[]> =>
  (await by.get<MessageBody[]>(`/messages?${about(subjectId)}${query}`)).body;

const textsOf = (messages: readonly MessageBody[]): unknown[] => messages.map(({ text }) => text);

const stateOf = async (by: Caller, subjectId: string): Promise<{ unread: number; position: number }> =>
  (await by.get<{ unread: number; position: number }>(`/conversations/mark?${about(subjectId)}`)).body;

const conversationsOf = async (by: Caller, q = ''): Promise<ListedBody[]> =>
  (await by.get<ListedBody[]>(`/conversations?q=${encodeURIComponent(q)}`)).body;

/** A screen that looks at conversations, and what it has heard. */
class Listener {
  readonly messages: MessageBody[] = [];
  readonly hints: { entity: string; id: string }[] = [];
  readonly left: { subjectId: string }[] = [];

  private constructor(readonly socket: Socket) {
    socket.on('message', (message: MessageBody) => this.messages.push(message));
    socket.on('changed', (hint: { entity: string; id: string }) => this.hints.push(hint));
    socket.on('left', (place: { subjectId: string }) => this.left.push(place));
  }

  static async open({ url, accessToken }: Session): Promise<Listener> {
    const socket = io(url, {
      transports: ['websocket'],
      auth: { token: accessToken },
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    const listener = new Listener(socket);
    await new Promise<void>((resolve, reject) => socket.once('ready', () => resolve()).once('connect_error', reject));
    return listener;
  }

  join(subjectId: unknown, subject: unknown = 'Order'): Promise<{ code: string } | null> {
    return this.socket.timeout(10_000).emitWithAck('join', { subject, subjectId }) as Promise<{ code: string } | null>;
  }

  async heard(holds: () => boolean): Promise<boolean> {
    for (const end = Date.now() + 10_000; Date.now() < end && !holds();) await pause(10);
    return holds();
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a conversation', () => {
  it('has one order for all, is read in pages and as what was missed', async () => {
    order = await makeOrder(manager);
    for (let index = 1; index <= 7; index += 1)
      await said(index % 2 ? manager : colleague, order.id, { text: `${index}` });
    const all = await list(colleague, order.id);
    expect(textsOf(all)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(all[0]).toMatchObject({ authorName: manager.name, side: 'workshop', isInternal: false, files: [] });
    const positions = all.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    expect(textsOf(await list(manager, order.id, '&limit=3'))).toEqual(['5', '6', '7']);
    expect(textsOf(await list(manager, order.id, `&limit=2&before=${positions[4]}`))).toEqual(['3', '4']);
    expect(textsOf(await list(manager, order.id, `&after=${positions[4]}`))).toEqual(['6', '7']);
    expect(textsOf(await list(manager, order.id, `&limit=1&after=${positions[4]}`))).toEqual(['6']);
  });

  it('keeps one order where many write at once', async () => {
    const [busy, writers] = [
      await makeOrder(manager),
      [await workshop.another('manager'), await workshop.another('manager')],
    ];
    await Promise.all(
      Array.from({ length: 24 }, (_, index) => said(writers[index % 2] ?? manager, busy.id, { text: `${index}` })),
    );
    const positions = (await list(manager, busy.id)).map(({ position }) => position);
    expect([positions.length, new Set(positions).size]).toEqual([24, 24]);
  });

  it('is found in by words', async () => {
    const one = await makeOrder(manager);
    for (const text of ['Кружки упакованы', 'Жду макет', 'Макет у клиента']) await said(manager, one.id, { text });
    expect(textsOf(await list(colleague, one.id, `&q=${encodeURIComponent('макеты')}`))).toEqual([
      'Жду макет',
      'Макет у клиента',
    ]);
  });

  it('takes a message that is sent again only once', async () => {
    const one = await makeOrder(manager);
    const key = { 'idempotency-key': 'message-1' };
    const [first, again] = [await write(manager, one.id, {}, key), await write(manager, one.id, {}, key)];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await list(manager, one.id)).toHaveLength(1);
  });

  it('is in the journal without its text, and not in the history of the order', async () => {
    const one = await makeOrder(manager);
    const { id } = await said(manager, one.id, { text: 'Тайна переписки', mentions: [colleague.id] });
    const { text } = await (await workshop.asAdmin()).get(`/journal?entityId=${id}`);
    const { items } = JSON.parse(text) as PageBody<HistoryBody>;
    expect(items).toEqual([expect.objectContaining({ entity: 'Message', action: 'written' })]);
    expect(items[0]?.changes).toContainEqual({ path: 'mentions', after: [colleague.id] });
    expect(text).not.toContain('Тайна');
    const history = (await manager.get<PageBody<HistoryBody>>(`/orders/${one.id}/history`)).body.items;
    expect(history.map(({ entity }) => entity)).toEqual(['Order']);
  });

  it('refuses what is no message with what would be accepted', async () => {
    const one = await makeOrder(manager);
    const faults = [
      [{ text: '' }, 400, 'text'],
      [{ text: 'x'.repeat(4_001) }, 400, 'text'],
      [{ mentions: [master.id] }, 400, 'mentions'],
      [{ mentions: [customer.id] }, 400, 'mentions'],
      [{ attachments: 11 }, 400, 'attachments'],
      [{ subject: 'Client' }, 400, 'subject'],
    ] as const;
    for (const [fields, status, field] of faults) {
      const answer = await write(manager, one.id, fields);
      expect([answer.status, refusal(answer).errors?.[0]?.field]).toEqual([status, field]);
    }
    expect(await write(manager, one.id, { text: 'x'.repeat(2_000_000) })).toMatchObject({ status: 413 });
    expect(await list(manager, one.id)).toEqual([]);
  });

  it('slows down who floods it, and says for how long', async () => {
    const [flooder, one] = [await workshop.another('manager'), await makeOrder(manager)];
    const answers = await Promise.all(Array.from({ length: 40 }, () => write(flooder, one.id)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await list(manager, one.id)).toHaveLength(40 - refused.length);
  });

  it('names those whom a message can mention: who may read it', async () => {
    const one = await makeOrder(manager);
    const { body } = await manager.get<{ id: string }[]>(`/conversations/people?${about(one.id)}`);
    const ids = body.map(({ id }) => id);
    expect([ids.includes(colleague.id), ids.includes(master.id), ids.includes(customer.id)]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await customer.get(`/conversations/people?${about(customersOrder.id)}`)).status).toBe(403);
  });
});

describe('somebody who may not see what it is about', () => {
  it('neither reads nor writes, marks, or hears a conversation', async () => {
    const one = await makeOrder(manager);
    await said(manager, one.id);
    for (const who of [master, stranger, customer]) {
      const mark = { subject: 'Order', subjectId: one.id, position: 1 };
      const answers = [
        await who.get(`/messages?${about(one.id)}`),
        await write(who, one.id),
        await who.get(`/conversations/mark?${about(one.id)}`),
        await who.send('PUT', '/conversations/mark', mark),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect(await conversationsOf(who)).not.toContainEqual(expect.objectContaining({ subjectId: one.id }));
      expect(await (await Listener.open(who)).join(one.id)).toEqual({ code: 'not_found' });
    }
    expect((await workshop.nobody.get(`/messages?${about(one.id)}`)).status).toBe(401);
  });

  it('is let into no room by a guess, and not into more than there is use for', async () => {
    const listener = await Listener.open(master);
    const guesses = [order.id, 'x', '', null, { $ne: null }, customersOrder.id, [order.id]];
    for (const guess of guesses) expect(await listener.join(guess)).toEqual({ code: 'not_found' });
    for (const subject of ['Client', 'Message', '__proto__', 7]) {
      expect(await listener.join(order.id, subject)).toEqual({ code: 'not_found' });
    }
    for (let index = 0; index < 40; index += 1) await listener.join(order.id);
    expect(await listener.join(order.id)).toEqual({ code: 'request.too_many' });
    const office = await Listener.open(manager);
    const orders = await Promise.all(Array.from({ length: 21 }, () => makeOrder(manager)));
    const answers = [];
    for (const { id } of orders) answers.push(await office.join(id));
    expect(answers).toEqual([...Array.from({ length: 20 }, () => null), { code: 'request.too_many' }]);
  });

  it('is cut off with a megabyte', async () => {
    const listener = await Listener.open(manager);
    listener.socket.emit('join', { subject: 'Order', subjectId: 'x'.repeat(1_000_000) });
    expect(await listener.heard(() => !listener.socket.connected)).toBe(true);
  });
});

describe('a customer', () => {
  it('talks with the workshop about the own order', async () => {
    const one = await said(customer, customersOrder.id, { text: 'Когда будет готово?' });
    expect(one).toMatchObject({ side: 'customer' });
    // The order is nobody's yet: whoever may take it hears of it.
    for (const who of [manager, colleague])
      expect((await conversationsOf(who)).map(({ subjectId }) => subjectId)).toContain(customersOrder.id);
    await said(manager, customersOrder.id, { text: 'Завтра' });
    expect(textsOf(await list(customer, customersOrder.id))).toEqual(['Когда будет готово?', 'Завтра']);
    expect(await conversationsOf(customer)).toEqual([
      expect.objectContaining({ subjectId: customersOrder.id, text: 'Завтра', unread: 1 }),
    ]);
  });

  it('never learns of internal notes: not by the list, search, counts, the own conversations, a file or a screen', async () => {
    const [outside, inside] = [await Listener.open(customer), await Listener.open(manager)];
    expect([await outside.join(customersOrder.id), await inside.join(customersOrder.id)]).toEqual([null, null]);
    await customer.send('PUT', '/conversations/mark', {
      subject: 'Order',
      subjectId: customersOrder.id,
      position: Number.MAX_SAFE_INTEGER,
    });
    const note = await said(colleague, customersOrder.id, {
      text: 'Клиент торгуется',
      isInternal: true,
      attachments: 1,
    });
    const file = await addFile(colleague, { subject: 'Message', subjectId: note.id, name: 'тайна.txt' });
    expect(await inside.heard(() => inside.messages.some(({ files }) => files[0]?.id === file.id))).toBe(true);
    expect((await list(customer, customersOrder.id)).some(({ isInternal }) => isInternal)).toBe(false);
    expect(await list(customer, customersOrder.id, `&q=${encodeURIComponent('торгуется')}`)).toEqual([]);
    expect(await stateOf(customer, customersOrder.id)).toMatchObject({ unread: 0 });
    expect((await customer.get('/conversations/unread')).body).toEqual({ conversations: 0 });
    expect(await conversationsOf(customer)).toEqual([expect.objectContaining({ text: 'Завтра', isInternal: false })]);
    expect(await conversationsOf(customer, 'торгуется')).toEqual([]);
    expect((await customer.get(`/files?subject=Message&subjectId=${note.id}`)).status).toBe(403);
    expect((await customer.get(`/files/${file.id}/content`)).status).toBe(404);
    await pause(300);
    expect([outside.messages, outside.hints.filter(({ entity }) => entity !== 'Conversation')]).toEqual([[], []]);
    expect(await write(customer, customersOrder.id, { isInternal: true })).toMatchObject({ status: 403 });
    expect((await list(colleague, customersOrder.id)).filter(({ isInternal }) => isInternal)).toHaveLength(1);
    expect(await conversationsOf(colleague, 'торгуется')).toHaveLength(1);
    await said(manager, customersOrder.id, { text: 'Готово' });
    expect(await outside.heard(() => outside.messages.length > 0)).toBe(true);
    expect(textsOf(outside.messages)).toEqual(['Готово']);
  });

  it('leaves the room when the order is no longer theirs', async () => {
    const [outside, inside] = [await Listener.open(customer), await Listener.open(manager)];
    expect([await outside.join(customersOrder.id), await inside.join(customersOrder.id)]).toEqual([null, null]);
    await workshop.connection
      .collection('orders')
      .updateOne({ number: customersOrder.number }, { $unset: { customerId: '', shopEmail: '' } });
    await manager.patch(`/orders/${customersOrder.id}`, { note: 'другой хозяин' });
    expect(await outside.heard(() => outside.left.length > 0)).toBe(true);
    await said(manager, customersOrder.id, { text: 'Уже не вам' });
    expect(await inside.heard(() => inside.messages.length > 0)).toBe(true);
    expect([outside.messages, (await write(customer, customersOrder.id)).status]).toEqual([[], 404]);
  });
});

describe('what is unread', () => {
  it('is counted for each, of others alone, and the mark never goes back', async () => {
    const one = await makeOrder(manager);
    const messages = [];
    for (const text of ['а', 'б', 'в']) messages.push(await said(manager, one.id, { text }));
    const mark = (position: number): Promise<unknown> =>
      colleague.send('PUT', '/conversations/mark', { subject: 'Order', subjectId: one.id, position });
    expect([await stateOf(manager, one.id), await stateOf(colleague, one.id)]).toEqual([
      { position: 0, unread: 0 },
      { position: 0, unread: 3 },
    ]);
    await mark(messages[1]?.position ?? 0);
    await mark(messages[0]?.position ?? 0);
    expect(await stateOf(colleague, one.id)).toEqual({ position: messages[1]?.position, unread: 1 });
    await mark(Number.MAX_SAFE_INTEGER);
    expect(await stateOf(colleague, one.id)).toEqual({ position: messages[2]?.position, unread: 0 });
    await said(manager, one.id, { text: 'г' });
    expect(await stateOf(colleague, one.id)).toMatchObject({ unread: 1 });
  });

  it('is in the list of the conversations in which one takes part: wrote, was mentioned or is the manager', async () => {
    const [mine, named, others] = [await makeOrder(manager), await makeOrder(colleague), await makeOrder(colleague)];
    await said(colleague, mine.id, { text: 'вашему заказу' });
    await said(colleague, named.id, { text: `@${manager.name}, взгляните`, mentions: [manager.id] });
    await said(colleague, others.id, { text: 'только мне' });
    const own = await conversationsOf(manager);
    const managed = (await manager.get<{ managerId?: string }>(`/orders/${mine.id}`)).body.managerId;
    expect(own.slice(0, 1)).toEqual([
      expect.objectContaining({ subjectId: named.id, number: named.number, unread: 1, name: named.clientName }),
    ]);
    expect(own.some(({ subjectId }) => subjectId === others.id)).toBe(false);
    expect(own.some(({ subjectId }) => subjectId === mine.id)).toBe(managed === manager.id);
    expect((await conversationsOf(manager, String(named.number))).map(({ subjectId }) => subjectId)).toContain(
      named.id,
    );
    expect((await conversationsOf(manager, 'взгляните')).map(({ subjectId }) => subjectId)).toEqual([named.id]);
    const before = (await manager.get<{ conversations: number }>('/conversations/unread')).body.conversations;
    const listener = await Listener.open(manager);
    await said(colleague, named.id, { text: 'и ещё' });
    expect(
      await listener.heard(() => listener.hints.some(({ entity, id }) => entity === 'Conversation' && id === named.id)),
    ).toBe(true);
    await manager.send('PUT', '/conversations/mark', {
      subject: 'Order',
      subjectId: named.id,
      position: Date.now() + 60_000,
    });
    expect((await manager.get('/conversations/unread')).body).toEqual({ conversations: before - 1 });
  });
});

describe('a screen in a room', () => {
  // Whoever has written as much as the tests before have is slowed down.
  let writer: Session;
  beforeAll(async () => void (writer = await workshop.another('manager')));

  it('hears each message once, whole and in order, from its coming in until it leaves', async () => {
    const one = await makeOrder(manager);
    await said(writer, one.id, { text: 'до' });
    const listener = await Listener.open(colleague);
    expect(await listener.join(one.id)).toBeNull();
    for (let index = 0; index < 10; index += 1) await said(writer, one.id, { text: `${index}` });
    expect(await listener.heard(() => listener.messages.length === 10)).toBe(true);
    expect(textsOf(listener.messages)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(listener.messages[0]).toEqual((await list(colleague, one.id))[1]);
    listener.socket.emit('leave', { subject: 'Order', subjectId: one.id });
    await said(writer, one.id, { text: 'после' });
    await pause(300);
    expect(listener.messages).toHaveLength(10);
  });

  it('hears of the files of a message, which its author alone adds and removes', async () => {
    const one = await makeOrder(manager);
    const listener = await Listener.open(colleague);
    await listener.join(one.id);
    const message = await said(writer, one.id, { text: undefined, attachments: 1 });
    const file = await addFile(writer, { subject: 'Message', subjectId: message.id, name: 'эскиз.txt' });
    expect(await listener.heard(() => listener.messages.at(-1)?.files.length === 1)).toBe(true);
    expect((await list(colleague, one.id))[0]?.files).toEqual([
      expect.objectContaining({ name: 'эскиз.txt', id: file.id }),
    ]);
    expect((await upload(colleague, { subject: 'Message', subjectId: message.id }, 'x')).status).toBe(403);
    expect((await colleague.get(`/files/${file.id}/content`)).text).toBe('текст');
    expect((await master.get(`/files/${file.id}/content`)).status).toBe(404);
    await writer.delete(`/files/${file.id}`);
    expect(await listener.heard(() => listener.messages.at(-1)?.files.length === 0)).toBe(true);
  });
});

describe('a request', () => {
  it('is talked about by the workshop and its own supplier alone, who knows of no notes and has files of messages alone', async () => {
    const [own, other] = [
      await workshop.another('supplier', 'Керамика'),
      await workshop.another('supplier', 'Абразив'),
    ];
    const items = [{ name: 'Глина', unit: 'кг', quantity: 10, price: 4_500 }];
    const { id } = (await colleague.post<{ id: string }>('/requests', { supplierId: own.supplierId, items })).body;
    const about = { subject: 'SupplyRequest' };
    const read = (by: Caller): Promise<Answer<MessageBody[]>> =>
      by.get<MessageBody[]>(`/messages?subject=SupplyRequest&subjectId=${id}`);
    expect((await read(own)).status).toBe(404);
    await colleague.post(`/requests/${id}/status`, { status: 'in_process' });
    await said(colleague, id, { ...about, text: 'Везите в среду', attachments: 1 });
    const note = await said(colleague, id, { ...about, text: 'Дорого', isInternal: true, attachments: 1 });
    const listener = await Listener.open(own);
    expect([
      await listener.join(id, 'SupplyRequest'),
      await (await Listener.open(other)).join(id, 'SupplyRequest'),
    ]).toEqual([null, { code: 'not_found' }]);
    const answered = await said(own, id, { ...about, text: 'Привезём', attachments: 1 });
    expect(answered).toMatchObject({ side: 'supplier' });
    expect(textsOf((await read(own)).body)).toEqual(['Везите в среду', 'Привезём']);
    expect([(await read(other)).status, (await write(other, id, about)).status]).toEqual([404, 404]);

    const [open] = (await read(own)).body;
    const [theirs, hidden, mine] = [
      await addFile(colleague, { subject: 'Message', subjectId: open?.id ?? '' }),
      await addFile(colleague, { subject: 'Message', subjectId: note.id }),
      await addFile(own, { subject: 'Message', subjectId: answered.id }),
    ];
    const seen = async (by: Caller): Promise<number[]> => {
      const answers = [theirs, hidden, mine].map((file) => by.get(`/files/${file.id}/content`));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect([await seen(own), await seen(other), await seen(colleague)]).toEqual([
      [200, 404, 200],
      [404, 404, 404],
      [200, 200, 200],
    ]);
    expect((await upload(own, { subject: 'Message', subjectId: note.id }, 'x')).status).toBe(404);
    expect((await upload(own, { subject: 'Order', subjectId: order.id }, 'x')).status).toBe(404);
    expect((await own.delete(`/files/${theirs.id}`)).status).toBe(403);
    expect(await listener.heard(() => listener.messages.some(({ files }) => files[0]?.id === mine.id))).toBe(true);
    expect(textsOf(listener.messages)).not.toContain('Дорого');
    expect(await conversationsOf(own)).toEqual([expect.objectContaining({ subjectId: id, name: 'Керамика' })]);

    // Called back, it is the workshop’s own again.
    await colleague.post(`/requests/${id}/status`, { status: 'draft' });
    expect(await listener.heard(() => listener.left.length > 0)).toBe(true);
    expect([(await read(own)).status, (await seen(own))[0]]).toEqual([404, 404]);
  });
});
