import { test as base, type BrowserContext, expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import { type Account, Api } from './api';
import { startServer } from './server';

export { expect } from '@playwright/test';
export { item, unique } from './api';

/** The running product of a worker, with a person of each role. */
export interface Product {
  url: string;
  /** The API as the administrator uses it. */
  api: Api;
  admin: Account;
  manager: Account;
  master: Account;
  /** The API as this person uses it. */
  as(account: Account): Api;
}

interface Fixtures {
  /** A page in a window of its own, signed in through the form; opens the address. */
  open: (account: Account, path?: string, width?: number) => Promise<Page>;
}

/** Tests against one product per worker: `product` for its API and people, `open` for pages. */
export const test = base.extend<Fixtures, { product: Product }>({
  product: [
    async ({}, use) => {
      const server = await startServer();
      const admin: Account = { id: '', login: 'admin', name: 'admin', password: server.password };
      const api = new Api(server.url, admin);
      const manager = await api.user('manager', 'Анна Ильина');
      const master = await api.user('master', 'Иван Петров');
      await use({ url: server.url, api, admin, manager, master, as: (account) => new Api(server.url, account) });
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ product }, use) => use(product.url),

  open: async ({ browser, baseURL, contextOptions }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    const violations: string[] = [];
    await use(async (account, path = '/', width = 1280) => {
      const viewport = { width, height: width < 700 ? 740 : 800 };
      const touch = width < 700 ? { hasTouch: true, isMobile: true } : {};
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL ? { baseURL } : {}),
        viewport,
        ...touch,
      });
      contexts.push(context);
      noteViolations(context, violations);
      const page = await context.newPage();
      await signIn(page, account, path);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(violations, 'what the page did against its own rules').toEqual([]);
  },
});

/** Notes whatever pages try that their Content-Security-Policy does not let them do. */
export function noteViolations(context: BrowserContext, violations: string[]): void {
  context.on('console', (message) => {
    if (/Content Security Policy|Trusted(HTML|Script)/i.test(message.text())) violations.push(message.text());
  });
}

/** Opens an address and signs in through the form, which leads back to it. */
export async function signIn(page: Page, account: Account, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByLabel('Логин').fill(account.login);
  await page.getByLabel('Пароль').fill(account.password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** The page has no accessibility faults (WCAG 2.2 AA and axe's best practices), by day and by night. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const before = await page.evaluate(() => document.documentElement.dataset['theme']);
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
    // Colours that are still on their way would be measured in between.
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
    );
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
    );
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`,
    );
    expect(found, `axe, ${theme}`).toEqual([]);
  }
  await page.evaluate((name) => {
    if (name) document.documentElement.dataset['theme'] = name;
    else delete document.documentElement.dataset['theme'];
  }, before);
}

/** Nothing sticks out to the side: the page itself never scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  // Once the page has settled.
  await expect.poll(excess).toBeLessThanOrEqual(0);
}
