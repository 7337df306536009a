import { expect, expectAccessible, item, test } from './product';

test('one master for the other items leaves those alone that have their own; the keyboard does it all', async ({
  product,
  open,
}) => {
  const other = await product.api.user('master', 'Олег Гончар');
  const items = [item({ title: 'Ваза' }), item({ title: 'Блюдо' }), item({ title: 'Открытка' })];
  const order = await product.as(product.manager).order({ items });
  const page = await open(product.manager, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Передать в работу' }).click();
  const dialog = page.getByRole('dialog');
  const all = dialog.getByRole('combobox', { name: 'Один на все позиции' });
  const masterOf = (title: string) => dialog.getByRole('combobox', { name: `Исполнитель: ${title}` });

  await expect(all).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(masterOf('Блюдо')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: other.name }).click();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  const others = dialog.getByRole('combobox', { name: 'На остальные позиции' });
  await expect(others).toBeFocused();
  await others.click();
  await page.getByRole('option', { name: product.master.name }).click();
  await expect(masterOf('Ваза')).toContainText(product.master.name);
  await expect(masterOf('Блюдо')).toContainText(other.name);
  await expect(masterOf('Открытка')).toContainText(product.master.name);
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('ui-page-header app-order-status')).toHaveText('в работе');

  // Where every item has a master, the common choice means all of them.
  await page.getByRole('button', { name: 'Другие действия' }).click();
  await page.getByRole('menuitem', { name: 'Назначить исполнителей' }).click();
  await all.click();
  await page.getByRole('option', { name: other.name }).click();
  for (const title of ['Ваза', 'Блюдо', 'Открытка']) await expect(masterOf(title)).toContainText(other.name);
});
