import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, expectAccessible, expectNoSidewaysScroll, type Product, test, unique } from './product';

const run = promisify(execFile);

const scope = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('checkbox', { name: new RegExp(`^${name}`) });

const act = async (page: Page, name: string, label: string): Promise<void> => {
  await page.getByRole('button', { name: `${name}: действия` }).click();
  await page.getByRole('menuitem', { name: label }).click();
};

/** What a key gets of a path: the status. */
const asked = async ({ url }: Product, key: string, path: string): Promise<number> =>
  (await fetch(`${url}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } })).status;

test('a key is made with its scopes, shown once, tried, narrowed and revoked', async ({ product, open }) => {
  const name = `1С склад ${unique()}`;
  const page = await open(product.admin, '/connections');
  await expect(page.getByRole('heading', { name: 'Связи с другими системами' })).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Сделать ключ' }).click();
  await expect(dialog.getByText('Заполните поле')).toBeVisible();
  await expect(dialog.getByText('Отметьте хотя бы одно право.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Название' }).fill(name);

  // What means nothing without another is ticked together with it, and unticked.
  await scope(page, 'Приходовать').check();
  await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await scope(page, 'Видеть все заказы').check();
  await expect(dialog.getByText('Широкое право')).toBeHidden();
  await scope(page, 'Видеть журнал').check();
  await expect(dialog.getByText('Широкое право')).toBeVisible();
  await scope(page, 'Видеть журнал').uncheck();
  await dialog.getByRole('combobox', { name: 'Срок' }).click();
  await page.getByRole('option', { name: 'Бессрочно' }).click();
  await expect(dialog.getByText('Бессрочный ключ действует')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Срок' }).click();
  await page.getByRole('option', { name: '90 дней' }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сделать ключ' }).click();

  await expect(dialog.getByRole('heading', { name: `Ключ «${name}» сделан` })).toBeVisible();
  await expectAccessible(page);
  const key = await dialog.getByRole('group', { name: 'Ключ', exact: true }).innerText();
  expect(key).toMatch(/^vk_[0-9A-Za-z]{49}$/);
  // No stray key closes what is shown this once.
  await page.keyboard.press('Escape');
  const command = await dialog.getByRole('group', { name: 'Проверить из командной строки' }).innerText();
  const [program = '', ...rest] = command.match(/"[^"]*"|\S+/g) ?? [];
  const { stdout } = await run(program, ['-s', ...rest.map((one) => one.replaceAll('"', ''))]);
  expect(JSON.parse(stdout)).toHaveProperty('name');
  await dialog.getByRole('button', { name: 'Ключ сохранён' }).click();
  await expect(dialog).toBeHidden();
  expect(await page.content()).not.toContain(key);

  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toContainText('действует');
  await expect(row).toContainText('3 права');
  expect([await asked(product, key, 'orders'), await asked(product, key, 'clients')]).toEqual([200, 403]);

  await act(page, name, 'Изменить');
  await expect(dialog.getByRole('combobox', { name: 'Срок' })).toContainText('Как сейчас');
  await scope(page, 'Видеть все заказы').uncheck();
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(row).toContainText('2 права');
  expect([await asked(product, key, 'orders'), await asked(product, key, 'stock')]).toEqual([403, 200]);

  await act(page, name, 'Отозвать');
  await dialog.getByRole('button', { name: 'Отозвать' }).click();
  await expect(row).toContainText('отозван');
  expect(await asked(product, key, 'stock')).toBe(401);
  await act(page, name, 'Что сделано по ключу');
  await expect(page).toHaveURL(/\/journal\?actorId=/);
  await expect(page.getByRole('button', { name: `Ключ «${name}»` })).toBeVisible();
});

test('keys are readable and reachable on a phone', async ({ product, open }) => {
  const name = `Сайт ${unique()}`;
  await product.api.call('POST', 'api-keys', { name, scopes: ['orders:read'], expiresInDays: null });
  const page = await open(product.admin, '/connections', 360);
  await expect(page.getByText(name)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Новый ключ' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Название' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('whoever may not connect other systems finds no such place', async ({ product, open }) => {
  const page = await open(product.manager);
  await page.goto('/connections');
  await expect(page.getByRole('button', { name: 'Новый ключ' })).toBeHidden();
  await expect(page.getByText('Эта страница не входит в вашу роль')).toBeVisible();
});
