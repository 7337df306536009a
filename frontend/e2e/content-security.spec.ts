import { expect, item, noteViolations, test } from './product';

test('the chart says its figures under the pointer, made of no HTML', async ({ product, open }) => {
  const client = await product.api.client();
  await product.api.order({ clientId: client.id, items: [item({ quantity: 1, unitPrice: 123_400 })] });
  const page = await open(product.manager, `/reports?clientId=${client.id}&period=year`);
  const chart = page.locator('.canvas svg');
  await expect(chart.locator('path').first()).toBeAttached();
  const figure = page.locator('.canvas').getByText(/1[\s\u00a0]234/);
  // The month of the workshop, where another one may have begun already.
  const month = new Date().toLocaleString('en', { month: 'numeric', timeZone: 'Europe/Moscow' });
  const column = Number(month) - 0.5;
  // The chart follows the pointer when it gets to it: it is moved until the figures stand there.
  await expect(async () => {
    const { x, y, width, height } = (await page.locator('.canvas').boundingBox()) ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    await page.mouse.move(x, y);
    await page.mouse.move(x + 60 + ((width - 80) * column) / 12, y + height / 2);
    await expect(figure).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
});

test('a page makes no HTML and no script of a text, and stands in no frame', async ({ product, page }) => {
  const answer = await page.goto(`${product.url}/sign-in`);
  expect(answer?.headers()).toMatchObject({
    'x-frame-options': 'DENY',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  });
  await expect(page.getByLabel('Логин')).toBeVisible();
  const tried = await page.evaluate(() => {
    const refused = (act: () => void): boolean => {
      try {
        act();
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    };
    const script = document.createElement('script');
    return [
      refused(() => (document.createElement('div').innerHTML = '<img src="x" onerror="alert(1)">')),
      refused(() => (script.src = '/theme.js')),
      refused(() => (script.text = 'alert(1)')),
      refused(() => (document.createElement('div').innerHTML = '')),
    ];
  });
  expect(tried).toEqual([true, true, true, false]);
});

test('the service worker is registered', async ({ product, browser }) => {
  const violations: string[] = [];
  const context = await browser.newContext({ baseURL: product.url, serviceWorkers: 'allow' });
  noteViolations(context, violations);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('ngsw-worker.js');
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await expect(page.getByRole('button', { name: /Войти|Sign in/ })).toBeVisible();
  // The shop is an application of its own, also where the console is installed.
  await page.goto('/shop');
  await expect(page.locator('shop-root h1')).toBeVisible();
  await context.close();
  expect(violations).toEqual([]);
});

test('Swagger UI calls a route within its own rules', async ({ product, browser }) => {
  const violations: string[] = [];
  const context = await browser.newContext({ baseURL: product.url });
  noteViolations(context, violations);
  const page = await context.newPage();
  await page.goto('/api/docs');
  await page.locator('#operations-tag-Operation').click();
  const health = page.locator('#operations-Operation-getHealth');
  await health.click();
  await health.getByRole('button', { name: 'Try it out' }).click();
  await health.getByRole('button', { name: 'Execute' }).click();
  await expect(health.locator('.live-responses-table')).toContainText('"status": "ok"');
  await context.close();
  expect(violations).toEqual([]);
});
