import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import type { FloorReport, JournalEntry, Order, Part } from '@verstak/api';
import sharp from 'sharp';
import { startMailServer, type MailServer } from '../../backend/test/mail-server.js';
import { type Account, Api } from './api';
import { type Server, startServer } from './server';
import { wordsIn } from './words';

type Language = 'ru' | 'en';

/** What people type and what things are called, as a bakery would have it. */
const TEXTS = {
  ru: {
    workshop: 'Кондитерская «Корица»',
    cake: 'Медовик на заказ',
    about: 'Двенадцать тонких коржей, сметанный крем. Надпись из шоколада.',
    category: 'Торты',
    size: 'Размер',
    small: 'на 8 порций',
    large: 'на 12 порций',
    inscription: 'Надпись',
    wish: 'Лёва, с днём рождения!',
    route: 'Торт',
    bake: 'Выпечка',
    decorate: 'Украшение',
    oven: 'Печь',
    table: 'Стол',
    honey: 'Мёд липовый',
    kg: 'кг',
    supplier: 'Пасека Ивановых',
    portion: 'шт',
    manager: 'Ольга',
    master: 'Марина',
    beekeeper: 'Пётр Иванов',
    customer: 'Анна Белова',
    caller: 'Кафе «Мята»',
    question: 'Нужно к четвергу, успеете?',
    answer: 'Завтра к девяти привезу',
  },
  en: {
    workshop: 'Cinnamon Bakery',
    cake: 'Honey cake to order',
    about: 'Twelve thin layers and sour cream. The inscription is of chocolate.',
    category: 'Cakes',
    size: 'Size',
    small: 'for 8',
    large: 'for 12',
    inscription: 'Inscription',
    wish: 'Happy birthday, Leo!',
    route: 'Cake',
    bake: 'Baking',
    decorate: 'Decorating',
    oven: 'Oven',
    table: 'Table',
    honey: 'Lime honey',
    kg: 'kg',
    supplier: 'Smith & Sons, beekeepers',
    portion: 'pcs',
    manager: 'Olga',
    master: 'Marina',
    beekeeper: 'Peter Smith',
    customer: 'Anna Bell',
    caller: 'Mint Café',
    question: 'We need it by Thursday, is that possible?',
    answer: 'I bring it tomorrow at nine',
  },
} as const;

type Said = (typeof TEXTS)[Language];

/** Everybody who plays in it. */
interface Cast {
  api: Api;
  admin: Account;
  manager: Account;
  master: Account;
  supplier: Account;
  supplierId: string;
  honeyId: string;
  productId: string;
}

const EMAIL = 'anna@example.org';
const PHONE = 360;
const DESK = 1280;

/** Where the pictures go; without it none are taken. */
const FOLDER = process.env['FILM_FOLDER'];

