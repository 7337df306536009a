import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('1C is connected: a password that is shown once, rules of fields and statuses, off and on again', async ({
  product,
  open,
}) => {
  test.slow();
  const name = `1С ${unique()}`;
  const page = await open(product.admin, '/connections');
  await page.getByRole('link', { name: 'Системы' }).click();
  await page.getByRole('button', { name: 'Подключить систему' }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1С приходит сама');
  await dialog.getByRole('textbox', { name: 'Название' }).fill(name);
  await dialog.getByRole('combobox', { name: 'Изделия' }).click();
  await page.getByRole('option', { name: 'Оттуда сюда' }).click();
  await dialog.getByRole('combobox', { name: 'Заказы' }).click();
  await page.getByRole('option', { name: 'В обе стороны' }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Подключить' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.locator('ui-status-chip').first()).toContainText('нужен доступ');

  await page.getByRole('button', { name: 'Сделать логин и пароль' }).click();
  await expect(dialog.getByRole('group', { name: 'Пароль', exact: true })).toContainText(/^\w{24}/);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Пароль сохранён' }).click();
  await expect(page.locator('ui-status-chip').first()).toContainText('обмена ещё не было');
  await expect(page.getByRole('group', { name: 'Логин' })).toContainText(/^1c-/);
  await expect(page.getByRole('group', { name: 'Адрес для 1С' })).toContainText('/exchange/1c');

  await page.getByRole('button', { name: 'Ещё действия' }).click();
  await page.getByRole('menuitem', { name: 'Правила полей и статусов' }).click();
  await dialog.getByRole('combobox', { name: 'Цена' }).click();
  await page.getByRole('option', { name: 'Главнее здесь' }).click();
  await dialog.getByRole('textbox', { name: 'Вид цены там' }).fill('Розничная');
  await dialog.getByRole('textbox', { name: 'Подтверждён' }).fill('Принят');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toBeHidden();
  const { items } = await product.api.call<{
    items: { name: string; fields: object[]; statuses: object[] }[];
  }>('GET', `connections?q=${encodeURIComponent(name)}`);
  expect(items[0]).toMatchObject({
    fields: [{ subject: 'products', field: 'price', winner: 'here', theirs: 'Розничная' }],
    statuses: [{ ours: 'confirmed', theirs: 'Принят' }],
  });

  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ещё действия' }).click();
  await page.getByRole('menuitem', { name: 'Выключить' }).click();
  await expect(page.locator('ui-status-chip').first()).toContainText('выключена');
  await page.getByRole('button', { name: 'Включить' }).click();
  await expect(page.locator('ui-status-chip').first()).toContainText('обмена ещё не было');
});

test('a system that is not reached says why, in English too', async ({ product, open }) => {
  const name = `MoySklad ${unique()}`;
  // Somebody else: a language is a person's, and others test in Russian.
  const page = await open(await product.api.user('admin', 'Ada'), '/connections/systems');
  await page.getByRole('button', { name: /пароль, язык, тема, выход/ }).click();
  await page.getByRole('menuitem', { name: 'Язык' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Connect a system' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'System' }).click();
  await page.getByRole('option', { name: 'MoySklad' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9/api');
  await dialog.getByRole('combobox', { name: 'Clients' }).click();
  await page.getByRole('option', { name: 'Both ways' }).click();
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await page.getByRole('button', { name: 'Enter access' }).click();
  await expectAccessible(page);
  await dialog.getByLabel('Token', { exact: true }).fill('secret-token');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  await expect(page.locator('ui-status-chip').first()).toContainText('failing', { timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Connections' })).toBeVisible();
});

test('Bitrix24 lets the product in, or not, and is told where its events go', async ({ product, open }) => {
  const name = `Битрикс24 ${unique()}`;
  const { id } = await product.api.call<{ id: string }>('POST', 'connections', {
    name,
    kind: 'bitrix24',
    address: 'https://romashka.bitrix24.ru',
    exchanges: [{ subject: 'clients', direction: 'both' }],
    fields: [],
    statuses: [],
  });
  await product.api.call('PUT', `connections/${id}/credentials`, { clientId: 'local.1', clientSecret: 'secret' });
  const page = await open(product.admin, `/connections/systems/${id}`);
  await expect(page.getByRole('group', { name: 'Адрес обработчика' })).toContainText(`/api/v1/bitrix24/events/${id}`);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.route('https://romashka.bitrix24.ru/**', (route) =>
    route.fulfill({ body: 'Войдите', contentType: 'text/html' }),
  );
  await page.getByRole('button', { name: 'Ещё действия' }).click();
  await page.getByRole('menuitem', { name: 'Войти в Битрикс24' }).click();
  await page.waitForURL(/romashka\.bitrix24\.ru\/oauth\/authorize\/\?client_id=local\.1&state=/);
  await page.goto(`${product.url}/connections/bitrix24?code=expired&state=made-up`);
  await expect(page.getByText('Битрикс24 не дал доступа')).toBeVisible();
  await expectAccessible(page);
});
