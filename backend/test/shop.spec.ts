import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import sharp from 'sharp';
import { LetterSweeper } from '../src/outbox/letter-sweeper.js';
import { asSystem } from '../src/platform/access/caller.js';
import { refusal, type Answer, type Session } from './caller.js';
import { makeClient, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { addFile, BYTES, fetchBytes, type FileBody } from './uploads.js';

interface ShopOrderBody {
  number: number;
  key: string;
  status: string;
  progress: number;
  total: number;
  isCancellable: boolean;
  items: { title: string; unitPrice: number; details: { name: string; value: string; price?: number }[] }[];
}

interface ArtworkBody {
  token: string;
  name: string;
  size: number;
}

interface Offered {
  id: string;
  name: string;
  price: number;
  options: { id: string; choices: { id: string }[] }[];
  questions: { id: string }[];
  pictures: { id: string }[];
  earliestDay: string;
}

let workshop: TestWorkshop;
let manager: Session;
let made = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

const NO_SERVER = { fault: 'mail.not_set_up', attempts: 0 };
const CONTACT = { name: 'Анна Петрова', phone: '+7 913 765-43-21', isAgreed: true };

async function makeProduct(fields: object = {}): Promise<Offered> {
  const body = {
    name: `Торт ${(made += 1)}`,
    unit: 'шт',
    price: 180_000,
    isShown: true,
    options: [
      {
        name: 'Размер',
        isRequired: true,
        choices: [
          { name: 'на 8', price: 0, minutesPerUnit: 0 },
          { name: 'на 12', price: 60_000, minutesPerUnit: 10 },
        ],
      },
    ],
    questions: [{ name: 'Надпись', kind: 'text', isRequired: true, maxLength: 40 }],
    ...fields,
  };
  const answer = await manager.post<Offered>('/products', body);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

/** What a customer orders of a product: the second size, with an inscription. */
function lineOf({ id, options, questions }: Offered, quantity = 1): object {
  const choice = options[0]?.choices[1]?.id;
  return {
    productId: id,
    quantity,
    ...(choice ? { choiceIds: [choice] } : {}),
    ...(questions[0] ? { answers: [{ questionId: questions[0].id, value: 'С днём рождения!' }] } : {}),
  };
}

async function order(...products: Offered[]): Promise<ShopOrderBody> {
  const body = { ...CONTACT, items: products.map((product) => lineOf(product)) };
  const answer = await workshop.nobody.post<ShopOrderBody>('/shop/orders', body);
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
  return answer.body;
}

describe('the shop', () => {
  it('tells everybody what the workshop has written for customers, and nothing else of it', async () => {
    const admin = await workshop.asAdmin();
    const { id } = (await admin.get<{ id: string }>('/workshop')).body;
    const square = { width: 40, height: 40, channels: 3, background: '#a04020' } as const;
    const [logo, other] = [
      await addFile(admin, { subject: 'Workshop', subjectId: id }, await sharp({ create: square }).png().toBuffer()),
      await addFile(admin, { subject: 'Workshop', subjectId: id }, await sharp({ create: square }).webp().toBuffer()),
    ];
    expect((await workshop.nobody.get('/shop/logo')).status).toBe(404);
    const said = {
      accent: '#8a1f4d',
      phone: '+7 913 000-00-01',
      openingHours: { monday: '09:00–18:00' },
      welcome: { ru: 'Здравствуйте' },
      pickUp: { en: 'The yard' },
    };
    const told = await admin.patch('/workshop', {
      ...said,
      logoId: logo.id,
      bankAccount: '40702810200000000001',
      pages: { privacy: { ru: 'Что мы храним' } },
    });
    expect({ status: told.status, text: told.text }).toMatchObject({ status: 200 });
    const { body, text } = await workshop.nobody.get<object>('/shop');
    expect(body).toMatchObject({ ...said, logo: { id: logo.id, width: 40, height: 40 }, pages: ['privacy'] });
    for (const hidden of ['40702810200000000001', 'Что мы храним', 'url']) expect(text).not.toContain(hidden);
    const page = await workshop.nobody.get('/shop/pages/privacy');
    expect(page.body).toEqual({ name: 'privacy', text: { ru: 'Что мы храним' } });
    for (const none of ['offer', 'constructor', '%00'])
      expect((await workshop.nobody.get(`/shop/pages/${none}`)).status).toBe(404);
    expect((await workshop.nobody.get('/shop/logo?size=small')).status).toBe(200);
    expect((await workshop.nobody.get(`/shop/pictures/${other.id}`)).status).toBe(404);
  });

  it('shows a visitor what is meant for customers, in its categories, and nothing else', async () => {
    const outer = (await manager.post<{ id: string }>('/categories', { name: 'Торты' })).body;
    const inner = (await manager.post<{ id: string }>('/categories', { name: 'Свадебные', parentId: outer.id })).body;
    const empty = (await manager.post<{ id: string }>('/categories', { name: 'Пустая' })).body;
    const shown = await makeProduct({ categoryId: inner.id, leadDays: 2, externalId: 'secret:1' });
    const hidden = await makeProduct({ isShown: false, categoryId: empty.id });
    const archived = await makeProduct();
    await manager.post(`/products/${archived.id}/archive`, { isArchived: true });
    for (const by of [workshop.nobody, manager]) {
      const list = await by.get<PageBody<Offered & { isFrom: boolean }>>(`/shop/products?categoryId=${outer.id}`);
      expect(list.body.items).toMatchObject([{ id: shown.id, isFrom: true, pictures: [] }]);
      expect(list.text).not.toContain('secret');
      const all = await by.get<PageBody<Offered>>('/shop/products');
      expect(all.body.items.map(({ id }) => id)).toEqual([shown.id]);
      for (const { id } of [hidden, archived]) expect((await by.get(`/shop/products/${id}`)).status).toBe(404);
      const categories = (await by.get<{ name: string }[]>('/shop/categories')).body.map(({ name }) => name);
      expect(categories).toEqual(['Торты', 'Свадебные']);
    }
    const page = await workshop.nobody.get<Offered>(`/shop/products/${shown.id}`);
    expect(page.body).toMatchObject({ name: shown.name, options: shown.options, questions: shown.questions });
    expect(page.body.earliestDay > new Date().toISOString().slice(0, 10)).toBe(true);
    expect((await workshop.nobody.get(`/products/${shown.id}`)).status).toBe(401);
  });

  it('is looked through by the choices of options within a category, with how many have each', async () => {
    const { id: categoryId } = (await manager.post<{ id: string }>('/categories', { name: 'По размеру' })).body;
    const option = (name: string, ...names: string[]): object => ({
      name,
      choices: names.map((choice) => ({ name: choice, price: 0, minutesPerUnit: 0 })),
    });
    const of = (options: object[], fields = {}): Promise<Offered> =>
      makeProduct({ categoryId, options, questions: [], ...fields });
    const small = await of([option('Размер', 'на 8'), option('Вкус', 'лимон & мята', 'вишня')]);
    const both = await of([option('Размер', 'на 8', 'на 12'), option('Вкус', 'вишня')]);
    const large = await of([option('Размер', 'на 12')]);
    await of([option('Размер', 'на 100')], { isShown: false });
    const asked = (choices: [string, string][]): string =>
      `categoryId=${categoryId}&${new URLSearchParams({ choices: new URLSearchParams(choices).toString() }).toString()}`;
    const found = async (...choices: [string, string][]): Promise<string[]> => {
      const { body } = await workshop.nobody.get<PageBody<Offered>>(`/shop/products?${asked(choices)}`);
      return body.items.map(({ id }) => id);
    };
    expect(await found(['Размер', 'на 8'])).toEqual([small.id, both.id]);
    expect(await found(['Размер', 'на 8'], ['Размер', 'на 12'])).toEqual([small.id, both.id, large.id]);
    expect(await found(['Размер', 'на 12'], ['Вкус', 'вишня'])).toEqual([both.id]);
    expect(await found(['Вкус', 'лимон & мята'])).toEqual([small.id]);
    expect(await found(['Вкус', 'на 8'])).toEqual([]);
    const options = async (...choices: [string, string][]): Promise<unknown> =>
      (await workshop.nobody.get(`/shop/options?${asked(choices)}`)).body;
    const counted = (name: string, ...choices: [string, number][]): object => ({
      name,
      choices: choices.map(([choice, count]) => ({ name: choice, count })),
    });
    expect(await options()).toEqual([
      counted('Вкус', ['вишня', 2], ['лимон & мята', 1]),
      counted('Размер', ['на 8', 2], ['на 12', 2]),
    ]);
    // Other choices of the same option stay as many as they are.
    expect(await options(['Вкус', 'лимон & мята'], ['Вкус', 'малина'])).toEqual([
      counted('Вкус', ['вишня', 2], ['лимон & мята', 1], ['малина', 0]),
      counted('Размер', ['на 8', 1]),
    ]);
    expect((await workshop.nobody.get('/shop/options')).body).toEqual([]);
    const many = Array.from({ length: 21 }, (_, index): [string, string] => ['Размер', String(index)]);
    for (const path of ['products', 'options'])
      expect(refusal(await workshop.nobody.get(`/shop/${path}?${asked(many)}`)).code).toBe('request.validation');
  });

  it('shows pictures of what it shows to everybody, and of nothing else', async () => {
    const [shown, hidden] = [await makeProduct(), await makeProduct({ isShown: false })];
    const grey = { width: 40, height: 30, channels: 3, background: '#888' } as const;
    const bytes = await sharp({ create: grey }).png().toBuffer();
    const [seen, unseen] = [
      await addFile(manager, { subject: 'Product', subjectId: shown.id }, bytes),
      await addFile(manager, { subject: 'Product', subjectId: hidden.id }, bytes),
    ];
    const page = await workshop.nobody.get<Offered>(`/shop/products/${shown.id}`);
    expect(page.body.pictures).toEqual([{ id: seen.id, width: 40, height: 30 }]);
    expect((await workshop.nobody.get(`/shop/pictures/${seen.id}?size=small`)).status).toBe(200);
    expect((await workshop.nobody.get(`/shop/pictures/${unseen.id}`)).status).toBe(404);
    expect((await workshop.nobody.get(`/files/${seen.id}`)).status).toBe(401);
    expect((await workshop.nobody.get(`/files/${seen.id}/preview`)).status).toBe(401);
  });

  it('shows the pictures of a product in its order, each with what it shows', async () => {
    const product = await makeProduct();
    const grey = { width: 4, height: 3, channels: 3, background: '#888' } as const;
    const bytes = await sharp({ create: grey }).png().toBuffer();
    const place = { subject: 'Product', subjectId: product.id };
    const files: FileBody[] = [];
    for (let index = 0; index < 3; index += 1) files.push(await addFile(manager, place, bytes));
    const [one, two, three] = files.map(({ id }) => id);
    const alt = 'Торт с ягодами';
    expect(await manager.patch(`/files/${three}`, { alt, version: 1 })).toMatchObject({ status: 200, body: { alt } });
    await manager.patch(`/products/${product.id}`, { pictureIds: [three, product.id, one] });
    const shown = await workshop.nobody.get<Offered>(`/shop/products/${product.id}`);
    expect(shown.body.pictures).toMatchObject([{ id: three, alt }, { id: one }, { id: two }]);
    expect(shown.body.pictures[1]).not.toHaveProperty('alt');
    const list = await workshop.nobody.get<PageBody<Offered>>(`/shop/products?q=${encodeURIComponent(product.name)}`);
    expect(list.body.items[0]?.pictures).toMatchObject([{ id: three, alt }]);
    const stale = await manager.patch(`/files/${three}`, { alt: 'Торт', version: 1 });
    expect([stale.status, refusal(stale).code]).toEqual([409, 'conflict.version']);
    const master = await workshop.as('master');
    expect((await master.patch(`/files/${one}`, { alt })).status).toBe(404);
    const history = await manager.get<PageBody<object>>(`/products/${product.id}/history`);
    expect(history.body.items).toContainEqual(
      expect.objectContaining({ entity: 'File', action: 'changed', changes: [{ path: 'alt', after: alt }] }),
    );
    expect((await manager.patch<FileBody>(`/files/${three}`, { alt: null })).body).not.toHaveProperty('alt');
  });

  it('takes an order at its own price, which stands with the managers at once and is seen by its key', async () => {
    const product = await makeProduct();
    const taken = await order(product);
    expect(taken).toMatchObject({
      status: 'draft',
      total: 240_000,
      isCancellable: true,
      items: [
        { title: product.name, unitPrice: 240_000, details: [{ value: 'на 12' }, { value: 'С днём рождения!' }] },
      ],
    });
    const found =
      await manager.get<PageBody<OrderBody & { isFromShop: boolean; id: string }>>('/orders?isFromShop=true');
    const own = found.body.items.find(({ number }) => number === taken.number);
    expect(own).toMatchObject({ isFromShop: true, clientName: 'Анна Петрова', total: 240_000 });
    expect(found.text).not.toContain(taken.key);
    const seen = await workshop.nobody.get<ShopOrderBody>(`/shop/orders/${taken.key}`);
    expect(seen.body).toEqual(taken);
    expect(seen.text).not.toMatch(/Анна|913/);
    for (const key of ['1', taken.key.slice(0, -1), `${taken.number}`])
      expect((await workshop.nobody.get(`/shop/orders/${key}`)).status).toBe(404);
    const history = await manager.get(`/orders/${own?.id}/history`);
    expect(history.text).not.toContain(taken.key);
  });

  it('finds a client again by phone or e-mail, however they are written', async () => {
    const client = await makeClient(manager, {
      company: 'Ромашка',
      phone: '8 (913) 111-22-33',
      email: 'Zakaz@Romashka.ru',
    });
    const product = await makeProduct();
    for (const contact of [{ phone: '+79131112233' }, { email: 'zakaz@romashka.ru' }]) {
      const body = { name: 'Пётр', isAgreed: true, ...contact, items: [lineOf(product)] };
      const { status, body: taken } = await workshop.nobody.post<ShopOrderBody>('/shop/orders', body);
      expect(status).toBe(201);
      const orders = await manager.get<PageBody<OrderBody>>(`/orders?clientId=${client.id}`);
      expect(orders.body.items.map(({ number }) => number)).toContain(taken.number);
    }
  });

  it('refuses by field what is missing, not offered, or too soon', async () => {
    const product = await makeProduct({ leadDays: 3 });
    const [hidden, line] = [await makeProduct({ isShown: false }), lineOf(product)];
    for (const [fields, status, field] of [
      [{ phone: undefined }, 400, 'phone'],
      [{ isAgreed: false }, 400, 'isAgreed'],
      [{ items: [] }, 400, 'items'],
      [{ items: [{ productId: product.id, quantity: 1 }] }, 400, 'items.0'],
      [{ items: [{ ...line, choiceIds: ['66f0c2a7e1b2c3d4e5f60718'] }] }, 400, 'items.0.choiceIds.0'],
      [{ items: [{ ...line, unitPrice: 1 }] }, 400, 'items.0.unitPrice'],
      [{ items: [lineOf(hidden)] }, 404, undefined],
      [{ wishedDay: '2020-01-01' }, 400, 'wishedDay'],
    ] as const) {
      const answer = await workshop.nobody.post('/shop/orders', { ...CONTACT, items: [line], ...fields });
      expect([answer.status, refusal(answer).errors?.[0]?.field]).toEqual([status, field]);
    }
  });

  it('sells as much at a time as the product says, at its price', async () => {
    const none = { options: [], questions: [] };
    const cake = await makeProduct({ ...none, unit: 'кг', leastQuantity: 1, quantityStep: 0.5, price: 99_999 });
    const plate = await makeProduct({ ...none, unit: 'порция' });
    for (const [product, quantity, status] of [
      [cake, 0.5, 400],
      [cake, 1.2, 400],
      [cake, 1.5, 201],
      [plate, 1.5, 400],
      [plate, 3, 201],
    ] as const) {
      const answer = await workshop.nobody.post('/shop/orders', { ...CONTACT, items: [lineOf(product, quantity)] });
      expect([quantity, answer.status]).toEqual([quantity, status]);
      if (status === 400) expect(refusal(answer).errors).toMatchObject([{ field: 'items.0.quantity', rule: 'step' }]);
      // Half a minor unit is rounded up.
      else if (product === cake) expect(answer.body).toMatchObject({ total: 149_999 });
    }
    const message = refusal(
      await workshop.nobody.post('/shop/orders', { ...CONTACT, items: [lineOf(cake, 1.2)] }),
    ).detail;
    expect(message).toContain('1 кг or more, by 0.5');
    const shown = await workshop.nobody.get(`/shop/products/${cake.id}`);
    expect(shown.body).toMatchObject({ leastQuantity: 1, quantityStep: 0.5 });
  });

  it('cancels while nothing is begun, and never afterwards', async () => {
    const product = await makeProduct();
    const first = await order(product);
    const cancelled = await workshop.nobody.post<ShopOrderBody>(`/shop/orders/${first.key}/cancel`, {});
    expect(cancelled.body).toMatchObject({ status: 'cancelled', isCancellable: false });
    const second = await order(product);
    const found = await manager.get<PageBody<OrderBody>>(`/orders?q=${second.number}`);
    const own = found.body.items.find(({ number }) => number === second.number);
    const master = await workshop.another('master');
    const assignments = [{ itemId: own?.items[0]?.id, masterId: master.id }];
    await manager.post(`/orders/${own?.id}/status`, { status: 'confirmed' });
    const begun = await manager.post(`/orders/${own?.id}/status`, { status: 'in_production', assignments });
    expect(begun.status).toBe(200);
    const late = await workshop.nobody.post(`/shop/orders/${second.key}/cancel`, {});
    expect([late.status, refusal(late).code]).toEqual([409, 'order.closed']);
  });

  describe('artwork', () => {
    const LOGO = { name: 'Макет', kind: 'file', isRequired: true };

    async function send(bytes: string | Uint8Array = 'макет', name = 'логотип.txt'): Promise<Answer<ArtworkBody>> {
      const body = typeof bytes === 'string' ? bytes : Uint8Array.from(bytes);
      return workshop.nobody.send('POST', `/shop/artwork?${new URLSearchParams({ name })}`, body, BYTES);
    }

    function bodyOf({ id, questions }: Offered, ...tokens: string[]): object {
      const items = tokens.map((value) => {
        const answers = value ? [{ questionId: questions[0]?.id, value }] : [];
        return { productId: id, quantity: 1, answers };
      });
      return { ...CONTACT, items };
    }

    it('is sent before there is an order, and becomes a file of the item that names its token', async () => {
      const product = await makeProduct({ options: [], questions: [LOGO] });
      const grey = { width: 40, height: 30, channels: 3, background: '#888' } as const;
      const bytes = await sharp({ create: grey }).png().toBuffer();
      const [logo, text] = [(await send(bytes, 'логотип.png')).body, (await send('<svg onload="x()"/>', 'a.svg')).body];
      expect(logo).toEqual({ token: expect.stringMatching(/^[\w-]{32}$/), name: 'логотип.png', size: bytes.length });
      const answer = await workshop.nobody.post<ShopOrderBody>('/shop/orders', bodyOf(product, logo.token, text.token));
      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
      expect(answer.body.items.map(({ details }) => details[0]?.value)).toEqual(['логотип.png', 'a.svg']);
      expect(answer.text).not.toContain(logo.token);
      const found = await manager.get<PageBody<OrderBody>>(`/orders?q=${answer.body.number}`);
      const own = found.body.items.find(({ number }) => number === answer.body.number);
      const files = await manager.get<FileBody[]>(`/files?subject=Order&subjectId=${own?.id}`);
      expect(files.body).toMatchObject([
        { name: 'логотип.png', itemId: own?.items[0]?.id, hasPreview: true, mediaType: 'image/png', width: 40 },
        { name: 'a.svg', itemId: own?.items[1]?.id, hasPreview: false },
      ]);
      expect(files.body[0]).not.toHaveProperty('uploaderName');
      const [shownBytes, drawing] = await Promise.all(
        files.body.map(({ id }) => fetchBytes(manager, `/files/${id}/content?isInline=true`)),
      );
      expect(shownBytes?.bytes.equals(bytes)).toBe(true);
      expect(drawing?.headers.get('content-disposition')).toMatch(/^attachment/);
      const history = await manager.get<PageBody<{ actor: { address?: string } }>>(
        `/files/${files.body[0]?.id}/history`,
      );
      expect(history.body.items).toMatchObject([{ action: 'added', actor: { reason: 'an order from the shop' } }]);
      const admin = await workshop.asAdmin();
      const journal = await admin.get<PageBody<object>>('/journal?action=added');
      expect(journal.body.items).toContainEqual(
        expect.objectContaining({
          params: { file: 'логотип.png' },
          actor: { name: 'visitor', via: 'console', address: expect.any(String) },
        }),
      );
      // Each serves once, also where it is named twice at a time.
      const again = await workshop.nobody.post('/shop/orders', bodyOf(product, logo.token));
      expect([again.status, refusal(again).errors?.[0]]).toMatchObject([
        400,
        { field: 'items.0.answers.0.value', rule: 'isSent' },
      ]);
      const once = (await send()).body.token;
      const twice = await workshop.nobody.post('/shop/orders', bodyOf(product, once, once));
      expect([twice.status, refusal(twice).errors?.[0]]).toMatchObject([
        400,
        { field: 'items.1.answers.0.value', rule: 'arrayUnique' },
      ]);
      const both = await Promise.all(
        [1, 2].map(async () => workshop.nobody.post('/shop/orders', bodyOf(product, once))),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([201, 400]);
    });

    it('is a file that was sent, within a day, where a file is asked for', async () => {
      const product = await makeProduct({ options: [], questions: [LOGO] });
      const refused = async (...tokens: string[]): Promise<unknown> =>
        refusal(await workshop.nobody.post('/shop/orders', bodyOf(product, ...tokens))).errors?.[0]?.rule;
      expect(await refused('логотип.png')).toBe('isSent');
      expect(await refused('')).toBe('isDefined');
      const { token } = (await send()).body;
      await workshop.connection
        .collection<{ _id: string }>('shopArtwork')
        .updateOne({ _id: token }, { $set: { sentAt: new Date(Date.now() - 24 * 3_600_000) } });
      expect(await refused(token)).toBe('isSent');
    });

    it('is nothing that runs, and is read back by nobody', async () => {
      const program = Buffer.concat([Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), Buffer.alloc(100)]);
      const before = await workshop.connection.collection('contents.files').countDocuments();
      for (const [bytes, name, status, field] of [
        [program, 'a.pdf', 400, 'body'],
        ['', 'a.pdf', 400, 'body'],
        ['макет', '../a.pdf', 400, 'name'],
      ] as const) {
        const answer = await send(bytes, name);
        expect([name, answer.status, refusal(answer).errors?.[0]?.field]).toEqual([name, status, field]);
      }
      const large = await workshop.nobody.send(
        'POST',
        '/shop/artwork?name=a.txt',
        'x'.repeat(25 * 1024 * 1024 + 1),
        BYTES,
      );
      expect([large.status, refusal(large).code]).toEqual([413, 'request.too_large']);
      expect(await workshop.connection.collection('contents.files').countDocuments()).toBe(before);
      const { token } = (await send()).body;
      for (const path of [`/shop/artwork/${token}`, `/shop/pictures/${token}`, `/files/${token}`])
        expect((await workshop.nobody.get(path)).status).toBeGreaterThanOrEqual(400);
    });

    it('of one network waits in small numbers', async () => {
      const waiting = { name: 'a', network: '127.0.0.1', sentAt: new Date(), content: { size: 1 } };
      const collection = workshop.connection.collection<{ _id: string }>('shopArtwork');
      await collection.insertMany(Array.from({ length: 50 }, (_, index) => ({ ...waiting, _id: `many-${index}` })));
      const answer = await send();
      expect([answer.status, refusal(answer).code]).toEqual([429, 'request.too_many']);
      await collection.deleteMany({ _id: /^many-/ });
      expect((await send()).status).toBe(201);
    });
  });

  it('keeps letters for the administrator where no mail server is set up, and gives them up after three days', async () => {
    const email = 'anna.petrova@example.org';
    const product = await makeProduct({ options: [], questions: [] });
    const body = { name: 'Анна', email, isAgreed: true, items: [lineOf(product)] };
    const { body: taken } = await workshop.nobody.post<ShopOrderBody>('/shop/orders', body);
    await workshop.followed();
    const admin = await workshop.asAdmin();
    const letterNow = async (): Promise<object> => {
      const { body: letters } = await admin.get<PageBody<{ to: string; id: string }>>('/letters');
      const { id } = letters.items.find(({ to }) => to === email) ?? {};
      return (await admin.get<object>(`/letters/${id}`)).body;
    };
    const text = expect.stringContaining(`/shop/orders/${taken.key}`);
    expect(await letterNow()).toMatchObject({ kind: 'order_received', state: 'waiting', ...NO_SERVER, text });
    const sweeper = workshop.app.get(LetterSweeper);
    await asSystem('first start', () => sweeper.sweep(DateTime.now().plus({ hours: 71 })));
    expect(await letterNow()).toMatchObject({ state: 'waiting', ...NO_SERVER });
    await asSystem('first start', () => sweeper.sweep(DateTime.now().plus({ hours: 73 })));
    expect(await letterNow()).toMatchObject({ state: 'failed', ...NO_SERVER, text });
  });

  it('slows down one network that orders again and again', async () => {
    const product = await makeProduct({ options: [], questions: [] });
    const body = { ...CONTACT, items: [lineOf(product)] };
    const statuses: number[] = [];
    for (let index = 0; index < 40; index += 1)
      statuses.push((await workshop.nobody.post('/shop/orders', body)).status);
    expect(statuses).toContain(429);
  });
});
