import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, item, signIn, test, unique } from './product';

const card = (page: Page, title: string) => page.locator('app-part-card').filter({ hasText: title });
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

test('a new job appears on the master’s page within a second, without reload, and is announced', async ({
  product,
  open,
}) => {
  const page = await open(product.master, '/', 360);
  await expect(page).toHaveURL(/\/queue$/);
  const title = `Ваза ${unique()}`;
  const order = await product.api.order({ items: [item({ title, masterId: product.master.id })] });
  await expect(page.getByRole('heading', { name: 'Моя очередь' })).toBeVisible();
  const heard = ({ payload }: { payload: string | Buffer }): boolean => payload.toString().includes('ready');
  // Listened for from the first moment: it may be ready before the reload has ended.
  const ready = new Promise<void>((resolve) =>
    page.on('websocket', (socket) => socket.on('framereceived', (frame) => heard(frame) && resolve())),
  );
  await page.reload();
  await ready;
  await expect(page.getByRole('heading', { name: 'Моя очередь' })).toBeVisible();
  await product.api.call('POST', `orders/${order.id}/status`, { status: 'in_production' });
  await expect(card(page, title)).toBeVisible({ timeout: 1_000 });
  await expect(page.locator('.cdk-live-announcer-element')).toContainText(title);
});

