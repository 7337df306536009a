import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import type { ParsedMail } from 'mailparser';
import { LetterSender } from '../src/outbox/letter-sender.js';
import { LetterSweeper } from '../src/outbox/letter-sweeper.js';
import { asSystem } from '../src/platform/access/caller.js';
import { refusal, type Session } from './caller.js';
import type { OrderBody, PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { startMailServer, type MailServer } from './mail-server.js';
import { until } from './until.js';

interface LetterBody {
  id: string;
  kind: string;
  state: string;
  to?: string;
  subject: string;
  fault?: string;
  answer?: string;
  server?: object;
  attempts?: number;
  dueAt?: string;
  text?: string;
}

let server: MailServer;
let workshop: TestWorkshop;
let admin: Session;
let productId: string;
/** What the server says to recipients, in place of taking them. */
let refuses: { code: number; said: string } | undefined;
let orders = 0;

beforeAll(async () => {
  server = await startMailServer({
    onRcptTo: (_address, _session, answer) =>
      answer(refuses && Object.assign(new Error(refuses.said), { responseCode: refuses.code })),
  });
  workshop = await TestWorkshop.open({
    SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    MAIL_FROM: 'zakaz@example.org',
    PUBLIC_URL: 'https://shop.example.org',
    WORKSHOP_NAME: 'Мастерская «Ёж»',
  });
  admin = await workshop.asAdmin();
  productId = (await admin.post<{ id: string }>('/products', PRODUCT)).body.id;
});
afterAll(async () => {
  await workshop.close();
  await server.stop();
});
afterEach(() => {
  refuses = undefined;
});

const PRODUCT = { name: 'Торт «Наполеон»', unit: 'шт', price: 180_000, isShown: true, options: [], questions: [] };

/** Somebody new orders two cakes. */
async function order(fields: object = {}): Promise<{ number: number; key: string; email: string }> {
  const email = `anna${(orders += 1)}@example.org`;
  const body = { name: 'Анна', email, isAgreed: true, items: [{ productId, quantity: 2 }], ...fields };
  const { status, body: made } = await workshop.nobody.post<{ number: number; key: string }>('/shop/orders', body);
  expect(status).toBe(201);
  return { ...made, email };
}

const arrivedAt = (address: string): ParsedMail[] =>
  server.letters.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address)));

/** The letters to somebody, as the administrator sees them. */
async function lettersTo(address: string): Promise<LetterBody[]> {
  const { body } = await admin.get<PageBody<LetterBody>>('/letters?pageSize=200');
  return body.items.filter(({ to }) => to === address);
}

/** The letter to somebody once it is as it should be. */
const letterTo = (address: string, fits: (letter: LetterBody) => boolean): Promise<LetterBody> =>
  until(async () => (await lettersTo(address)).find(fits));

/** Makes every letter due now. */
async function hurry(): Promise<void> {
  const bodies = workshop.connection.collection('letterBodies');
  await bodies.updateMany({ dueAt: { $exists: true } }, { $set: { dueAt: new Date() } });
  workshop.app.get(LetterSender).wake();
}

const ownOrder = async (number: number): Promise<OrderBody & { id: string }> => {
  const { body } = await admin.get<PageBody<OrderBody & { id: string }>>(`/orders?q=${number}`);
  const found = body.items.find((one) => one.number === number);
  if (!found) throw new Error(`There is no order ${number}`);
  return found;
};

