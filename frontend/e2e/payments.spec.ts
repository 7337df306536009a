import { expect, expectAccessible, expectNoSidewaysScroll, test } from './product';

test('a deposit is taken, the order cancelled, and the money given back from the list of what is owed', async ({
  product,
  open,
}) => {
  const order = await product.api.order();
  const page = await open(product.manager, `/orders/${order.id}?tab=payments`);
  await expect(page.getByRole('heading', { name: 'Оплат пока нет' })).toBeVisible();
  await page.getByRole('button', { name: 'Принять оплату' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Сумма')).toHaveValue(/^3000,00$/);
  await dialog.getByLabel('Сумма').fill('3100');
  await expect(dialog.getByRole('status')).toContainText(/100,00/);
  await expectAccessible(page);
  await dialog.getByLabel('Сумма').fill('600');
  await dialog.getByRole('combobox', { name: 'Как' }).click();
  await page.getByRole('option', { name: 'карта' }).click();
  await dialog.getByLabel('Примечание').fill('Предоплата');
  await page.keyboard.press('Control+Enter');
  const row = page.locator('app-order-payments li');
  await expect(row).toContainText('карта');
  await expect(row).toContainText(product.manager.name);
  await expect(row).toContainText('Предоплата');
  await expect(page.locator('app-order-facts')).toContainText(/осталось 2\s400/);

  await product.as(product.manager).call('POST', `orders/${order.id}/status`, { status: 'cancelled' });
  await expect(page.locator('app-order-facts')).toContainText('вернуть 600');

  await page.goto('/clients?hasCredit=true');
  await page.getByRole('link', { name: order.clientName }).first().click();
  await expect(page.locator('app-client-details')).toContainText('Деньги клиента у нас');
  const account = page.locator('app-client-account');
  await expect(account).toContainText('Авансы, переплаты и возвраты клиенту');
  await expectAccessible(page);
  await account.getByRole('link', { name: `№ ${order.number}` }).click();
  await page.getByRole('button', { name: 'Вернуть деньги' }).click();
  await dialog.getByLabel('Сумма').fill('601');
  await dialog.getByRole('button', { name: 'Вернуть деньги' }).click();
  await expect(dialog).toContainText('Больше, чем осталось');
  await dialog.getByLabel('Сумма').fill('600');
  await dialog.getByRole('button', { name: 'Вернуть деньги' }).click();
  await expect(row).toHaveCount(2);
  await expect(row.first()).toContainText('возврат');
  await expectAccessible(page);
});

test('an order can be handed over unpaid, and paid for afterwards, on a phone', async ({ product, open }) => {
  const order = await product.api.order();
  await product.api.call('POST', `orders/${order.id}/status`, { status: 'ready' });
  const page = await open(product.manager, `/orders/${order.id}?tab=payments`, 360);
  await page.getByRole('button', { name: 'Выдать' }).click();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Выдать без оплаты' }).click();
  await expect(page.locator('ui-page-header app-order-status')).toHaveText('выдан');
  await page.getByRole('button', { name: 'Принять оплату' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Принять оплату' }).click();
  await expect(page.locator('app-order-facts')).toContainText('оплачен');
  await expectNoSidewaysScroll(page);
});