for (const language of ['ru', 'en'] as const)
  test(`a cake from its order to the record of it all, ${language}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const mail = await startMailServer();
    const settings = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'cake@example.org' };
    const server = await startServer(settings);
    const film = new Film(browser, server, language);
    try {
      await play(film, mail);
    } finally {
      // Whatever became of one of them, none is left running.
      await Promise.allSettled([film.end(), server.stop(), mail.stop()]);
    }
  });

/** Windows of people, each in their own browser, and the pictures that are taken of them. */
class Film {
  readonly say: (key: string) => RegExp;
  readonly texts: Said;
  private readonly contexts: BrowserContext[] = [];
  private taken = 0;

  constructor(
    private readonly browser: Browser,
    readonly server: Server,
    readonly language: Language,
  ) {
    this.say = wordsIn(language);
    this.texts = TEXTS[language];
  }

  /** A window of somebody; signed in unless it is nobody's. */
  async open(path: string, width: number, account?: Account): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.server.url,
      locale: this.language === 'ru' ? 'ru-RU' : 'en-GB',
      viewport: { width, height: width === PHONE ? 740 : 800 },
      ...(width === PHONE ? { hasTouch: true, isMobile: true } : {}),
    });
    this.contexts.push(context);
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    await page.goto(path);
    if (!account) return page;
    await page.locator('input').first().fill(account.login);
    await page.locator('input[type=password]').fill(account.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    return page;
  }

  /** Takes the next picture, of a page that stands still. */
  async picture(page: Page, name: string): Promise<void> {
    this.taken += 1;
    if (!FOLDER) return;
    mkdirSync(FOLDER, { recursive: true });
    const file = `${String(this.taken).padStart(2, '0')}-${name}-${this.language}.png`;
    const taken = await page.screenshot({ animations: 'disabled' });
    await sharp(taken).png({ palette: true }).toFile(join(FOLDER, file));
  }

  button(page: Page | Locator, key: string): Locator {
    return page.getByRole('button', { name: this.say(key) });
  }

  async end(): Promise<void> {
    for (const context of this.contexts) await context.close();
  }
}

/** A workshop as an administrator sets it up before it opens. */
async function setUp({ server, texts }: Film): Promise<Cast> {
  const admin: Account = { id: '', login: 'admin', name: 'admin', password: server.password };
  const api = new Api(server.url, admin);
  const { version } = await api.call<{ version: number }>('GET', 'workshop');
  await api.call('PATCH', 'workshop', { version, name: texts.workshop });
  const [manager, master] = [await api.user('manager', texts.manager), await api.user('master', texts.master)];
  const { id: supplierId } = await api.call<{ id: string }>('POST', 'suppliers', { name: texts.supplier });
  const supplier = await api.supplier(supplierId, texts.beekeeper);
  const { id: honeyId } = await api.call<{ id: string }>('POST', 'stock', {
    name: texts.honey,
    unit: texts.kg,
    cost: 60_000,
    reorderPoint: 0.5,
    supplierId,
  });
  await api.call('POST', 'movements', { kind: 'receipt', lines: [{ stockItemId: honeyId, quantity: 0.7 }] });
  await api.call('POST', 'offers', {
    supplierId,
    stockItemId: honeyId,
    name: texts.honey,
    unit: texts.kg,
    price: 60_000,
    inStock: 40,
  });
  const stage = { setUpMinutes: 10, masterIds: [master.id] };
  const { id: routeId } = await api.call<{ id: string }>('POST', 'routes', {
    name: texts.route,
    stages: [
      { ...stage, name: texts.bake, workCentre: texts.oven, minutesPerUnit: 60 },
      { ...stage, name: texts.decorate, workCentre: texts.table, minutesPerUnit: 30 },
    ],
  });
  const { id: categoryId } = await api.call<{ id: string }>('POST', 'categories', { name: texts.category });
  const choices = [
    { name: texts.small, price: 0, minutesPerUnit: 0 },
    { name: texts.large, price: 60_000, minutesPerUnit: 15 },
  ];
  const { id: productId } = await api.call<{ id: string }>('POST', 'products', {
    name: texts.cake,
    description: texts.about,
    categoryId,
    unit: texts.portion,
    price: 180_000,
    leadDays: 2,
    routeId,
    isShown: true,
    options: [{ name: texts.size, isRequired: true, choices }],
    questions: [{ name: texts.inscription, kind: 'text', isRequired: true, maxLength: 40 }],
    materials: [{ stockItemId: honeyId, quantity: 0.6 }],
  });
  return { api, admin, manager, master, supplier, supplierId, honeyId, productId };
}

async function play(film: Film, mail: MailServer): Promise<void> {
  const cast = await setUp(film);
  const office = await film.open('/orders', DESK, cast.manager);
  const { shop, number, order } = await orderCake(film, cast, office);
  await confirmOrder(film, cast, office, order);
  await askSupplier(film, cast, office, order);
  await bakeCake(film, cast, office, shop, order);
  await handOver(film, cast, office, shop, order);
  await readRecord(film, cast, number);
  await readMail(film, mail, number);
}

interface Ordered {
  shop: Page;
  number: number;
  order: Order;
}

/** A customer orders a cake on a phone, and the manager sees it come. */
async function orderCake(film: Film, { api }: Cast, office: Page): Promise<Ordered> {
  const { texts, say } = film;
  const shop = await film.open('/shop', PHONE);
  await shop.getByRole('link', { name: texts.cake }).click();
  await shop.getByRole('radio', { name: new RegExp(texts.large) }).check();
  await shop.getByRole('textbox', { name: texts.inscription }).fill(texts.wish);
  await film.picture(shop, 'cake');
  await film.button(shop, 'shop.putIntoCart').click();
  await shop
    .getByRole('main')
    .getByRole('link', { name: say('shop.toCart') })
    .click();
  await shop.getByRole('textbox', { name: say('shop.yourName') }).fill(texts.customer);
  await shop.getByRole('textbox', { name: say('shop.phone') }).fill('+7 913 000-11-22');
  await shop.getByRole('textbox', { name: say('shop.email') }).fill(EMAIL);
  await shop.locator('[name=isAgreed]').check();
  await film.picture(shop, 'checkout');
  await film.button(shop, 'shop.order').click();
  await expect(shop).toHaveURL(/\/shop\/orders\/[\w-]{32}/);
  await expect(shop.getByRole('heading', { level: 1 })).toHaveText(/\d/);
  const number = Number(/\d+/.exec((await shop.getByRole('heading', { level: 1 }).textContent()) ?? '')?.[0]);

  // Nobody has reloaded anything.
  await expect(office.getByRole('row').filter({ hasText: texts.customer })).toContainText(String(number));
  await film.picture(office, 'orders');
  const { items } = await api.call<{ items: Order[] }>('GET', `orders?q=${number}`);
  const order = items[0];
  if (!order) throw new Error(`No order ${number}`);
  return { shop, number, order };
}

/** Another order has taken the honey meanwhile: the manager confirms, and sees what is short. */
async function confirmOrder(film: Film, cast: Cast, office: Page, order: Order): Promise<void> {
  const { texts } = film;
  const item = { productId: cast.productId, title: texts.cake, quantity: 1, unit: texts.portion, unitPrice: 180_000 };
  const colleague = new Api(film.server.url, cast.manager);
  const { id: clientId } = await colleague.client({ company: texts.caller });
  await colleague.order({ clientId, items: [item] });
  await office.getByRole('row').filter({ hasText: texts.customer }).getByRole('link').first().click();
  await expect(office.locator('app-order-items')).toContainText(texts.wish);
  await film.button(office, 'orders.step.confirmed').first().click();
  await expect(office.locator('ui-page-header app-order-status')).toHaveText(film.say('orders.status.confirmed'));
  await office.goto(`/orders/${order.id}?tab=stock`);
  await expect(office.locator('app-order-stock strong')).toContainText(/0[.,]5/);
  await film.picture(office, 'short');
}

/** What is short is asked of the supplier, who talks, accepts and delivers; the stock rises. */
async function askSupplier(film: Film, cast: Cast, office: Page, order: Order): Promise<void> {
  const { texts, say } = film;
  await office.getByRole('link', { name: say('requests.requestShort') }).click();
  await office.getByRole('checkbox', { name: new RegExp(texts.honey) }).check();
  await office.getByRole('textbox', { name: new RegExp(texts.honey) }).fill('5');
  await film.button(office, 'requests.makeDrafts').click();
  await film.button(office, 'requests.step.in_process').click();
  await expect(office.locator('app-request-status')).toHaveText(say('requests.status.in_process'));
  const id = new URL(office.url()).pathname.split('/').at(-1) ?? '';

  const supply = await film.open('/supply/requests', PHONE, cast.supplier);
  await supply.getByRole('row').filter({ hasText: texts.honey }).getByRole('link').first().click();
  for (const page of [office, supply])
    await page.getByRole('heading', { name: say('conversations.title') }).scrollIntoViewIfNeeded();
  await talk(film, office, texts.question);
  await expect(bubbles(supply)).toHaveText([texts.question]);
  await talk(film, supply, texts.answer);
  await expect(bubbles(office)).toHaveText([texts.question, texts.answer]);
  await film.picture(supply, 'supplier');
  await film.picture(office, 'conversation');
  await film.button(supply, 'incoming.acceptAll').click();
  await film.button(supply, 'incoming.sendAll').click();
  await expect(supply.locator('app-request-item-state')).toHaveText(say('requests.itemState.sent'));

  await office.goto(`/requests/${id}`);
  await film.button(office, 'requests.receive').click();
  await expect(office.getByRole('dialog')).toContainText(texts.honey);
  await office.keyboard.press('Control+Enter');
  await expect(office.locator('app-request-status')).toHaveText(say('requests.status.done'));
  await office.goto(`/orders/${order.id}?tab=stock`);
  await expect(office.locator('app-order-stock strong')).toHaveCount(0);
  await office.goto(`/stock/${cast.honeyId}`);
  await expect(office.locator('app-stock-details')).toContainText(/5[.,]7/);
  await film.picture(office, 'stock');
}

/** A master scans the label of the cake and takes it through its route, once without a network; the customer watches. */
async function bakeCake(film: Film, cast: Cast, office: Page, shop: Page, order: Order): Promise<void> {
  const { texts, say } = film;
  await office.goto(`/orders/${order.id}`);
  await film.button(office, 'orders.step.in_production').first().click();
  const finish = office.getByRole('dialog').getByRole('button', { name: say('orders.step.in_production') });
  await expect(
    finish.or(office.locator('app-order-status').filter({ hasText: say('orders.status.in_production') })).first(),
  ).toBeVisible();
  if (await finish.isVisible()) await finish.click();
  await expect(office.locator('ui-page-header app-order-status')).toHaveText(say('orders.status.in_production'));
  const [part] = await cast.api.parts(order.id);
  if (!part) throw new Error('Nothing is to be made');

  const floor = await film.open('/queue', PHONE, cast.master);
  await expect(floor.locator('app-part-card').filter({ hasText: texts.cake }).first()).toBeVisible();
  await scan(film, floor, part);
  await film.picture(floor, 'scanned');
  await act(film, floor, 'start');
  await floor.context().route('**/api/v1/part**', (route) => route.abort('internetdisconnected'));
  await act(film, floor, 'finish');
  await expect(floor.getByText(say('queue.stuck'))).toBeVisible();
  await film.picture(floor, 'offline');
  await floor.context().unroute('**/api/v1/part**');
  await expect(floor.getByText(say('queue.stuck'))).toHaveCount(0, { timeout: 30_000 });

  await shop.bringToFront();
  await expect(shop.getByText(/68\s?%/)).toBeVisible({ timeout: 30_000 });
  await film.picture(shop, 'progress');
  await scan(film, floor, part);
  await expect(floor.locator('app-part-card')).toContainText(texts.decorate);
  await act(film, floor, 'start');
  await act(film, floor, 'finish');
}

/** The customer sees that it is ready; the money is taken as the cake is handed over. */
async function handOver(film: Film, cast: Cast, office: Page, shop: Page, order: Order): Promise<void> {
  const { say } = film;
  await expect.poll(async () => (await cast.api.call<Order>('GET', `orders/${order.id}`)).status).toBe('ready');
  await expect(shop.locator('[aria-current=step]')).toHaveText(say('shop.status.ready'), { timeout: 30_000 });
  await film.picture(shop, 'ready');
  await office.goto(`/orders/${order.id}?tab=payments`);
  await film.button(office, 'orders.step.delivered').first().click();
  await expect(office.getByRole('dialog')).toBeVisible();
  await film.picture(office, 'payment');
  await film.button(office.getByRole('dialog'), 'payments.handOver.action').click();
  await expect(office.locator('ui-page-header app-order-status')).toHaveText(say('orders.status.delivered'));
}

/** Reports count it, and the journal tells who did what of it. */
async function readRecord(film: Film, { api, manager, admin, master }: Cast, number: number): Promise<void> {
  const { texts } = film;
  const office = await film.open('/reports', DESK, manager);
  await expect(office.getByRole('row').filter({ hasText: texts.customer })).toContainText(/2[\s.,\u00a0]?400/);
  await film.picture(office, 'report');
  const [from, to] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
  const floor = await api.call<FloorReport>('GET', `reports/floor?from=${from}&to=${to}`);
  expect(floor.masters).toMatchObject([{ name: master.name, parts: 1, good: 2, scrapped: 0 }]);
  expect(floor.stages.map((stage) => stage.name).sort()).toEqual([texts.bake, texts.decorate].sort());

  const record = await film.open('/journal', DESK, admin);
  await expect(record.getByRole('main')).toContainText(String(number));
  await film.picture(record, 'journal');
  const { items } = await api.call<{ items: JournalEntry[] }>('GET', 'journal?pageSize=200');
  const did = new Set(items.map(({ actor, entity, action }) => `${actor.name} ${entity} ${action}`));
  for (const deed of [
    `${manager.name} Order status`,
    `${manager.name} SupplyRequest created`,
    `${texts.beekeeper} SupplyRequest answered`,
    `${manager.name} Movement created`,
    `${master.name} Part start`,
    `${master.name} Part finish`,
    `${master.name} Order progress`,
    `${manager.name} Payment created`,
  ])
    expect([...did]).toContain(deed);
}

/** What the customer was told by mail; that it is ready, once nobody takes that back any more. */
async function readMail({ language }: Film, { letters }: MailServer, number: number): Promise<void> {
  const ready = language === 'ru' ? `Заказ № ${number} готов` : `Your order No. ${number} is ready`;
  const subjects = (): (string | undefined)[] =>
    letters.filter(({ to }) => JSON.stringify(to).includes(EMAIL)).map(({ subject }) => subject);
  await expect.poll(subjects, { timeout: 90_000, intervals: [1_000] }).toEqual([expect.any(String), ready]);
  expect(letters.at(-1)?.text).toMatch(/\/shop\/orders\/[\w-]{32}/);
}

const bubbles = (page: Page): Locator => page.locator('app-message-bubble .text');

async function talk({ say }: Film, page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: say('conversations.write') });
  await field.fill(text);
  await field.press('Control+Enter');
}

async function scan({ say }: Film, page: Page, { code, title }: Part): Promise<void> {
  await page.goto('/scan');
  await page.getByRole('textbox', { name: say('ui.camera.code') }).fill(code);
  await page.keyboard.press('Enter');
  await expect(page.locator('app-part-card')).toContainText(title);
}

async function act(film: Film, page: Page, action: string): Promise<void> {
  await film.button(page.locator('app-part-card'), `queue.action.${action}`).click();
}
