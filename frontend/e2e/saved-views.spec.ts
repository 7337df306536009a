import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

test('a narrowed list is saved under a name, counted, shared, changed, and deleted with a way back', async ({
  product,
  open,
}) => {
  const name = `К выдаче ${unique()}`;
  const client = await product.api.client();
  await product.api.order({ clientId: client.id, items: [item()], status: 'confirmed' });
  const page = await open(product.manager, `/orders?clientId=${client.id}&status=confirmed&sort=dueAt`);
  const views = page.getByRole('button', { name: 'Сохранённые' });
  await views.click();
  await page.getByRole('menuitem', { name: 'Сохранить отбор…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Название').fill(name);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('button', { name })).toBeVisible();

  // In another window it is there at once, counted, and shows the same list.
  const other = await open(product.manager, '/orders');
  await other.getByRole('button', { name: 'Сохранённые' }).click();
  const entry = other.getByRole('menuitemradio', { name });
  await expect(entry).toContainText('1');
  await entry.click();
  await expect(other).toHaveURL(new RegExp(`clientId=${client.id}`));
  await expect(other.getByRole('row', { name: /подтверждён/ })).toHaveCount(1);

  // Narrowed further it is kept so, and everybody has it.
  await page.goto(page.url().replace('status=confirmed', 'status=ready'));
  await other.goto('/orders');
  await other.getByRole('button', { name: 'Сохранённые' }).click();
  await other.getByRole('menuitemradio', { name }).click();
  await other.getByRole('button', { name }).click();
  await other.getByRole('menuitem', { name: /^Изменить/ }).click();
  await other.getByRole('dialog').getByRole('checkbox', { name: 'Показывать всем' }).check();
  await other.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  const admin = await open(product.admin, '/orders', 360);
  await admin.getByRole('button', { name: 'Сохранённые' }).click();
  await expect(admin.getByRole('menuitemradio', { name: new RegExp(`${name}.*виден всем`) })).toBeVisible();
  await admin.keyboard.press('Escape');
  await expectNoSidewaysScroll(admin);

  await other.getByRole('button', { name }).click();
  await other.getByRole('menuitem', { name: /^Удалить/ }).click();
  await expect(other.getByRole('button', { name: 'Сохранённые' })).toBeVisible();
  await other.getByRole('button', { name: /^Вернуть/ }).click();
  await expect(other.getByRole('button', { name })).toBeVisible();
});
