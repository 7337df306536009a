import { expect, item, test } from './product';

test('from an order one goes on to the next of the filtered list, over its pages, and back', async ({
  product,
  open,
}) => {
  const client = await product.api.client();
  const orders = [];
  for (let n = 0; n < 26; n += 1) orders.push(await product.api.order({ clientId: client.id, items: [item()] }));
  const page = await open(product.manager, `/orders?clientId=${client.id}&sort=number`);
  await page.getByRole('link', { name: `№ ${orders[24]?.number}`, exact: true }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(`№ ${orders[24]?.number}`);
  await expect(page.getByText('25 из 26')).toBeVisible();
  await page.getByRole('button', { name: 'Следующий в списке' }).click();
  await expect(heading).toHaveText(`№ ${orders[25]?.number}`);
  await expect(page.getByRole('button', { name: 'Следующий в списке' })).toBeDisabled();
  await page.keyboard.press('BracketLeft');
  await expect(heading).toHaveText(`№ ${orders[24]?.number}`);
  await page.keyboard.press('BracketLeft');
  await expect(heading).toHaveText(`№ ${orders[23]?.number}`);
});

test('a first visit speaks the language of the browser, where the console has it', async ({ product, browser }) => {
  for (const [locale, label] of [
    ['en-GB', 'Login'],
    ['ru-RU', 'Логин'],
    ['fi-FI', 'Логин'],
  ] as const) {
    const context = await browser.newContext({ baseURL: product.url, locale });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await expect(page.getByLabel(label)).toBeVisible();
    await context.close();
  }
});
