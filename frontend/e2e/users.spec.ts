import type { Page } from '@playwright/test';
import type { User } from '@verstak/api';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test, unique } from './product';

const act = async (page: Page, name: string, label: string): Promise<void> => {
  await page.getByRole('button', { name: `${name}: действия` }).click();
  await page.getByRole('menuitem', { name: label }).click();
};

test('an administrator adds a master, who signs in with the password that was made', async ({
  product,
  open,
  browser,
}) => {
  const number = unique();
  const page = await open(product.admin, '/users');
  await expect(page.getByRole('button', { name: 'Новый сотрудник' })).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Имя').fill(`Вера ${number}`);
  await dialog.getByLabel('Логин').fill(`vera${number}`);
  await dialog.getByRole('combobox', { name: 'Роль' }).click();
  await page.getByRole('option', { name: 'Мастер' }).click();
  const password = await dialog.getByLabel('Пароль').inputValue();
  expect(password.length).toBeGreaterThanOrEqual(16);
  await dialog.getByRole('button', { name: 'Придумать другой' }).click();
  await expect(dialog.getByLabel('Пароль')).not.toHaveValue(password);
  const other = await dialog.getByLabel('Пароль').inputValue();
  await dialog.getByRole('button', { name: 'Добавить' }).click();
  await expect(page.getByRole('button', { name: `Вера ${number}`, exact: true })).toBeVisible();

  const theirs = await (await browser.newContext({ baseURL: product.url })).newPage();
  await signIn(theirs, { id: '', name: '', login: `vera${number}`, password: other });
  // What somebody else has chosen is changed first; then one comes to where one wanted to go.
  await expect(theirs.getByText('Ваш пароль придумали за вас')).toBeVisible();
  await theirs.goto('/queue');
  await expect(theirs).toHaveURL(/\/account\/password/);
  await expectAccessible(theirs);
  const next = theirs.getByLabel('Новый пароль', { exact: true });
  await theirs.getByLabel('Текущий пароль').fill(other);
  await next.fill('йцукен12345');
  await theirs.getByLabel('Новый пароль ещё раз').fill('йцукен12345');
  await theirs.getByRole('button', { name: 'Сменить пароль' }).click();
  await expect(theirs.getByText('Лучше несколько слов')).toBeVisible();
  await next.fill('берёза у самой воды');
  await expect(theirs.getByText('Надёжно')).toBeVisible();
  await expect(next).toHaveAttribute('type', 'password');
  await theirs.getByRole('button', { name: 'Показать введённое' }).nth(1).click();
  await expect(next).toHaveAttribute('type', 'text');
  await theirs.getByLabel('Новый пароль ещё раз').fill('берёза у самой воды');
  await theirs.getByRole('button', { name: 'Сменить пароль' }).click();
  await expect(theirs).toHaveURL(/\/queue$/);
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/queue$/);
  await theirs.context().close();
});

test('a changed role and a closed sign-in are effective at once; closing can be taken back', async ({
  product,
  open,
}) => {
  const person = await product.api.user('master', `Глеб ${unique()}`);
  const theirs = await open(person, '/queue');
  const page = await open(product.admin, `/users?q=${encodeURIComponent(person.name)}`);
  await act(page, person.name, 'Изменить имя и роль');
  await page.getByRole('dialog').getByRole('combobox', { name: 'Роль' }).click();
  await page.getByRole('option', { name: 'Менеджер' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('row', { name: person.name })).toContainText('Менеджер');
  await theirs.goto('/orders');
  await expect(theirs.getByRole('heading', { level: 1, name: 'Заказы' })).toBeVisible();

  await act(page, person.name, 'Закрыть вход');
  await expect(page.getByRole('row', { name: person.name })).toContainText('вход закрыт');
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await expect(page.getByRole('row', { name: person.name })).toContainText('работает');
  await act(page, person.name, 'Закрыть вход');
  await expect(page.getByRole('row', { name: person.name })).toContainText('вход закрыт');
  await theirs.reload();
  await expect(theirs.getByRole('button', { name: 'Войти' })).toBeVisible();
});

test('a new password replaces the old one', async ({ product, open, browser }) => {
  const person = await product.api.user('manager', `Нина ${unique()}`);
  const page = await open(product.admin, `/users?q=${encodeURIComponent(person.name)}`);
  await act(page, person.name, 'Новый пароль');
  const password = await page.getByRole('dialog').getByLabel('Пароль', { exact: true }).inputValue();
  await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('пароль изменён')).toBeVisible();
  const theirs = await (await browser.newContext({ baseURL: product.url })).newPage();
  await signIn(theirs, { ...person, password });
  await expect(theirs.getByRole('heading', { level: 1 })).toBeVisible();
  await theirs.context().close();
});

test('a login is given once, and the last administrator stays; both refusals keep what was typed', async ({
  product,
  open,
}) => {
  const page = await open(product.admin, '/users');
  await page.getByRole('button', { name: 'Новый сотрудник' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Имя').fill('Второй');
  await dialog.getByLabel('Логин').fill(product.master.login);
  await dialog.getByRole('combobox', { name: 'Роль' }).click();
  await page.getByRole('option', { name: 'Мастер' }).click();
  await dialog.getByRole('button', { name: 'Добавить' }).click();
  await expect(dialog.getByText('Такое значение уже есть')).toBeVisible();
  await expect(dialog.getByLabel('Имя')).toHaveValue('Второй');
  await dialog.getByRole('button', { name: 'Отмена' }).click();

  // Those of other tests work there no more.
  const { items } = await product.api.call<{ items: User[] }>('GET', 'users?pageSize=100&isActive=true');
  const admin = items.find(({ login }) => login === product.admin.login);
  for (const { id, roleId } of items)
    if (id !== admin?.id && roleId === admin?.roleId)
      await product.api.call('PATCH', `users/${id}`, { isActive: false });
  await act(page, 'Администратор', 'Изменить имя и роль');
  await dialog.getByRole('combobox', { name: 'Роль' }).click();
  await page.getByRole('option', { name: 'Менеджер' }).click();
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Это последний администратор.');
  await expect(dialog.getByRole('combobox', { name: 'Роль' })).toContainText('Менеджер');
});

for (const width of [1280, 360]) {
  test(`people are accessible and fit ${width} px`, async ({ product, open }) => {
    const page = await open(product.admin, '/users', width);
    await expect(page.getByRole('button', { name: 'Новый сотрудник' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Новый сотрудник' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
  });
}
