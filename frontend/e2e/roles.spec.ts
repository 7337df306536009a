import type { Page } from '@playwright/test';
import type { HeldRole } from '@verstak/api';
import type { Account } from './api';
import { expect, expectAccessible, expectNoSidewaysScroll, type Product, test, unique } from './product';

const tick = (page: Page, role: string, may: string) =>
  page.getByRole('checkbox', { name: `${role}: ${may}`, exact: true });

const act = async (page: Page, role: string, label: string): Promise<void> => {
  await page.getByRole('button', { name: `${role}: действия` }).click();
  await page.getByRole('menuitem', { name: label }).click();
};

/** Somebody of a role of these permissions that nobody else has. */
async function holderOf(
  { api }: Product,
  permissions: HeldRole['permissions'],
): Promise<{ role: HeldRole; person: Account }> {
  const role = await api.call<HeldRole>('POST', 'roles', { name: `Приёмщик ${unique()}`, permissions });
  return { role, person: await api.user('manager', undefined, false, { roleId: role.id }) };
}

test('a role is made of another one, ticked by the keyboard, saved, taken back, renamed and deleted', async ({
  product,
  open,
}) => {
  const name = `Приёмщик ${unique()}`;
  const page = await open(product.admin, '/users');
  await page.getByRole('link', { name: 'Роли' }).click();
  await expect(page).toHaveURL(/\/users\/roles$/);
  await act(page, 'Мастер', 'Новая роль на основе этой');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox')).toContainText('Мастер');
  await dialog.getByLabel('Название').fill(name);
  await dialog.getByRole('button', { name: 'Добавить' }).click();
  await expect(tick(page, name, 'Выполнять назначенные работы')).toBeChecked();

  // What means nothing without another is ticked together with it, and unticked.
  const backdate = tick(page, name, 'Ставить заказам другую дату');
  await tick(page, name, 'Удалять заказы').focus();
  await page.keyboard.press('ArrowDown');
  await expect(backdate).toBeFocused();
  await page.keyboard.press('Space');
  for (const may of ['Видеть все заказы', 'Принимать, изменять и выдавать заказы'])
    await expect(tick(page, name, may)).toBeChecked();
  const changes = page.getByRole('region', { name: 'Что изменится' });
  await expect(changes).toContainText('Касается: никого');
  await expect(changes).toContainText('теперь можно: Видеть все заказы');
  await tick(page, name, 'Видеть все заказы').uncheck();
  await expect(backdate).not.toBeChecked();
  await expect(changes).toBeHidden();
  await tick(page, name, 'Видеть клиентов').check();

  // What is not saved is not left without a question.
  await page.getByRole('link', { name: 'Люди' }).click();
  await page.getByRole('button', { name: 'Остаться' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(changes).toBeHidden();
  await page.reload();
  await expect(tick(page, name, 'Видеть клиентов')).toBeChecked();
  await tick(page, name, 'Видеть клиентов').uncheck();
  await changes.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
  await expect(tick(page, name, 'Видеть клиентов')).toBeChecked();

  await act(page, name, 'Переименовать');
  await dialog.getByLabel('Название').fill(`${name} 2`);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await act(page, `${name} 2`, 'Удалить');
  await expect(page.getByRole('columnheader', { name: `${name} 2` })).toBeHidden();
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: `${name} 2` })).toBeVisible();
});

test('a role that somebody holds is not deleted, and leads to them', async ({ product, open }) => {
  const { role, person } = await holderOf(product, []);
  const page = await open(product.admin, '/users/roles');
  await act(page, role.name, 'Удалить');
  await expect(page.getByRole('dialog')).toContainText('Она есть у 1 человека.');
  await page.getByRole('button', { name: 'Показать их' }).click();
  await expect(page.getByRole('row', { name: person.name })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(role.id));
});

test('who loses a permission loses the place at once, and is told where they stand', async ({ product, open }) => {
  const { role, person } = await holderOf(product, ['orders:read', 'clients:read']);
  const theirs = await open(person, '/clients');
  await expect(theirs.getByRole('heading', { level: 1, name: 'Клиенты' })).toBeVisible();
  const places = theirs.getByRole('navigation').first();
  await expect(places.getByRole('link', { name: 'Клиенты' })).toBeVisible();

  const page = await open(product.admin, '/users/roles');
  await tick(page, role.name, 'Видеть клиентов').uncheck();
  await expect(page.getByRole('region', { name: 'Что изменится' })).toContainText('Касается: 1 человека');
  await page.keyboard.press('Control+Enter');

  await expect(places.getByRole('link', { name: 'Клиенты' })).toBeHidden();
  await expect(places.getByRole('link', { name: 'Заказы' })).toBeVisible();
  await expect(theirs.getByRole('alert').getByText('Нет доступа')).toBeVisible();

  await tick(page, role.name, 'Видеть клиентов').check();
  await page.keyboard.press('Control+Enter');
  await expect(places.getByRole('link', { name: 'Клиенты' })).toBeVisible();
});

test('what a role would see is shown before it is saved', async ({ product, open }) => {
  const { role } = await holderOf(product, ['orders:read']);
  const page = await open(product.admin, '/users/roles');
  await tick(page, role.name, 'Видеть склад').check();
  await act(page, role.name, 'Что видит эта роль');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Склад' })).toBeVisible();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Клиенты' })).toBeHidden();
  await expect(dialog.getByRole('row', { name: /^Заказы/ })).toContainText('цены');
  await expect(dialog.getByRole('row', { name: /^Остатки/ })).toContainText('себестоимость');
  await expectAccessible(page);
});

for (const width of [1280, 360]) {
  test(`roles are accessible and fit ${width} px, in both languages`, async ({ product, open }) => {
    const { role } = await holderOf(product, ['orders:read']);
    const page = await open(product.admin, '/users/roles', width);
    const list = page.getByLabel('Роль', { exact: true });
    if (width === 360) await list.selectOption(role.name);
    await tick(page, role.name, 'Видеть цены и оплаты').check();
    await expect(tick(page, 'Менеджер', 'Видеть цены и оплаты')).toBeVisible({ visible: width !== 360 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.evaluate(() => localStorage.setItem('verstak.language', 'en'));
    await page.reload();
    if (width === 360) await page.getByLabel('Role', { exact: true }).selectOption(role.name);
    await tick(page, role.name, 'See prices and payments').check();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: `${role.name}: actions` }).click();
    await page.getByRole('menuitem', { name: 'What this role sees' }).click();
    await expect(page.getByRole('dialog').getByText('Orders', { exact: true }).first()).toBeVisible();
    await expectNoSidewaysScroll(page);
  });
}
