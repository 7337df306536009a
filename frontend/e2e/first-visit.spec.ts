import { expect, signIn, test } from './product';

test('a first visit makes at most twenty requests, and the list of orders twenty-five for what it is made of', async ({
  product,
  browser,
}) => {
  // Without a service worker, which fetches again what the page has.
  const context = await browser.newContext({ baseURL: product.url, serviceWorkers: 'block' });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/sign-in');
  await expect(page.getByLabel('Логин')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(asked.length).toBeLessThanOrEqual(20);

  await signIn(page, product.manager);
  asked.length = 0;
  await page.goto('/orders');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const made = asked.filter((path) => !path.startsWith('/api/'));
  expect(made).toContain('/theme.js');
  expect(made.length).toBeLessThanOrEqual(25);
  await context.close();
});
