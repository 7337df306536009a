import type { BrowserContext, Page } from '@playwright/test';
import { FakeCamera } from './fake-camera';
import { expect, expectAccessible, expectNoSidewaysScroll, item, signIn, test as base } from './product';

const camera = new FakeCamera();
const test = base.extend<object, object>({
  launchOptions: [
    async ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...camera.args] }),
    { scope: 'worker' },
  ],
});

const card = (page: Page) => page.locator('app-part-card');
const verdict = (page: Page) => page.locator('app-scan .verdict');
const press = (page: Page, name: string): Promise<void> => card(page).getByRole('button', { name }).click();

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Код или ссылка').fill(code);
  await page.keyboard.press('Enter');
}

/** A scanner's keys, as a Russian layout hands them to the page. */
async function scanByHand(page: Page, text: string): Promise<void> {
  await page.evaluate((typed) => {
    const press = (init: KeyboardEventInit): void => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
    };
    const signs: Record<string, string> = { ':': 'Semicolon', '/': 'Slash', '.': 'Period', '-': 'Minus' };
    for (const sign of typed) {
      const code = signs[sign] ?? (/\d/.test(sign) ? `Digit${sign}` : `Key${sign.toUpperCase()}`);
      press({ code, key: 'ж', shiftKey: sign === ':' || (sign >= 'A' && sign <= 'Z') });
    }
    press({ code: 'Enter', key: 'Enter' });
  }, text);
}

const cut = (context: BrowserContext): Promise<void> =>
  context.route('**/api/v1/part**', (route) => route.abort('internetdisconnected')).then(() => undefined);
const mend = (context: BrowserContext): Promise<void> => context.unroute('**/api/v1/part**');

test('the camera reads the code of a label; the part is started and finished, and the page is ready for the next', async ({
  product,
  open,
}) => {
  const order = await product.api.orderInWork(product.master.id, { items: [item({ title: 'Кронштейн' })] });
  const [part] = await product.api.parts(order.id);
  await camera.show(await product.api.bytes(`parts/${part?.id}/code.png`));
  const page = await open(product.master, '/', 360);
  await page.getByRole('link', { name: 'Сканирование' }).click();
  await expect(page.getByText(`Отмечает ${product.master.name}`)).toBeVisible();
  await page.getByRole('button', { name: 'Камера' }).click();
  await expect(verdict(page)).toHaveText('Найдена: Кронштейн');
  await expect(page).toHaveURL(new RegExp(`/scan\\?code=${part?.code}$`));

  await press(page, 'Начать');
  await expect(card(page)).toContainText('в работе');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Отменить «Начать»: Кронштейн' }).click();
  await expect(card(page)).toContainText('на паузе');
  await press(page, 'Готово');
  await expect(verdict(page)).toHaveText('Готово: Кронштейн');
  await expect(page.locator('app-scan-list')).toContainText('Кронштейн');
  await expect.poll(async () => (await product.api.parts(order.id))[0]?.state).toBe('done');
  // Whoever has it in sight still need not press anything for the next.
  await expect(page.locator('ui-code-camera video')).toBeVisible();
});

test('a scanner that types leads to the part from any page, whatever the layout; over plain http a photo does', async ({
  product,
  browser,
}) => {
  const titles = ['Первая', 'Вторая'];
  const order = await product.api.orderInWork(product.master.id, { items: titles.map((title) => item({ title })) });
  const parts = await product.api.parts(order.id);
  const partOf = (title: string) => parts.find((part) => part.title === title);
  const context = await browser.newContext({ baseURL: product.url.replace('localhost', 'workshop.test') });
  const page = await context.newPage();
  await signIn(page, product.master, '/queue');
  await expect(page.getByRole('heading', { name: 'Моя очередь' })).toBeVisible();
  await scanByHand(page, `https://workshop.test/p/${partOf('Первая')?.code}`);
  await expect(page).toHaveURL(/\/scan\?code=/);
  await expect(card(page)).toContainText('Первая');
  await scanByHand(page, '4601234567893');
  await expect(verdict(page)).toHaveText('Это не код детали: 4601234567893');

  await expect(page.getByText('Живая камера работает только по HTTPS')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Камера' })).toHaveCount(0);
  const buffer = await product.api.bytes(`parts/${partOf('Вторая')?.id}/code.png`);
  const photo = page.locator('input[type=file]').first();
  await photo.setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer });
  await expect(verdict(page)).toHaveText('Найдена: Вторая');
  await photo.setInputFiles({ name: 'no.png', mimeType: 'image/png', buffer: Buffer.from('none') });
  await expect(page.getByRole('alert')).toContainText('На снимке не видно кода');
  await context.close();
});

test('without a network a part of the own queue is found and worked on; what the server then refuses says so and stays', async ({
  product,
  open,
}) => {
  const master = await product.api.user('master');
  const order = await product.api.orderInWork(master.id, {
    items: [item({ title: 'Втулка' }), item({ title: 'Корпус' })],
  });
  const parts = await product.api.parts(order.id);
  const partOf = (title: string) => parts.find((part) => part.title === title);
  const page = await open(master, '/queue', 360);
  const context = page.context();
  await expect(card(page).first()).toBeVisible();
  await page.getByRole('link', { name: 'Сканирование' }).click();
  await cut(context);
  await typeCode(page, partOf('Втулка')?.code ?? '');
  await expect(verdict(page)).toHaveText('Найдена: Втулка');
  await press(page, 'Начать');
  await typeCode(page, partOf('Корпус')?.code.toLowerCase() ?? '');
  await expect(verdict(page)).toHaveText('Найдена: Корпус');
  await press(page, 'Начать');
  await press(page, 'Готово');
  await expect(page.getByText('Отправим 3 действия')).toBeVisible();
  await page.getByRole('button', { name: 'Отменить «Готово»: Корпус' }).click();
  await expect(card(page)).toContainText('в работе');
  await expect(page.getByText('Отправим 2 действия')).toBeVisible();
  await typeCode(page, 'YYYY-YYYY');
  await expect(verdict(page)).toContainText('YYYY-YYYY на этом устройстве ещё не открывали');
  await page.close();

  // Meanwhile somebody at another device has done one of them.
  const other = product.as(master);
  await other.step(partOf('Корпус')?.id ?? '', 'start');
  await other.step(partOf('Корпус')?.id ?? '', 'finish');
  await mend(context);
  const again = await context.newPage();
  await again.goto('/scan');
  const refused = again.locator('app-refusal-list');
  await expect(refused).toContainText('Корпус');
  await expect(refused).toContainText('«Начать»');
  const states = async (): Promise<unknown> =>
    (await product.api.parts(order.id)).map(({ title, state, passesTotal }) => [title, state, passesTotal]).sort();
  expect(await states()).toEqual([
    ['Втулка', 'in_progress', 1],
    ['Корпус', 'done', 1],
  ]);
  await refused.getByRole('button', { name: 'Закрыть' }).click();
  await expect(refused).toHaveText('');
});
