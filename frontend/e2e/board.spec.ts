import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, item, test, unique } from './product';

/** The board of one client's orders only, so that tests do not meet each other's cards. */
async function clientBoard(
  product: Parameters<Parameters<typeof test>[2]>[0]['product'],
): Promise<{ id: string; path: string }> {
  const { id } = await product.api.client({ company: `Доска ${unique()}` });
  return { id, path: `/orders?view=board&clientId=${id}` };
}

const column = (page: Page, name: string): Locator => page.getByRole('region', { name });

/** Drags as a hand does: picks up, moves in steps, lets go. */
async function drag(page: Page, card: Locator, to: Locator): Promise<void> {
  const [from, target] = [await card.boundingBox(), await to.boundingBox()];
  if (!from || !target) throw new Error('Nothing to drag, or nowhere to drag it');
  await page.mouse.move(from.x + 40, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + from.height / 2 + 10, { steps: 4 });
  await page.mouse.move(target.x + target.width / 2, target.y + 120, { steps: 12 });
  await page.mouse.up();
}

test('a card dropped on the next column takes the step, and the step can be taken back', async ({ product, open }) => {
  const { id, path } = await clientBoard(product);
  const order = await product.as(product.manager).order({ clientId: id, status: 'draft' });
  const page = await open(product.manager, path);
  const card = page.getByRole('article').filter({ hasText: `№ ${order.number}` });
  await drag(page, card, column(page, 'Подтверждены'));
  await expect(column(page, 'Подтверждены').getByRole('article')).toHaveCount(1);
  await expect(column(page, 'Черновики').getByRole('article')).toHaveCount(0);
  await expect
    .poll(async () => (await product.api.call<{ status: string }>('GET', `orders/${order.id}`)).status)
    .toBe('confirmed');
  await page.getByRole('button', { name: /^Вернуть/ }).click();
  await expect(column(page, 'Черновики').getByRole('article')).toHaveCount(1);
});

test('a key after a drag rings no frame around the whole board', async ({ product, open }) => {
  const { id, path } = await clientBoard(product);
  await product.as(product.manager).order({ clientId: id, status: 'draft' });
  const page = await open(product.manager, path);
  await drag(page, page.getByRole('article'), column(page, 'Подтверждены'));
  await expect(column(page, 'Подтверждены').getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Вернуть/ })).toBeVisible();
  await page.keyboard.press('z');
  await expect(column(page, 'Черновики').getByRole('article')).toHaveCount(1);
  await expect(page.locator('.board')).toHaveCSS('outline-style', 'none');
});

test('the menu of a card stands in its corner, however long its date', async ({ product, open }) => {
  const { id, path } = await clientBoard(product);
  await product.api.order({ clientId: id, dueAt: new Date(Date.now() - 9_000 * 86_400_000).toISOString() });
  const page = await open(product.manager, path);
  const card = page.getByRole('article');
  const [number, menu, edge] = await Promise.all([
    card.getByRole('link').boundingBox(),
    card.getByRole('button').boundingBox(),
    card.boundingBox(),
  ]);
  if (!number || !menu || !edge) throw new Error('No card, or a card without a number or a menu');
  expect(Math.abs(menu.y + menu.height / 2 - (number.y + number.height / 2))).toBeLessThan(4);
  expect(edge.x + edge.width - (menu.x + menu.width)).toBeLessThan(12);
});

test('a drop that the life cycle does not know returns the card and says why beside it', async ({ product, open }) => {
  const { id, path } = await clientBoard(product);
  const order = await product.as(product.manager).order({ clientId: id, status: 'draft' });
  const page = await open(product.manager, path);
  const card = page.getByRole('article').filter({ hasText: `№ ${order.number}` });
  await drag(page, card, column(page, 'Готовы'));
  await expect(column(page, 'Черновики').getByRole('article')).toHaveCount(1);
  await expect(card.getByRole('alert')).toContainText('Из состояния «черновик» нельзя перейти в «готов»');
  await expectAccessible(page);
});