describe('an order from the shop', () => {
  it('is confirmed by one letter in the language of the buyer, however often the consumer is run', async () => {
    const { number, key, email } = await order({ wishedDay: '2036-12-05', deliveryAddress: 'Тверь, Советская, 1' });
    const letter = await until(() => arrivedAt(email)[0]);
    expect(letter.subject).toBe(`Заказ № ${number} получен`);
    expect(letter.from?.value).toEqual([{ name: 'Мастерская «Ёж»', address: 'zakaz@example.org' }]);
    const text = letter.text?.replace(/\s/g, ' ');
    for (const said of ['1. Торт «Наполеон»', '2 шт × 1 800,00 ₽ = 3 600,00 ₽', 'Итого: 3 600,00 ₽'])
      expect(text).toContain(said);
    for (const said of ['5 декабря 2036 г.', 'Доставка: Тверь, Советская, 1']) expect(text).toContain(said);
    expect(letter.text).toContain(`\nhttps://shop.example.org/shop/orders/${key}\n`);
    const english = await order({ language: 'en' });
    expect((await until(() => arrivedAt(english.email)[0])).subject).toBe(`We have your order No. ${english.number}`);
    const consumers = workshop.connection.collection<{ _id: string }>('journalConsumers');
    await consumers.updateOne({ _id: 'order-letters' }, { $set: { position: 0 } });
    await workshop.followed();
    expect(await lettersTo(email)).toMatchObject([{ kind: 'order_received' }]);
    expect([arrivedAt(email).length, arrivedAt(english.email).length]).toEqual([1, 1]);
  });

  it('is written to where the buyer says, and to nobody who gives no address', async () => {
    const phone = '+7 913 765-43-21';
    await admin.post('/clients', { company: 'Ромашка', phone });
    const { email } = await order({ phone });
    await until(() => arrivedAt(email)[0]);
    const before = (await admin.get<PageBody<LetterBody>>('/letters')).body.total;
    await order({ phone, email: undefined });
    await workshop.followed();
    expect((await admin.get<PageBody<LetterBody>>('/letters')).body.total).toBe(before);
  });

  it('brings a letter once it is ready, unless that is taken back within a minute', async () => {
    const { number, email } = await order();
    const { id } = await ownOrder(number);
    for (const status of ['confirmed', 'ready']) await admin.post(`/orders/${id}/status`, { status });
    const first = await letterTo(email, ({ kind }) => kind === 'order_ready');
    expect(first).toMatchObject({ state: 'waiting', attempts: 0, subject: `Заказ № ${number} готов` });
    const { version } = await ownOrder(number);
    expect((await admin.post(`/orders/${id}/status/undo`, { version })).status).toBe(200);
    await letterTo(email, (letter) => letter.id === first.id && letter.state === 'dropped');
    await admin.post(`/orders/${id}/status`, { status: 'ready' });
    await letterTo(email, (letter) => letter.kind === 'order_ready' && letter.id !== first.id);
    await hurry();
    await until(() => arrivedAt(email)[1]);
    expect(arrivedAt(email).map(({ subject }) => subject)).toEqual([
      `Заказ № ${number} получен`,
      `Заказ № ${number} готов`,
    ]);
  });

  it('brings a letter when the workshop cancels it, and none when the customer does', async () => {
    const [theirs, own] = [await order(), await order()];
    const { id } = await ownOrder(theirs.number);
    await admin.post(`/orders/${id}/status`, { status: 'cancelled', reason: 'Нет крема' });
    await workshop.nobody.post(`/shop/orders/${own.key}/cancel`, {});
    await letterTo(theirs.email, ({ kind }) => kind === 'order_cancelled');
    await workshop.followed();
    await hurry();
    const letter = await until(() => arrivedAt(theirs.email)[1]);
    expect(letter.subject).toBe(`Заказ № ${theirs.number} отменён`);
    expect(letter.text).not.toContain('Нет крема');
    expect((await lettersTo(own.email)).map(({ kind }) => kind)).toEqual(['order_received']);
  });
});

