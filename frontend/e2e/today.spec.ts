import type { Supplier, SupplyRequest } from '@verstak/api';
import type { Page } from '@playwright/test';
import type { Account } from './api';
import { expect, expectAccessible, expectNoSidewaysScroll, item, type Product, test, unique } from './product';
import { wordsIn } from './words';

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
});

test('rows are gone through by keys, over all cards, and opened by Enter', async ({ product, open }) => {
  const [older, late] = [inDays(-400), inDays(-399)];
  await product.api.order({ dueAt: older });
  await product.api.order({ dueAt: late });
  const page = await open(product.manager, '/');
  const rows = page.locator('[data-row]');
  await expect(rows).not.toHaveCount(0);
  await page.keyboard.press('j');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.first()).toBeFocused();
  const row = page
    .getByRole('region', { name: /Просрочены/ })
    .locator('[data-row]')
    .first();
  const address = await row.getAttribute('href');
  expect(address).toMatch(/^\/orders\/[0-9a-f]{24}$/);
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${product.url}${address}`);
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

test('a failure says so and can be tried again', async ({ product, open }) => {
  const page = await open(product.manager, '/');
  // What was seen is there again where it cannot be read anew: it has to be seen first.
  await expect(page.locator('app-agenda-card, ui-empty-state').first()).toBeVisible();
  // Without a live connection the page does not recover by itself before it is asked to.
  await page.routeWebSocket(/socket\.io/, () => undefined);
  await page.route('**/api/v1/today', (route) => route.abort('connectionrefused'));
  await page.reload();
  const note = page.getByText('Обновить не удалось');
  await expect(note).toBeVisible();
  await page.unroute('**/api/v1/today');
  await page.getByRole('button', { name: 'Повторить' }).click();
  await expect(note).toHaveCount(0);
});

/** Something on the page of each role: what waits for a supplier, is late for a manager, is due for a master. */
async function somethingFor(api: Product['api'], master: Account): Promise<Account> {
  const supplier = await api.call<Supplier>('POST', 'suppliers', { name: `Керамика ${unique()}` });
  const account = await api.supplier(supplier.id);
  const items = [{ name: 'Глина белая', unit: 'кг', quantity: 10 }];
  const { id } = await api.call<SupplyRequest>('POST', 'requests', { supplierId: supplier.id, items });
  await api.call('POST', `requests/${id}/status`, { status: 'in_process' });
  const order = await api.orderInWork(master.id, { dueAt: inDays(-1), items: [item({ title: 'Ваза с трещиной' })] });
  const [part] = await api.parts(order.id);
  await api.call('POST', `parts/${part?.id}/problem`, { text: 'Нет глазури' });
  return account;
}

for (const language of ['ru', 'en'] as const)
  for (const width of [1280, 360])
    test(`each role begins with what is theirs, ${language} at ${width} px`, async ({ product, open }) => {
      const say = wordsIn(language);
      const master = await product.api.user('master');
      const supplier = await somethingFor(product.api, master);
      const opened = async (account: Account): Promise<Page> => {
        const page = await open(account, '/', width);
        if (language === 'en') await page.evaluate(() => localStorage.setItem('verstak.language', 'en'));
        await page.goto('/');
        return page;
      };
      const card = (page: Page, name: string): ReturnType<Page['locator']> =>
        page.locator('app-agenda-card').filter({ has: page.locator(`#agenda-${name}`) });
      const check = async (page: Page): Promise<void> => {
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      };

      // Whose language no other test has chosen.
      const office = await opened(await product.api.user('manager'));
      await expect(card(office, 'late').getByRole('heading')).toHaveText(counted(say('agenda.late.title')));
      await expect(card(office, 'problems')).toContainText('Нет глазури');
      await expect(card(office, 'setup')).toHaveCount(0);
      await check(office);

      const administrator = await opened(product.admin);
      await expect(card(administrator, 'setup')).toBeVisible();
      await card(administrator, 'setup').locator('[data-row]').first().click();
      await expect(administrator).toHaveURL(/\/workshop$/);

      const desk = await opened(supplier);
      await expect(card(desk, 'deskWaiting')).toContainText('Глина белая');
      await check(desk);
      await card(desk, 'deskWaiting').locator('[data-row]').click();
      await expect(desk).toHaveURL(/\/supply\/requests\/\w+$/);

      const queue = await opened(master);
      await expect(queue).toHaveURL(/\/queue$/);
      const strip = queue.locator('app-agenda-strip');
      const asked = (words: string): ReturnType<Page['locator']> =>
        strip.getByRole('button', { name: counted(say(words)) });
      await expect(asked('agenda.ownDue.short')).toBeVisible();
      await expect(asked('agenda.ownBlocked.short')).toBeVisible();
      // One line, above the first job.
      expect((await strip.boundingBox())?.height).toBeLessThan(64);
      await asked('agenda.ownBlocked.short').click();
      await expect(card(queue, 'ownBlocked')).toContainText('Нет глазури');
      await check(queue);
      await card(queue, 'ownBlocked').locator('[data-row]').click();
      await expect(queue.locator('app-part-card').filter({ hasText: 'Ваза с трещиной' })).toBeInViewport();
    });

/** The words with the number after them. */
function counted(words: RegExp): RegExp {
  return new RegExp(words.source.replace(/\\s\*\$$/, '\\s*\\d+\\s*$'));
}
