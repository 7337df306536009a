import type { Page } from '@playwright/test';
import { expect, expectNoSidewaysScroll, item, test } from './product';

const NAME = 'Щ'.repeat(95);

/** What sticks out of the page to the side, by its text. */
async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isCut = (element: Element): boolean => {
      for (let one = element.parentElement; one; one = one.parentElement)
        if (getComputedStyle(one).overflowX !== 'visible') return true;
      return false;
    };
    return (
      [...document.querySelectorAll('main *, nav *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !isCut(element))
        // The innermost is what is too wide.
        .filter((element, _, all) => !all.some((other) => other !== element && element.contains(other)))
        .map((element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`)
    );
  });
}

for (const width of [360, 1280])
  test(`a name of 95 letters without a space widens no page at ${width} px`, async ({ product, open }) => {
    test.setTimeout(150_000);
    const manager = await product.api.user('manager', NAME);
    const master = await product.api.user('master', NAME);
    const client = await product.api.client({
      company: NAME,
      contacts: [{ name: NAME, position: NAME, phone: '+7 900 555-01-01' }],
    });
    const order = await product.as(manager).order({
      clientId: client.id,
      dueAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
      note: NAME,
      items: [item({ title: NAME, product: NAME, wishes: NAME, masterId: master.id })],
    });
    await product.api.call('POST', `orders/${order.id}/status`, { status: 'in_production' });
    await product.api.call('POST', `orders/${order.id}/status`, { status: 'on_hold', reason: NAME });
    const page = await open(manager, '/', width);
    const addresses = [
      '/',
      '/orders',
      '/orders?view=board',
      `/orders?clientId=${client.id}`,
      `/orders/${order.id}`,
      `/orders/${order.id}?tab=production`,
      `/orders/${order.id}?tab=history`,
      `/orders/new?copy=${order.id}`,
      '/clients',
      `/clients/${client.id}`,
      `/clients/${client.id}/edit`,
      `/reports?clientId=${client.id}`,
    ];
    for (const address of addresses) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      // Once the page has settled: charts and cards find their places after their figures came.
      await expect.poll(() => sticksOut(page), address).toEqual([]);
    }
    const floor = await open(master, '/queue', width);
    // What is everybody's to do stands there too.
    await expect(floor.locator('app-part-card').filter({ hasText: NAME }).first()).toBeVisible();
    await expectNoSidewaysScroll(floor);
  });
