import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

test('the first page shows what is late and what can be handed over, without reload', async ({ product, open }) => {
  const page = await open(product.manager, '/');
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  const [late, ready] = [`Поздний ${unique()}`, `Готовый ${unique()}`];
  await product.api.order({ clientId: (await product.api.client({ company: late })).id, dueAt: inDays(-3) });
  await expect(page.getByRole('region', { name: /Просрочены/ })).toContainText(late);
  const order = await product.api.order({
    clientId: (await product.api.client({ company: ready })).id,
    items: [item()],
  });
  await product.api.call('POST', `orders/${order.id}/status`, { status: 'ready' });
  const waiting = page.getByRole('region', { name: /Ждут выдачи/ });
  await expect(waiting).toContainText(ready);
  await expect(waiting).toContainText(/к оплате 3[\s\u00a0]000,00/);
  await expect(waiting.locator('time, ui-due-date')).toHaveCount(0);

  await page
    .getByRole('region', { name: /Просрочены/ })
    .getByRole('link', { name: 'Все' })
    .click();
  await expect(page).toHaveURL(/\/orders\?due=late/);
  await page.goBack();
  await page
    .getByRole('navigation', { name: 'Открытые заказы по состояниям' })
    .getByRole('link', { name: /готов/ })
    .click();
  await expect(page).toHaveURL(/\/orders\?status=ready/);
});

test('on a phone the states stand in one row', async ({ product, open }) => {
  await product.api.order();
  const page = await open(product.manager, '/', 360);
  const links = page.getByRole('navigation', { name: 'Открытые заказы по состояниям' }).getByRole('link');
  await expect(links).toHaveCount(5);
  const tops = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().top));
  expect(new Set(tops).size).toBe(1);
  await expectNoSidewaysScroll(page);
  await expect(links.last()).toBeInViewport({ ratio: 1 });
});

test('names of late orders are told whole, however much else there is', async ({ product, open }) => {
  const company = `Общество с ограниченной ответственностью «Тверские сувениры и подарки» ${unique()}`;
  await product.api.order({ clientId: (await product.api.client({ company })).id, dueAt: inDays(-30) });
  const order = await product.api.order();
  await product.api.call('POST', `orders/${order.id}/status`, { status: 'ready' });
  const page = await open(product.manager, '/');
  await expect(page.getByRole('region', { name: /Ждут выдачи/ }).getByRole('link')).not.toHaveCount(0);
  const name = page.getByRole('region', { name: /Просрочены/ }).getByText(company);
  await expect(name).toBeVisible();
  expect(await name.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
});

test('a new workshop is told where to begin', async ({ product, open }) => {
  const page = await open(product.admin, '/');
  await page.route('**/api/v1/reports/today', (route) =>
    route.fulfill({
      json: {
        late: { total: 0, items: [] },
        dueToday: { total: 0, items: [] },
        ready: { total: 0, items: [] },
        byStatus: [],
      },
    }),
  );
  await page.route('**/api/v1/orders?*', (route) =>
    route.fulfill({ json: { items: [], total: 0, page: 1, pageSize: 1 } }),
  );
  await page.reload();
  await expect(page.getByRole('heading', { name: 'С чего начать' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Новый клиент' }).click();
  await expect(page).toHaveURL(/\/clients\/new$/);
});

test('a failure says so and can be tried again', async ({ product, open }) => {
  const page = await open(product.manager, '/');
  // What was seen is there again where it cannot be read anew: it has to be seen first.
  await expect(page.locator('app-today-list, app-first-steps').first()).toBeVisible();
  // Without a live connection the page does not recover by itself before it is asked to.
  await page.routeWebSocket(/socket\.io/, () => undefined);
  await page.route('**/api/v1/reports/today', (route) => route.abort('connectionrefused'));
  await page.reload();
  const note = page.getByText('Обновить не удалось');
  await expect(note).toBeVisible();
  await page.unroute('**/api/v1/reports/today');
  await page.getByRole('button', { name: 'Повторить' }).click();
  await expect(note).toHaveCount(0);
});

for (const width of [1280, 360]) {
  test(`the first page is accessible and fits ${width} px`, async ({ product, open }) => {
    await product.api.order({ dueAt: inDays(-1) });
    const page = await open(product.manager, '/', width);
    await expect(page.getByRole('region', { name: /Просрочены/ })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
}