test('a drop into work without masters asks for them; going back returns the card', async ({ product, open }) => {
  const { id, path } = await clientBoard(product);
  await product.as(product.manager).order({ clientId: id, items: [item(), item({ title: 'Открытка' })] });
  const page = await open(product.manager, path);
  const card = page.getByRole('article');
  await drag(page, card, column(page, 'В работе'));
  await page.getByRole('dialog').getByRole('button', { name: 'Назад' }).click();
  await expect(column(page, 'Подтверждены').getByRole('article')).toHaveCount(1);

  await drag(page, card, column(page, 'В работе'));
  await page.getByRole('combobox', { name: 'Один на все позиции' }).click();
  await page.getByRole('option', { name: product.master.name }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Передать в работу' }).click();
  await expect(column(page, 'В работе').getByRole('article')).toContainText('0/2');
});

test('the keyboard moves a card through its menu', async ({ product, open }) => {
  const { id, path } = await clientBoard(product);
  const order = await product.as(product.manager).order({ clientId: id, status: 'draft' });
  const page = await open(product.manager, path);
  await expect(page.getByRole('article')).toHaveCount(1);
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: `№ ${order.number}` })).toBeFocused();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Подтвердить' }).press('Enter');
  await expect(column(page, 'Подтверждены').getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('link', { name: `№ ${order.number}` })).toBeFocused();
});

test('a card that somebody else moves goes to its column by itself', async ({ product, open }) => {
  const { id, path } = await clientBoard(product);
  const order = await product.api.orderInWork(product.master.id, { clientId: id });
  const page = await open(product.manager, path);
  await expect(column(page, 'В работе').getByRole('article')).toHaveCount(1);
  await product.api.call('POST', `orders/${order.id}/status`, { status: 'ready' });
  await expect(column(page, 'Готовы').getByRole('article')).toContainText('1/1');
  await expect(column(page, 'В работе').getByRole('article')).toHaveCount(0);
});

test('the board has no accessibility faults, on a desk and on a phone', async ({ product, open }) => {
  await product.api.orderInWork(product.master.id);
  for (const width of [1280, 360]) {
    const page = await open(product.manager, '/orders?view=board', width);
    await expect(page.getByRole('article').first()).toBeVisible();
    await expectAccessible(page);
  }
});

test('a refresh that fails leaves the board and the list as they were, and says so until it succeeds', async ({
  product,
  open,
}) => {
  const { id, path } = await clientBoard(product);
  const order = await product.api.order({ clientId: id, status: 'draft' });
  const page = await open(product.manager, path);
  const note = page.getByText('Обновить не удалось');
  for (const shown of [page.getByRole('article'), page.getByRole('row').filter({ hasText: `№ ${order.number}` })]) {
    await expect(shown).toHaveCount(1);
    await page.route('**/api/v1/orders?*', (route) => route.fulfill({ status: 502, body: 'Bad Gateway' }));
    await product.api.call('PATCH', `orders/${order.id}`, { note: `Раз ${unique()}` });
    await expect(note).toBeVisible();
    await expect(shown).toHaveCount(1);
    await expectAccessible(page);
    await page.unroute('**/api/v1/orders?*');
    await page.getByRole('button', { name: 'Повторить' }).click();
    await expect(note).toBeHidden();
    await expect(shown).toHaveCount(1);
    await page.getByRole('radio', { name: 'Таблицей' }).click();
  }
});

test('a board on which nothing stands offers the next step', async ({ product, open }) => {
  const { path } = await clientBoard(product);
  const page = await open(product.manager, path);
  await expect(page.getByText('Ничего не найдено')).toBeVisible();
  await expectAccessible(page);
  await product.api.order({ status: 'draft' });
  await page.locator('ui-empty-state').getByRole('button', { name: 'Сбросить всё' }).click();
  await expect(page).toHaveURL(/\/orders\?view=board$/);
  await expect(page.getByRole('article').first()).toBeVisible();
});
