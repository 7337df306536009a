import { gzipSync } from 'node:zlib';
import { expect, signIn, test, unique } from './product';

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

test('a first visit of the shop loads at most 150 kB of JavaScript, with all that its page loads by itself', async ({
  product,
  browser,
}) => {
  const name = `Торт ${unique()}`;
  const offered = { name, unit: 'шт', price: 100_000, isShown: true, options: [], questions: [] };
  const { id } = await product.api.call<{ id: string }>('POST', 'products', offered);
  for (const path of [`/shop?q=${name}`, `/shop/products/${id}`]) {
    const context = await browser.newContext({ baseURL: product.url });
    const page = await context.newPage();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await page.goto(path);
    await expect(page.getByText(name).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(scripts)).map((code) => gzipSync(code, { level: 9 }).length);
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(150_000);
    await context.close();
  }
});
