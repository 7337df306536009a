import type { Page } from '@playwright/test';
import { type Account, Api, item } from './api';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test, unique } from './product';
import { type Server, startServer } from './server';

/** A server of its own, which can be made to answer nothing. */
async function withServer(work: (server: Server, api: Api) => Promise<void>): Promise<void> {
  const server = await startServer();
  try {
    await work(server, new Api(server.url, { login: 'admin', password: server.password }));
  } finally {
    server.goOn();
    await server.stop();
  }
}

/** Waits until the service worker serves this page, and holds all of the shell. */
async function install(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/ngsw-worker.js');
    await navigator.serviceWorker.ready;
  });
  const held = (): Promise<number> =>
    page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.endsWith(':shell:cache'));
      return (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length)))[0] ?? 0;
    });
  let before = -1;
  await expect
    .poll(
      async () => {
        const now = await held();
        const isWhole = now > 0 && now === before;
        before = now;
        return isWhole;
      },
      { intervals: [1_000], timeout: 30_000 },
    )
    .toBe(true);
  await page.reload();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

test('a master whose server is out of reach starts the installed app with the own queue, and goes on with it', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  await withServer(async (server, api) => {
    const master = await api.user('master', 'Иван Петров');
    const order = await api.orderInWork(master.id, { items: [item({ title: 'Кубок' })] });
    const context = await browser.newContext({
      baseURL: server.url,
      locale: 'ru-RU',
      serviceWorkers: 'allow',
      viewport: { width: 360, height: 740 },
    });
    const page = await context.newPage();
    await signIn(page, master, '/queue');
    await install(page);
    const card = page.locator('app-part-card').filter({ hasText: 'Кубок' });
    await expect(card).toBeVisible();

    server.hang();
    await page.close();
    const cold = await context.newPage();
    await cold.goto('/');
    const job = cold.locator('app-part-card').filter({ hasText: 'Кубок' });
    await expect(job).toBeVisible({ timeout: 20_000 });
    await expect(cold.getByText(/^Данные на .*Обновить не удалось$/)).toBeVisible();
    await expect(cold.getByLabel('Логин')).toHaveCount(0);
    await expectNoSidewaysScroll(cold);

    await job.getByRole('button', { name: 'Начать' }).click();
    await expect(job).toContainText('в работе');

    server.goOn();
    await expect(cold.getByText(/^Данные на/)).toHaveCount(0, { timeout: 20_000 });
    await expect.poll(async () => (await api.parts(order.id))[0]?.state, { timeout: 20_000 }).toBe('in_progress');
    await context.close();
  });
});

/** How many answers are kept in this browser, after `extra` old ones have been added. */
function kept(page: Page, extra = 0): Promise<number> {
  return page.evaluate(
    (extra) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('verstak');
        opening.onerror = () => reject(new Error('No database'));
        opening.onsuccess = () => {
          const store = opening.result.transaction('answers', 'readwrite').objectStore('answers');
          for (let at = 1; at <= extra; at += 1) store.put({ owner: 'x', url: `${at}`, at, size: 10, body: {} });
          const counting = store.count();
          counting.onsuccess = () => resolve(counting.result);
        };
      }),
    extra,
  );
}

/** Whether an answer about a document is kept in this browser: that follows after it is shown. */
function isKept(page: Page, id: string): Promise<boolean> {
  return page.evaluate(
    (id) =>
      new Promise<boolean>((resolve, reject) => {
        const opening = indexedDB.open('verstak');
        opening.onerror = () => reject(new Error('No database'));
        opening.onsuccess = () => {
          const keys = opening.result.transaction('answers').objectStore('answers').getAllKeys();
          keys.onsuccess = () => resolve(JSON.stringify(keys.result).includes(`/orders/${id}`));
        };
      }),
    id,
  );
}

test('what is kept of what was seen is the latest of it, and no more than so much', async ({ product, open }) => {
  const page = await open(product.manager, '/clients');
  await expect(page.getByRole('heading', { level: 1, name: 'Клиенты' })).toBeVisible();
  expect(await kept(page, 300)).toBeGreaterThan(300);
  await page.goto('/orders');
  await expect(page.getByRole('heading', { level: 1, name: 'Заказы' })).toBeVisible();
  await expect.poll(() => kept(page)).toBe(200);
});

test.describe('without a network', () => {
  const lose = async (page: Page): Promise<void> => {
    await page.context().route(/\/(api|socket\.io)\//, (route) => route.abort('internetdisconnected'));
  };
  const find = (page: Page): Promise<void> => page.context().unrouteAll();
  const note = (page: Page): ReturnType<Page['getByText']> => page.getByText(/^Данные на .*Обновить не удалось$/);

  const said = (page: Page, words: string): ReturnType<Page['getByText']> =>
    page.getByRole('paragraph').filter({ hasText: words });

  test('a reload shows the list and the order as they were seen last, marked, and then as they are', async ({
    product,
    open,
  }) => {
    const order = await product.api.order({ note: 'Как было' });
    const page = await open(product.manager, `/orders/${order.id}`);
    await expect(said(page, 'Как было')).toBeVisible();
    await expect.poll(() => isKept(page, order.id)).toBe(true);
    await page.goto('/orders');
    const row = page.getByRole('row').filter({ hasText: order.clientName });
    await expect(row).toBeVisible();

    await lose(page);
    await page.reload();
    await expect(row).toBeVisible();
    await expect(note(page)).toBeVisible();
    await page.goto(`/orders/${order.id}`);
    await expect(said(page, 'Как было')).toBeVisible();
    await expect(note(page).first()).toBeVisible();
    await expectAccessible(page);
    await page.goto('/clients?q=never-seen');
    await expect(page.getByRole('alert')).toContainText('Сервер не отвечает');

    await product.api.call('PATCH', `orders/${order.id}`, { note: 'Как стало' });
    await page.goto(`/orders/${order.id}`);
    await expect(said(page, 'Как было')).toBeVisible();
    await find(page);
    await expect(said(page, 'Как стало')).toBeVisible({ timeout: 30_000 });
    await expect(note(page)).toHaveCount(0);
  });

  test('nobody sees what was kept for another, and a sign-out leaves nothing', async ({ product, open }) => {
    const other: Account = await product.api.user('manager', `Другая ${unique()}`);
    const page = await open(product.manager, '/orders');
    await expect(page.getByRole('heading', { level: 1, name: 'Заказы' })).toBeVisible();
    await page.getByRole('button', { name: /пароль, язык, тема, выход/ }).click();
    await page.getByRole('menuitem', { name: 'Выйти' }).click();
    await expect(page.getByLabel('Логин')).toBeVisible();
    await expect.poll(() => kept(page)).toBe(0);
    await signIn(page, other, '/clients');
    await expect(page.getByRole('heading', { level: 1, name: 'Клиенты' })).toBeVisible();
    expect(await kept(page)).toBeGreaterThan(0);
    await lose(page);
    await page.goto('/orders');
    await expect(page.getByRole('alert')).toContainText('Сервер не отвечает');
  });
});