test('a master starts, pauses, notes, reports scrap and finishes; the last part makes the order ready', async ({
  product,
  open,
}) => {
  const title = `Кружка ${unique()}`;
  const order = await product.api.orderInWork(product.master.id, { items: [item({ title, quantity: 12 })] });
  const page = await open(product.master, '/queue', 360);
  const job = card(page, title);

  await job.getByRole('button', { name: 'Начать' }).click();
  await expect(job).toContainText('в работе');
  await expect(job.getByRole('timer')).toHaveText(/0:0[1-9]/);

  await job.getByRole('button', { name: 'Пауза' }).click();
  await expect(job).toContainText('на паузе');

  await job.getByRole('button', { name: 'Заметка' }).click();
  await expect(job.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Нужен тонкий резец');
  await job.getByRole('button', { name: 'Сохранить' }).click();
  await expect(job).toContainText('Нужен тонкий резец');

  await job.getByRole('button', { name: 'Брак' }).click();
  await page.getByRole('button', { name: 'Прибавить' }).click();
  await page.getByText('Материал', { exact: true }).click();
  await page.getByLabel('Что случилось').fill('Скол на ободке');
  await page.getByRole('button', { name: 'Записать брак' }).click();
  await expect(job).toContainText('Брак: 2 шт. Материал');

  await job.getByRole('button', { name: 'Продолжить' }).click();
  await job.getByRole('button', { name: 'Готово' }).click();
  await expect(job).toHaveCount(0);
  await expect(page.locator('app-done-list')).toContainText(title);

  await expect
    .poll(async () => (await product.api.call<{ status: string }>('GET', `orders/${order.id}`)).status)
    .toBe('ready');
  const [part] = await product.api.parts(order.id);
  expect(part).toMatchObject({
    state: 'done',
    note: 'Нужен тонкий резец',
    scraps: [{ quantity: 2, reason: 'material' }],
  });
  expect(part?.passesTotal).toBe(2);
});

test('jobs stand by due date, late ones say so, and one on hold says why it waits', async ({ product, open }) => {
  const master = await product.api.user('master');
  const titles = ['Позже', 'Раньше', 'Отложенная'];
  await product.api.orderInWork(master.id, { dueAt: inDays(5), items: [item({ title: 'Позже' })] });
  await product.api.orderInWork(master.id, {
    dueAt: inDays(-2),
    items: [item({ title: 'Раньше', wishes: 'Гравировка:\n«Анне от коллег»' })],
  });
  const held = await product.api.orderInWork(master.id, { dueAt: inDays(9), items: [item({ title: 'Отложенная' })] });
  await product.api.call('POST', `orders/${held.id}/status`, { status: 'on_hold', reason: 'Ждём макет' });

  const page = await open(master, '/queue', 360);
  // What is everybody's to do stands there too.
  const own = page
    .locator('app-part-card')
    .getByRole('heading')
    .filter({ hasText: new RegExp(titles.join('|')) });
  await expect(own).toHaveText([titles[1]!, titles[0]!, titles[2]!]);
  await expect(card(page, 'Раньше')).toContainText('−2 дня');
  await expect(card(page, 'Раньше').locator('.wishes')).toHaveText('Гравировка:\n«Анне от коллег»');
  await expect(card(page, 'Отложенная')).toContainText('Заказ приостановлен');
  await expect(card(page, 'Отложенная').getByRole('button', { name: 'Начать' })).toBeDisabled();
  await product.api.call('POST', `orders/${held.id}/status`, { status: 'in_production' });
  await expect(card(page, 'Отложенная').getByRole('button', { name: 'Начать' })).toBeEnabled();
});

test('what is done without a network is sent once when it returns, also after the page was closed', async ({
  product,
  open,
}) => {
  const master = await product.api.user('master');
  const order = await product.api.orderInWork(master.id, { items: [item({ title: 'Без сети' })] });
  const page = await open(master, '/queue', 360);
  const context = page.context();
  await expect(card(page, 'Без сети')).toBeVisible();
  await context.route('**/step', (route) => route.abort('internetdisconnected'));
  await card(page, 'Без сети').getByRole('button', { name: 'Начать' }).click();
  await card(page, 'Без сети').getByRole('button', { name: 'Пауза' }).click();
  await expect(card(page, 'Без сети')).toContainText('на паузе');
  await expect(page.getByText('Отправим 2 действия')).toBeVisible();
  await page.close();

  await context.unroute('**/step');
  const again = await context.newPage();
  await again.goto('/queue');
  await expect(card(again, 'Без сети')).toContainText('на паузе');
  // A page that was closed while it tried may hold the queue for twenty seconds.
  const stateOf = async (): Promise<string | undefined> => (await product.api.parts(order.id))[0]?.state;
  await expect.poll(stateOf, { timeout: 25_000 }).toBe('paused');
  expect((await product.api.parts(order.id))[0]?.passesTotal).toBe(1);
});

test('what two windows do without a network is one queue: a reload loses nothing, each fact is sent once with its time', async ({
  product,
  browser,
}) => {
  const master = await product.api.user('master');
  const titles = ['Первая', 'Вторая'];
  const orders = await Promise.all(
    titles.map((title) => product.api.orderInWork(master.id, { items: [item({ title })] })),
  );
  // As in a workshop's network: without HTTPS there are no locks between windows.
  const context = await browser.newContext({ baseURL: product.url.replace('localhost', 'workshop.test') });
  const first = await context.newPage();
  await signIn(first, master, '/queue');
  expect(await first.evaluate(() => 'locks' in navigator)).toBe(false);
  const other = await context.newPage();
  await other.goto('/queue');
  await expect(card(other, 'Вторая')).toBeVisible();
  await context.route('**/step', (route) => route.abort('internetdisconnected'));

  await card(first, 'Первая').getByRole('button', { name: 'Начать' }).click();
  await card(other, 'Вторая').getByRole('button', { name: 'Начать' }).click();
  // Each window shows what was done in the other.
  await expect(card(first, 'Вторая')).toContainText('в работе');
  await expect(card(other, 'Первая').getByRole('timer')).toHaveText(/0:0[2-9]/);
  await card(other, 'Первая').getByRole('button', { name: 'Пауза' }).click();
  await expect(first.getByText('Отправим 3 действия')).toBeVisible();
  await first.reload();
  await expect(card(first, 'Первая')).toContainText('на паузе');
  await card(first, 'Вторая').getByRole('button', { name: 'Пауза' }).click();
  await expect(other.getByText('Отправим 4 действия')).toBeVisible();
  await other.reload();
  await expect(other.getByText('Отправим 4 действия')).toBeVisible();

  const sent: { key: string; part: string; action: string; at: string }[] = [];
  context.on('request', (request) => {
    const part = /parts\/(\w+)\/step$/.exec(request.url())?.[1];
    if (part) sent.push({ key: request.headers()['idempotency-key'] ?? '', part, ...request.postDataJSON() });
  });
  await context.unroute('**/step');
  const states = async (): Promise<string[]> =>
    (await Promise.all(orders.map(({ id }) => product.api.parts(id)))).flat().map(({ state }) => state);
  await expect.poll(states, { timeout: 30_000 }).toEqual(['paused', 'paused']);
  for (const page of [first, other]) await expect(page.getByText(/Отправим|ещё не отправлено/)).toHaveCount(0);
  const facts = [...new Map(sent.map((one) => [one.key, one])).values()];
  expect(facts.map(({ action }) => action)).toEqual(['start', 'start', 'pause', 'pause']);
  expect(sent).toHaveLength(facts.length);
  for (const order of orders) {
    const [part] = await product.api.parts(order.id);
    const [begun, ended] = facts.filter((fact) => fact.part === part?.id).map(({ at }) => Date.parse(at));
    expect(part).toMatchObject({ state: 'paused', passesTotal: 1, workedMs: (ended ?? 0) - (begun ?? 0) });
    expect(part).not.toHaveProperty('isTimeCorrected');
  }
  await context.close();
});

test('what a former version kept for one window is sent, once', async ({ product, open }) => {
  const master = await product.api.user('master');
  const order = await product.api.orderInWork(master.id, { items: [item({ title: 'Прежняя' })] });
  const [part] = await product.api.parts(order.id);
  const page = await open(master, '/queue', 360);
  await expect(card(page, 'Прежняя')).toBeVisible();
  const former = { kind: 'step', action: 'start', key: 'former', partId: part?.id, at: new Date().toISOString() };
  const key = `verstak.outbox.${master.id}`;
  await page.evaluate(([name, facts]) => localStorage.setItem(name!, facts!), [key, JSON.stringify([former])]);
  await page.reload();
  await expect(card(page, 'Прежняя')).toContainText('в работе');
  await expect.poll(async () => (await product.api.parts(order.id))[0]?.state).toBe('in_progress');
  expect(await page.evaluate((name) => localStorage.getItem(name), key)).toBeNull();
});

test('an answer that is lost on its way doubles nothing', async ({ product, open }) => {
  const master = await product.api.user('master');
  const order = await product.api.orderInWork(master.id, { items: [item({ title: 'Ответ потерян', quantity: 5 })] });
  const page = await open(master, '/queue', 360);
  let lost = 0;
  await page.route('**/scrap', async (route) => {
    if (lost++) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  const job = card(page, 'Ответ потерян');
  await job.getByRole('button', { name: 'Брак' }).click();
  await page.getByText('Станок', { exact: true }).click();
  await page.getByRole('button', { name: 'Записать брак' }).click();
  await expect.poll(() => lost).toBeGreaterThan(1);
  await expect(job).toContainText('Брак: 1 шт. Станок');
  expect((await product.api.parts(order.id))[0]?.scraps).toHaveLength(1);
});

test('a refused step goes back to where it was and says why beside it', async ({ product, open }) => {
  const master = await product.api.user('master');
  await product.api.orderInWork(master.id, { items: [item({ title: 'Отказ' })] });
  const page = await open(master, '/queue', 360);
  const problem = { type: 'about:blank', title: 'x', status: 409, code: 'part.transition', detail: 'x' };
  await page.route('**/step', (route) =>
    route.fulfill({ status: 409, contentType: 'application/problem+json', json: problem }),
  );
  await card(page, 'Отказ').getByRole('button', { name: 'Начать' }).click();
  await expect(card(page, 'Отказ').getByRole('alert')).toHaveText('Сейчас этого с деталью сделать нельзя.');
  await expect(card(page, 'Отказ')).toContainText('ждёт');
  await page.unroute('**/step');
  await card(page, 'Отказ').getByRole('button', { name: 'Повторить' }).click();
  await expect(card(page, 'Отказ')).toContainText('в работе');
});

test('a report that was typed and left is still there', async ({ product, open }) => {
  const master = await product.api.user('master');
  await product.api.orderInWork(master.id, { items: [item({ title: 'Черновик' })] });
  const page = await open(master, '/queue', 360);
  await card(page, 'Черновик').getByRole('button', { name: 'Брак' }).click();
  await page.getByLabel('Что случилось').fill('Скол');
  await page.keyboard.press('Escape');
  await card(page, 'Черновик').getByRole('button', { name: 'Брак' }).click();
  await expect(page.getByLabel('Что случилось')).toHaveValue('Скол');
});

test('the master’s page shows no price, client or phone, is accessible, fits 360 px, and has big targets', async ({
  product,
  open,
}) => {
  const master = await product.api.user('master');
  const client = await product.api.client({ company: 'Секретный заказчик', phone: '+7 900 555-01-01' });
  await product.api.orderInWork(master.id, {
    clientId: client.id,
    dueAt: inDays(1),
    items: [item({ title: 'Табличка', unitPrice: 98_765_400, wishes: 'Шрифт с засечками' })],
  });
  const page = await open(master, '/queue', 360);
  await expect(card(page, 'Табличка')).toBeVisible();
  expect(await page.content()).not.toMatch(/Секретный|555-01-01|987[\s\u00a0]?654/);
  await card(page, 'Табличка').getByRole('button', { name: 'Начать' }).click();
  for (const button of await card(page, 'Табличка').getByRole('button').all()) {
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
  }
  expect((await card(page, 'Табличка').getByRole('button', { name: 'Готово' }).boundingBox())?.height).toBe(64);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await card(page, 'Табличка').getByRole('button', { name: 'Брак' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
});
