import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

test('a narrowed list is saved under a name, counted, shared, changed, and deleted with a way back', async ({
  product,
  open,
}) => {
  const name = `К выдаче ${unique()}`;
  const client = await product.api.client();
  await product.api.order({ clientId: client.id, items: [item()], status: 'confirmed' });
  const page = await open(product.manager, `/orders?clientId=${client.id}&status=confirmed&sort=dueAt`);
  const tabOf = (one: Page) => one.getByRole('navigation', { name: 'Виды' }).getByRole('link', { name });
  const act = async (one: Page, what: string | RegExp): Promise<void> => {
    await one.getByRole('button', { name: 'Что можно сделать с видом' }).click();
    await one.getByRole('menuitem', { name: what }).click();
  };
  await act(page, 'Сохранить вид…');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Название').fill(name);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(tabOf(page)).toHaveAttribute('aria-current', 'page');

  // In another window it is there at once, counted, and sets the filters of the list.
  const other = await open(product.manager, '/orders');
  await expect(tabOf(other)).toContainText('1');
  await tabOf(other).click();
  await expect(other).toHaveURL(new RegExp(`clientId=${client.id}`));
  await expect(other.getByRole('row', { name: /подтверждён/ })).toHaveCount(1);
  const chip = other.getByRole('group', { name: 'Отборы' }).getByRole('button', { name: /^Состояние/ });
  await expect(chip).toContainText('подтверждён');

  // Narrowed further it is kept so, and everybody has it.
  await chip.click();
  await other.getByRole('menuitemcheckbox', { name: 'подтверждён' }).click();
  await other.keyboard.press('Escape');
  await expect(tabOf(other)).not.toHaveAttribute('aria-current');
  await act(other, /^Изменить/);
  await other.getByRole('dialog').getByRole('checkbox', { name: 'Запомнить то, что отобрано сейчас' }).check();
  await other.getByRole('dialog').getByRole('checkbox', { name: 'Показывать всем' }).check();
  await other.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  await expect(tabOf(other)).toHaveAttribute('aria-current', 'page');
  const admin = await open(product.admin, '/orders', 360);
  await expect(tabOf(admin)).toHaveAccessibleName(/виден всем/);
  await expectNoSidewaysScroll(admin);

  await act(other, /^Удалить/);
  await expect(tabOf(other)).toHaveCount(0);
  await other.getByRole('button', { name: /^Вернуть/ }).click();
  await expect(tabOf(other)).toBeVisible();
});