describe('a letter', () => {
  it('waits while the server takes none, and arrives once when it does', async () => {
    refuses = { code: 450, said: 'too many letters' };
    const { email } = await order();
    const waiting = await letterTo(email, ({ fault }) => !!fault);
    expect(waiting).toMatchObject({ state: 'waiting', fault: 'mail.recipient_refused', attempts: 1 });
    expect(waiting.answer).toMatch(/^450 too many letters/);
    expect(waiting.server).toEqual({ host: '127.0.0.1', port: server.port, from: 'zakaz@example.org' });
    expect(Date.parse(waiting.dueAt ?? '')).toBeGreaterThan(Date.now());
    refuses = undefined;
    await hurry();
    expect(await letterTo(email, ({ state }) => state === 'sent')).not.toHaveProperty('fault');
    expect(arrivedAt(email)).toHaveLength(1);
  });

  it('bears the same id where it goes a second time, because nobody heard that it was taken', async () => {
    const { email } = await order();
    const { id } = await letterTo(email, ({ state }) => state === 'sent');
    // As the process had ended before it noted that.
    const [letters, bodies] = ['letters', 'letterBodies'].map((name) => workshop.connection.collection(name));
    const stored = await letters?.findOne({ subject: (await lettersTo(email))[0]?.subject ?? '' });
    await bodies?.insertOne({ _id: stored?._id, text: 'Ещё раз', attempts: 1, since: new Date(), dueAt: new Date() });
    await hurry();
    await until(() => arrivedAt(email)[1]);
    const ids = arrivedAt(email).map(({ messageId }) => messageId);
    expect(ids).toEqual([`<${id}@example.org>`, `<${id}@example.org>`]);
  });

  it('that is refused for good is sent again or dropped by the administrator, with the server’s reason', async () => {
    refuses = { code: 550, said: 'no such user' };
    const [one, other] = [await order(), await order()];
    const failed = await letterTo(one.email, ({ state }) => state === 'failed');
    expect(failed).toMatchObject({ fault: 'mail.recipient_refused' });
    expect(failed).not.toHaveProperty('dueAt');
    const second = await letterTo(other.email, ({ state }) => state === 'failed');
    expect((await admin.post<LetterBody>(`/letters/${second.id}/drop`, {})).body).toMatchObject({ state: 'dropped' });
    refuses = undefined;
    expect((await admin.post('/letters/send-again', {})).body).toEqual({ count: 1 });
    await until(() => arrivedAt(one.email)[0]);
    await letterTo(one.email, ({ state }) => state === 'sent');
    expect(arrivedAt(other.email)).toEqual([]);
    expect((await admin.post<LetterBody>(`/letters/${second.id}/send-again`, {})).body.state).toBe('waiting');
    await until(() => arrivedAt(other.email)[0]);
    await letterTo(other.email, ({ state }) => state === 'sent');
    for (const act of ['drop', 'send-again']) {
      const again = await admin.post(`/letters/${second.id}/${act}`, {});
      expect([again.status, refusal(again).code]).toEqual([409, 'letter.sent']);
    }
  });

  it('shows what it says to whoever may set passwords, and whom it is to where contacts may be read', async () => {
    refuses = { code: 550, said: 'no such user' };
    const { key, email } = await order();
    const { id } = await letterTo(email, ({ state }) => state === 'failed');
    expect((await admin.get<LetterBody>(`/letters/${id}`)).body.text).toContain(key);
    await workshop.addRole('caretaker', ['workshop:change', 'journal:read']);
    const caretaker = await workshop.another('caretaker');
    const seen = await caretaker.get<LetterBody>(`/letters/${id}`);
    expect(seen.body).toMatchObject({ state: 'failed', fault: 'mail.recipient_refused' });
    for (const field of ['to', 'text', 'answer']) expect(seen.body).not.toHaveProperty(field);
    const manager = await workshop.as('manager');
    expect((await manager.get('/letters')).status).toBe(403);
    const { text } = await admin.get('/journal?pageSize=200&entity=Letter');
    expect(text).toContain(email);
    expect(text).not.toContain(key);
  });

  it('goes after ninety days, and the journal still agrees with what is stored', async () => {
    const { email } = await order();
    await letterTo(email, ({ state }) => state === 'sent');
    const sweeper = workshop.app.get(LetterSweeper);
    const sweep = (days: number): Promise<void> =>
      asSystem('first start', () => sweeper.sweep(DateTime.now().plus({ days })));
    await sweep(89);
    expect(await lettersTo(email)).toHaveLength(1);
    await sweep(91);
    expect(await lettersTo(email)).toEqual([]);
    await workshop.followed();
    const { body } = await admin.get<{ faults: { entity?: string }[] }>('/journal/check');
    expect(body.faults.filter(({ entity }) => entity === 'Letter')).toEqual([]);
  });
});
