import type { Page } from '@playwright/test';
import { type Product, expect, expectAccessible, expectNoSidewaysScroll, item, test as base, unique } from './product';
import { wordsIn } from './words';

/** A worker, and so a product, of these tests alone: a workshop in which others work has no first hour before it. */
const test = base.extend<object, { isAlone: boolean }>({
  isAlone: [async ({}, use) => use(true), { scope: 'worker', auto: true }],
});

const checklist = (page: Page): ReturnType<Page['locator']> => page.locator('app-first-hour');
/** A step by its name. */
const step = (page: Page, name: RegExp): ReturnType<Page['locator']> =>
  checklist(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: new RegExp(name.source.replace(/\\s\*\$$/, '')) }) });

async function speaking(page: Page, language: string): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem('verstak.language', chosen), language);
  await page.goto('/');
  await expect(checklist(page).getByRole('heading', { level: 2 })).toBeVisible();
}

for (const language of ['ru', 'en'] as const)
  for (const width of [1280, 360])
    test(`the first hour says what is to be done and leads there, ${language} at ${width} px`, async ({
      product,
      open,
    }) => {
      const say = wordsIn(language);
      const page = await open(product.admin, '/', width);
      await speaking(page, language);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      for (const [task, address] of [
        ['identity', /\/workshop$/],
        ['reckoning', /\/workshop#workshop-setup$/],
        ['route', /\/routes\/new$/],
        ['import', /\/clients\/import$/],
        ['backup', /\/workshop#workshop-setup$/],
      ] as const) {
        const link = step(page, say(`today.first.${task}.title`)).getByRole('link');
        await link.focus();
        await page.keyboard.press('Enter');
        await expect(page).toHaveURL(address);
        if (task === 'backup') {
          await expect(page.getByRole('heading', { name: say('workshop.setup.title') })).toBeInViewport();
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
        }
        await page.goto('/');
      }
    });

async function work(product: Product): Promise<void> {
  const order = await product.api.orderInWork(product.master.id, { items: [item({ title: `Ваза ${unique()}` })] });
  expect(await product.api.parts(order.id)).not.toHaveLength(0);
}

test('a step is ticked when it is done, by whomever, and leads to the part to be labelled', async ({
  product,
  open,
}) => {
  const say = wordsIn('ru');
  const page = await open(product.admin, '/');
  const [order, label] = [step(page, say('today.first.order.title')), step(page, say('today.first.label.title'))];
  await expect(order.getByRole('link')).toBeVisible();
  await work(product);
  await expect(order).toContainText('сделано');
  await expect(order.getByRole('link')).toHaveCount(0);
  await label.getByRole('link').click();
  await expect(page).toHaveURL(/\/parts\/[0-9a-f]{24}$/);
  await page.getByRole('button', { name: 'Этикетка' }).click();
  const printed = page.waitForResponse((answer) => answer.url().endsWith('/parts/labels'));
  await page.getByRole('dialog').getByRole('button', { name: 'Открыть для печати' }).click();
  await printed;
  await page.goto('/');
  await expect(label).toContainText('сделано');
});

test('it is hidden for one person, brought back by them, and is not for those who set up nothing', async ({
  product,
  open,
}) => {
  const page = await open(product.admin, '/');
  await checklist(page).getByRole('button', { name: 'Скрыть' }).click();
  await expect(checklist(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await expect(checklist(page)).toBeVisible();
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/preferences'));
  await checklist(page).getByRole('button', { name: 'Скрыть' }).click();
  await kept;
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(checklist(page)).toHaveCount(0);

  await page.goto('/workshop');
  await page.getByRole('link', { name: 'Показать снова' }).click();
  await expect(page).toHaveURL(`${product.url}/`);
  await expect(checklist(page)).toBeVisible();

  const manager = await open(product.manager, '/');
  await expect(manager.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(checklist(manager)).toHaveCount(0);
});
