import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

test('a route is made up and put in order by the keyboard, and an item goes by it', async ({ product, open }) => {
  const name = `Полка ${unique()}`;
  const page = await open(product.admin, '/routes');
  await page.getByRole('link', { name: 'Новый маршрут' }).first().click();
  await page.getByRole('textbox', { name: 'Название' }).fill(name);
  const stages = page.locator('app-stage-fields li');
  const nameOf = (place: number) => stages.nth(place).getByRole('textbox', { name: 'Этап' });
  await nameOf(0).fill('Шлифовка');
  await page.getByRole('button', { name: 'Добавить этап' }).click();
  await expect(nameOf(1)).toBeFocused();
  await page.keyboard.type('Распил');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(nameOf(0)).toHaveValue('Распил');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`Маршрут «${name}» добавлен`)).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Распил → Шлифовка');

  const order = await product.api.order({ items: [item({ title: 'Полка' })] });
  await page.goto(`/orders/${order.id}`);
  await page.getByRole('button', { name: 'Передать в работу' }).click();
  await page.getByRole('combobox', { name: 'Исполнитель: Полка' }).click();
  await page.getByRole('option', { name: `по маршруту: ${name}` }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('ui-page-header app-order-status')).toHaveText('в работе');
  const [part] = await product.api.parts(order.id);
  expect(part).toMatchObject({ routeName: name, stageName: 'Распил', stagesDone: 0 });

  const floor = await open(await product.api.user('master'), '/queue', 360);
  const card = floor.locator('app-part-card').filter({ hasText: `Заказ № ${order.number}` });
  await expect(card).toContainText('Распил');
  // Alone on its page: in the queue other cards may still grow above it.
  await floor.goto(`/scan?code=${part?.code}`);
  const alone = floor.locator('app-part-card');
  for (const stage of ['Распил', 'Шлифовка']) {
    await expect(alone).toContainText(stage);
    await alone.getByRole('button', { name: 'Начать' }).click();
    await alone.getByRole('button', { name: 'Готово' }).click();
  }
  await expect(alone).toContainText('готово');
  await floor.goto('/queue');
  await expect(floor.locator('app-done-list')).toContainText('Полка');
  await expect(card).toHaveCount(0);
});
