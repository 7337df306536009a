import { expect, expectAccessible, expectNoSidewaysScroll, item, test } from './product';

test('a scanned code opens the part for whoever may see it, and an unknown one says so', async ({ product, open }) => {
  const order = await product.api.orderInWork(product.master.id, { items: [item({ title: 'Кронштейн' })] });
  const [part] = await product.api.parts(order.id);
  const page = await open(product.manager, `/p/${part?.code.toLowerCase()}`);
  await expect(page).toHaveURL(new RegExp(`/orders/${order.id}\\?tab=production$`));
  await expect(page.getByText('Кронштейн').first()).toBeVisible();

  const phone = await open(product.master, `/p/${part?.code}`, 360);
  await expect(phone).toHaveURL(/\/scan\?code=/);
  await expect(phone.locator('app-part-card').filter({ hasText: 'Кронштейн' })).toBeVisible();

  await phone.goto('/p/yyyy-yyyy');
  await expect(phone.getByRole('heading', { name: 'Нет детали с кодом YYYY-YYYY' })).toBeVisible();
  await expectAccessible(phone);
  await expectNoSidewaysScroll(phone);
});

test('labels of an order are printed from a free place of a sheet, and the sheet is remembered', async ({
  product,
  open,
}) => {
  const items = [1, 2, 3].map((number) => item({ title: `Деталь ${number}` }));
  const order = await product.api.orderInWork(product.master.id, { items });
  const page = await open(product.manager, `/orders/${order.id}?tab=production`);
  await page.getByRole('button', { name: 'Этикетки' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toHaveText('3 этикетки, страниц: 1');
  await dialog.getByRole('radio', { name: 'Место 24' }).check();
  await expect(dialog.getByRole('status')).toHaveText('3 этикетки, страниц: 2');
  await expectAccessible(page);

  const answered = page.waitForResponse((response) => response.url().endsWith('/parts/labels'));
  const opened = page.waitForEvent('popup');
  await dialog.getByRole('button', { name: 'Открыть для печати' }).click();
  const answer = await answered;
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  const sent = answer.request().postDataJSON() as { ids: string[]; first: number };
  const parts = await product.api.parts(order.id);
  expect([sent.ids, sent.first]).toEqual([parts.map(({ id }) => id).sort(), 24]);
  await expect.poll(async () => (await opened).url()).toMatch(/^blob:/);

  await dialog.getByRole('combobox', { name: 'На чём печатать' }).click();
  await page.getByRole('option', { name: 'Свои размеры' }).click();
  await dialog.getByRole('textbox', { name: 'Промежуток в ряду, мм' }).fill('1');
  await expect(dialog.getByRole('status')).toContainText('нужно 212 мм, а ширина листа 210 мм');
  await expect(dialog.getByRole('button', { name: 'Открыть для печати' })).toHaveAttribute('aria-disabled', 'true');
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
});
