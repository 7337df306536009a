import { expect, item, test } from './product';

test('an order is printed from its page, in a tab of its own', async ({ product, open }) => {
  const client = await product.api.client();
  const { id } = await product.api.order({ clientId: client.id, items: [item()] });
  const page = await open(product.manager, `/orders/${id}`);
  for (const [name, route] of [
    ['Напечатать бланк заказа', '/api/v1/orders/forms.pdf'],
    ['Напечатать наряд', '/api/v1/orders/job-sheets.pdf'],
  ] as const) {
    await page.getByRole('button', { name: 'Другие действия' }).click();
    const opened = page.waitForEvent('popup');
    const answered = page.waitForResponse((response) => new URL(response.url()).pathname === route);
    await page.getByRole('menuitem', { name }).click();
    const answer = await answered;
    expect([answer.status(), (await answer.headerValue('content-type'))?.slice(0, 15)]).toEqual([
      200,
      'application/pdf',
    ]);
    await expect.poll(async () => (await opened).url()).toMatch(/^blob:/);
    await (await opened).close();
  }
});
