import { expect, expectAccessible, expectNoSidewaysScroll, item, test } from './product';

test('a scanned code opens the part for whoever may see it, and an unknown one says so', async ({ product, open }) => {
  const order = await product.api.orderInWork(product.master.id, { items: [item({ title: 'Кронштейн' })] });
  const [part] = await product.api.parts(order.id);
  const page = await open(product.manager, `/p/${part?.code.toLowerCase()}`);
  await expect(page).toHaveURL(new RegExp(`/orders/${order.id}\\?tab=production$`));
  await expect(page.getByText('Кронштейн').first()).toBeVisible();

  const phone = await open(product.master, `/p/${part?.code}`, 360);
  await expect(phone).toHaveURL(/\/queue$/);
  await expect(phone.locator('app-part-card').filter({ hasText: 'Кронштейн' })).toBeVisible();

  await phone.goto('/p/yyyy-yyyy');
  await expect(phone.getByRole('heading', { name: 'Нет детали с кодом YYYY-YYYY' })).toBeVisible();
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
});
