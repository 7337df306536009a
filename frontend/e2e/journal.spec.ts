import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('an administrator sees who did what, narrows it and takes it as a file', async ({ product, open, browser }) => {
  const name = `Журнальная ${unique()}`;
  const client = await product.api.client({ company: name });
  const stranger = await (await browser.newContext({ baseURL: product.url })).newPage();
  const login = `stranger${unique()}`;
  await stranger.goto('/');
  await stranger.getByLabel('Логин').fill(login);
  await stranger.getByLabel('Пароль').fill('not it at all');
  await stranger.getByRole('button', { name: 'Войти' }).click();
  await expect(stranger.getByRole('alert')).toBeVisible();
  await stranger.context().close();

  const page = await open(product.admin, '/journal');
  await expect(page.getByRole('row', { name: login })).toContainText('неудачный вход');
  await page.getByRole('button', { name: 'Что сделано' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'создание' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/action=created/);
  await expect(page.getByRole('row', { name: login })).toHaveCount(0);
  await page
    .getByRole('row')
    .getByRole('link', { name: `клиент № ${client.number}` })
    .click();
  await expect(page.getByRole('heading', { name })).toBeVisible();

  await page.goBack();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: 'Скачать' })
      .click()
      .then(() => page.getByRole('menuitem', { name: 'Журнал, .csv' }).click()),
  ]);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toContain('создание');
  expect(text).not.toContain('неудачный вход');
  await expectAccessible(page);
});

test('what was done with a document is found by its number, and the log is checked', async ({ product, open }) => {
  const client = await product.api.client({ company: `Проверка ${unique()}` });
  await product.api.call('PATCH', `clients/${client.id}`, { note: 'Постоянный' });
  const page = await open(product.admin, '/journal');
  await page.getByRole('textbox', { name: '№ документа' }).fill(`№ ${client.number}`);
  await expect(page).toHaveURL(/q=/);
  const own = new RegExp(`№\\s${client.number}$`);
  const document = page.getByRole('row').getByRole('link', { name: /№/ });
  await expect(document.first()).toHaveText(own);
  for (const text of await document.allTextContents()) expect(text).toMatch(own);
  await expect(page.getByRole('row').filter({ hasText: `клиент № ${client.number}` })).toHaveCount(2);

  const check = page.getByRole('button', { name: 'Проверить журнал' });
  await check.click();
  await expect(page.getByRole('status').filter({ hasText: /Журнал цел: записей \d/ })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  const fault = { kind: 'document_changed', entity: 'Client', entityId: client.id, path: 'phone' };
  const json = { isIntact: false, entries: 1, keyedFrom: 1, documents: 1, fault, faults: [fault] };
  await page.route('**/journal/check', (route) => route.fulfill({ json }));
  await check.click();
  await expect(page.getByText('Найдено 1 расхождение')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'клиент, phone' }).click();
  await expect(page).toHaveURL(new RegExp(`/clients/${client.id}$`));
});

test('the audit log fits a phone, and is not offered to a manager', async ({ product, open }) => {
  const page = await open(product.admin, '/journal', 360);
  await expect(page.getByRole('heading', { level: 1, name: 'Журнал действий' })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expectNoSidewaysScroll(page);
  const theirs = await open(product.manager, '/clients');
  await expect(theirs.getByRole('link', { name: 'Клиенты' }).first()).toBeVisible();
  await expect(theirs.getByRole('link', { name: 'Журнал', exact: true })).toHaveCount(0);
});
