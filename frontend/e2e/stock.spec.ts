import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('a manager adds a material, receives, counts and writes off, and takes a movement back', async ({
  product,
  open,
}) => {
  const name = `Заготовка ${unique()}`;
  const page = await open(product.manager, '/stock');
  const act = (called: string) => page.getByRole('main').getByRole('button', { name: called, exact: true });
  const dialog = page.getByRole('dialog');
  const onHand = page.locator('app-stock-details div', { hasText: 'Остаток' }).locator('dd');

  await page.keyboard.press('n');
  await page.getByLabel('Название').fill(name);
  await page.getByLabel('Точка заказа').fill('20');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.locator('app-stock-details')).toContainText('не считали');

  await act('Приход').click();
  await dialog.getByLabel('Количество').fill('40');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(onHand).toHaveText('40\u00a0шт');

  await act('Инвентаризация').click();
  await expect(dialog).toContainText('По учёту: 40\u00a0шт');
  await dialog.getByLabel('Насчитали').fill('15');
  await expect(dialog).toContainText('Меньше, чем по учёту, на 25\u00a0шт');
  await page.keyboard.press('Control+Enter');
  await expect(onHand).toHaveText('15\u00a0шт');
  await expect(page.locator('app-stock-details')).toContainText('мало');

  await act('Списание').click();
  await dialog.getByLabel('Количество').fill('16');
  await dialog.getByLabel('Причина').click();
  await page.getByRole('option', { name: 'испорчено' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toContainText('на складе только 15 шт');
  await dialog.getByLabel('Количество').fill('5');
  await page.keyboard.press('Control+Enter');
  await expect(onHand).toHaveText('10\u00a0шт');
  await page.keyboard.press('z');
  await expect(onHand).toHaveText('15\u00a0шт');

  await expect(page.locator('app-movement-table')).toContainText('отменено');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.goto('/stock?state=short,out,low');
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('whoever counts while it moves is told the new figure and counts again', async ({ product, open }) => {
  const name = `Глина ${unique()}`;
  const { id } = await product.api.call<{ id: string }>('POST', 'stock', { name, unit: 'кг' });
  const receive = (quantity: number) =>
    product.api.call('POST', 'movements', { kind: 'receipt', lines: [{ stockItemId: id, quantity }] });
  await receive(10);
  const page = await open(product.manager, `/stock/${id}`);
  const dialog = page.getByRole('dialog');

  await page.getByRole('main').getByRole('button', { name: 'Инвентаризация', exact: true }).click();
  await dialog.getByLabel('Насчитали').fill('9');
  await receive(5);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toContainText('было 10, стало 15');
  await expect(dialog).toContainText('По учёту: 15\u00a0кг');
  await dialog.getByLabel('Насчитали').fill('14,5');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('app-stock-details')).toContainText('14,5\u00a0кг');
});

test('many things are counted in one sheet; what was typed stays, and what moved meanwhile is marked', async ({
  product,
  open,
}) => {
  const mark = `Лист${unique()}`;
  const [first, second] = await Promise.all(
    ['А', 'Б'].map((letter) =>
      product.api.call<{ id: string }>('POST', 'stock', { name: `${mark} ${letter}`, unit: 'шт' }),
    ),
  );
  const page = await open(product.manager, `/stock/count?q=${mark}`);
  const counted = (letter: string) => page.getByRole('textbox', { name: `Насчитали: ${mark} ${letter}` });

  await counted('А').fill('7');
  await page.keyboard.press('Enter');
  await expect(counted('Б')).toBeFocused();
  await page.keyboard.type('3');
  await expectAccessible(page);
  await page.reload();
  await expect(counted('А')).toHaveValue('7');
  await product.api.call('POST', 'movements', { kind: 'receipt', lines: [{ stockItemId: second?.id, quantity: 5 }] });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('стало другое: было 0')).toBeVisible();
  await counted('Б').fill('4');
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Записаны 2 строки инвентаризации')).toBeVisible();
  await expect(counted('А')).toHaveValue('');
  const item = await product.api.call<{ onHand: number }>('GET', `stock/${first?.id ?? ''}`);
  expect(item.onHand).toBe(7);
});

test('what orders want more of than there is shows on the first page, with the orders that wait', async ({
  product,
  open,
}) => {
  const { api } = product;
  const name = `Кружка ${unique()}`;
  const made = { name, unit: 'шт', price: 1000, isStocked: true, options: [], questions: [] };
  const { id: productId } = await api.call<{ id: string }>('POST', 'products', made);
  const { items } = await api.call<{ items: { id: string }[] }>('GET', `stock?productId=${productId}`);
  const lines = items.map(({ id }) => ({ stockItemId: id, quantity: 1 }));
  await api.call('POST', 'movements', { kind: 'receipt', lines });
  const order = await api.order({ items: [{ title: name, productId, quantity: 5 }] });

  const page = await open(product.manager);
  const card = page.getByRole('region', { name: /Не хватает на складе/ });
  await expect(card.getByRole('link', { name })).toContainText('не хватает 4');
  await card.getByRole('link', { name: 'Все' }).click();
  await expect(page).toHaveURL(/\/stock\?/);
  await page.getByRole('link', { name }).click();
  await expect(page.locator('app-stock-details')).toContainText('-4\u00a0шт');
  await page.getByRole('link', { name: `№ ${order.number}` }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${order.id}`));
});
