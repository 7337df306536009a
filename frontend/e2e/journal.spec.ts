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

test('the audit log fits a phone, and is not offered to a manager', async ({ product, open }) => {
  const page = await open(product.admin, '/journal', 360);
  await expect(page.getByRole('heading', { level: 1, name: 'Журнал действий' })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expectNoSidewaysScroll(page);
  const theirs = await open(product.manager, '/clients');
  await expect(theirs.getByRole('link', { name: 'Клиенты' }).first()).toBeVisible();
  await expect(theirs.getByRole('link', { name: 'Журнал', exact: true })).toHaveCount(0);
});
