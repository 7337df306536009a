import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('a manager orders what is short, sends the request, notes the answer and receives in portions', async ({
  product,
  open,
}) => {
  const [name, supplier] = [`Заготовка ${unique()}`, `Керамика ${unique()}`];
  const { id: supplierId } = await product.api.call<{ id: string }>('POST', 'suppliers', { name: supplier });
  const { id: stockItemId } = await product.api.call<{ id: string }>('POST', 'stock', {
    name,
    unit: 'шт',
    reorderPoint: 20,
    cost: 5_000,
    supplierId,
  });
  const lines = [{ stockItemId, quantity: 15 }];
  await product.api.call('POST', 'movements', { kind: 'receipt', lines });

  const page = await open(product.manager, '/requests');
  await page.getByRole('main').getByRole('link', { name: 'Что заказать' }).first().click();
  const group = page.getByRole('region', { name: supplier });
  await expect(group.getByLabel(`Сколько заказать: ${name}`)).toHaveValue('25');
  await expectAccessible(page);
  // Others of this product may be short as well.
  for (const box of await page.getByRole('checkbox', { name: /^Заказать всё: / }).all()) await box.uncheck();
  await group.getByRole('checkbox', { name: `Заказать: ${name}` }).check();
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole('button', { name: 'Составить заявки' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Заявка №' })).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText('черновик');
  await main.getByRole('link', { name: 'Изменить' }).click();
  await page.getByRole('button', { name: 'Добавить позицию' }).click();
  const added = page.getByRole('group', { name: 'Позиция 2' });
  await added.getByLabel('Наименование').fill('Доставка');
  await page.getByLabel('Примечание').last().fill('До обеда');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(main).toContainText('До обеда');

  await main.getByRole('button', { name: 'Отправить поставщику' }).click();
  await expect(main.locator('app-request-status')).toHaveText('в процессе');
  await main.getByRole('button', { name: 'Записать ответ' }).click();
  const dialog = page.getByRole('dialog');
  const answers = dialog.getByRole('group');
  await answers.first().getByLabel('Обещано к').fill('01.12.2099');
  await answers.last().getByLabel('Ответ').click();
  await page.getByRole('option', { name: 'отказ' }).click();
  await answers.last().getByLabel('Причина отказа').fill('Только самовывоз');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(main.locator('app-request-items')).toContainText('Только самовывоз');
  await expect(main.locator('app-request-item-state').first()).toHaveText('принято');

  await main.getByRole('button', { name: 'Принять товар' }).click();
  await dialog.getByLabel('Получено').fill('10');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(main.locator('app-request-item-state').first()).toHaveText('получено не всё');
  await main.getByRole('button', { name: 'Принять товар' }).click();
  await expect(dialog.getByLabel('Получено')).toHaveValue('15');
  await page.keyboard.press('Control+Enter');
  await expect(main.locator('app-request-status')).toHaveText('выполнена');
  await page.keyboard.press('z');
  await expect(main.locator('app-request-status')).toHaveText('в процессе');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);

  await page.goto(`/stock/${stockItemId}`);
  await expect(page.locator('app-stock-details')).toContainText('25\u00a0шт');
  await page.getByRole('link', { name: '15\u00a0шт' }).click();
  await expect(page.getByRole('link', { name: supplier })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('a request is written by hand, found by its filters, cancelled, and a draft deleted', async ({
  product,
  open,
}) => {
  const supplier = `Фанера ${unique()}`;
  await product.api.call('POST', 'suppliers', { name: supplier });
  const page = await open(product.manager, '/requests/new');
  await page.getByRole('combobox', { name: 'Поставщик' }).fill(supplier);
  await page.getByRole('option', { name: supplier }).click();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Заявка №' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('В заявке ничего нет');
  await page.getByRole('button', { name: 'Отправить поставщику' }).click();
  await expect(page.getByText('В заявке ничего не заказано')).toBeVisible();
  await page.keyboard.press('e');
  const line = page.getByRole('group', { name: 'Позиция 1' });
  await page.getByRole('button', { name: 'Добавить позицию' }).click();
  await line.getByLabel('Наименование').fill('Фанера 4 мм');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Отправить поставщику' }).click();
  await expect(page.locator('app-request-status')).toHaveText('в процессе');

  await page.goto(`/requests?sentTo=2001-01-01&q=${encodeURIComponent(supplier)}`);
  await expect(page.getByRole('link', { name: supplier })).toHaveCount(0);
  await page.goto(
    `/requests?status=in_process&kind=other&sentFrom=2001-01-01&sentTo=2099-12-31&q=${encodeURIComponent(supplier)}`,
  );
  await page.getByRole('link', { name: supplier }).click();
  await page.getByRole('button', { name: 'Ещё', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Отменить заявку' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отменить заявку' }).click();
  await expect(page.locator('app-request-status')).toHaveText('отменена');
  await page.getByRole('button', { name: 'Ещё', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Вернуть в черновики' }).click();
  await expect(page.locator('app-request-status')).toHaveText('черновик');
  await page.getByRole('button', { name: 'Ещё', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Удалить черновик' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить черновик' }).click();
  await expect(page).toHaveURL(/\/requests$/);
});
