import { expect, expectAccessible, expectNoSidewaysScroll, test as base } from './product';

/** A worker, and so a product, of these tests alone: with what others make no workshop is empty. */
const test = base.extend<object, { isAlone: boolean }>({
  isAlone: [async ({}, use) => use(true), { scope: 'worker', auto: true }],
});

/** What a screen says in each language. */
const WORDS = {
  ru: {
    offer: 'Посмотрите на примере',
    choose: 'Заполнить: Торты и десерты',
    there: 'Здесь демоданные: пробуйте что угодно.',
    cake: 'Медовик',
    remove: 'Убрать',
    confirm: 'Убрать демоданные',
    going: 'заказы: 28',
  },
  en: {
    offer: 'Look at an example',
    choose: 'Fill it: Cakes and desserts',
    there: 'This is demo data: try whatever you like.',
    cake: 'Honey cake',
    remove: 'Remove',
    confirm: 'Remove demo data',
    going: 'orders: 28',
  },
} as const;

for (const [language, width] of [
  ['ru', 1280],
  ['en', 360],
] as const)
  test(`an empty workshop is filled with cakes, looked at and emptied, in ${language} at ${width} px`, async ({
    product,
    open,
  }) => {
    test.setTimeout(300_000);
    const words = WORDS[language];
    const page = await open(product.admin, '/', width);
    await page.evaluate((chosen) => localStorage.setItem('verstak.language', chosen), language);
    await page.reload();
    await expect(page.getByRole('heading', { name: words.offer })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);

    await page.getByRole('button', { name: words.choose }).click();
    await expect(page.getByRole('progressbar').first()).toBeVisible();
    await expect(page.getByText(words.there)).toBeVisible({ timeout: 150_000 });
    await expect(page.getByRole('heading', { name: words.offer })).toHaveCount(0);
    await expect(page.locator('app-agenda-card').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);

    await page.goto('/catalog');
    await expect(page.getByText(words.cake).first()).toBeVisible();
    await expect(page.getByText(words.there)).toBeVisible();

    await page.getByRole('button', { name: words.remove, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(words.going)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: words.confirm }).click();
    await expect(page.getByText(words.there)).toHaveCount(0);
    await page.goto('/');
    await expect(page.getByRole('heading', { name: words.offer })).toBeVisible({ timeout: 150_000 });
  });
