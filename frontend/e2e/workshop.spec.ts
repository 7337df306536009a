import sharp from 'sharp';
import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

const sign = (): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 100, channels: 3, background: '#a04020' } })
    .png()
    .toBuffer();

test('name, logo and details of the workshop are set once and stand on every page', async ({ product, open }) => {
  const page = await open(product.admin, '/');
  await page.getByRole('button', { name: /пароль, язык, тема, выход/ }).click();
  await page.getByRole('menuitem', { name: 'Мастерская' }).click();
  const name = page.getByLabel('Название мастерской');
  await expect(name).toHaveValue('Верстак');
  await name.fill('Ёж и партнёры');
  await page.getByLabel('ИНН').fill('7707083894');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Проверьте ИНН')).toBeVisible();
  await expect(page.getByLabel('ИНН')).toBeFocused();
  await page.getByLabel('ИНН').fill('7707083893');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('link', { name: 'Ёж и партнёры' })).toBeVisible();
  await expect(page).toHaveTitle('Мастерская · Ёж и партнёры');

  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Загрузить логотип' }).click();
  await (await chosen).setFiles([{ name: 'знак.png', mimeType: 'image/png', buffer: await sign() }]);
  await expect(page.getByRole('img', { name: 'Логотип мастерской' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Убрать' }).click();
  await expect(page.getByRole('img', { name: 'Логотип мастерской' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await expect(page.getByRole('img', { name: 'Логотип мастерской' })).toBeVisible();
});

test('what is not set up yet is told with what to do about it, and a test mail says why it did not go', async ({
  product,
  open,
}) => {
  const page = await open(product.admin, '/workshop', 360);
  await expect(page.getByRole('listitem').filter({ hasText: 'Резервная копия' })).toContainText('npm run backup');
  await page.getByLabel('Куда отправить').fill('anna@example.org');
  await page.getByRole('button', { name: 'Отправить пробное письмо' }).click();
  await expect(page.getByRole('alert')).toContainText('впишите SMTP_URL');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('what the shop tells customers is written in the settings, in a colour that can be read', async ({
  product,
  open,
  browser,
}) => {
  const page = await open(product.admin, '/workshop', 360);
  await page.getByLabel('Цвет магазина').fill('#ffe680');
  await expect(page.getByText('в магазине он будет темнее')).toBeVisible();
  await page.getByLabel('Приветствие, по-русски').fill('Печём с 2014 года');
  for (const day of ['Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота', 'Воскресенье'])
    await page.getByLabel(day).fill('0-24');
  await page.getByLabel('Среда').fill('18-9');
  await page.getByLabel('Персональные данные, по-английски').fill('What we keep\n<b>Your name</b>');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Впишите часы, например')).toBeVisible();
  await expect(page.getByLabel('Среда')).toBeFocused();
  await page.getByLabel('Среда').fill('0-24');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByLabel('Среда')).toHaveValue('00:00–24:00');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ baseURL: product.url, locale: 'en-GB', colorScheme });
    const shop = await context.newPage();
    await shop.goto('/shop');
    await expect(shop.getByText('Печём с 2014 года')).toHaveAttribute('lang', 'ru');
    await expect(shop.getByText('Open round the clock')).toBeVisible();
    await expectAccessible(shop);
    await shop.getByRole('link', { name: 'Privacy' }).click();
    await expect(shop.getByText('<b>Your name</b>')).toBeVisible();
    await expectAccessible(shop);
    expect((await shop.goto('/shop/pages/offer'))?.status()).toBe(404);
    await context.close();
  }
});

for (const [width, language] of [
  [1280, 'ru'],
  [360, 'en'],
] as const)
  test(`letters that were not sent are told with the reason, sent again or dropped, ${language} at ${width} px`, async ({
    product,
    open,
  }) => {
    const fields = { name: `Торт ${unique()}`, unit: 'шт', price: 180_000, isShown: true, options: [], questions: [] };
    const { id: productId } = await product.api.call<{ id: string }>('POST', 'products', fields);
    const email = `anna${unique()}@example.org`;
    const body = { name: 'Анна', email, language, isAgreed: true, items: [{ productId, quantity: 1 }] };
    const { number, key } = await product.api.call<{ number: number; key: string }>('POST', 'shop/orders', body);
    const words = WORDS[language];
    const page = await open(product.admin, '/', width);
    if (language === 'en') await page.evaluate(() => localStorage.setItem('verstak.language', 'en'));
    await page.goto('/?');
    await page.getByRole('link', { name: words.why }).click();
    await expect(page.getByText(words.noServer)).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole('link', { name: words.subject(number) }).click();
    await expect(page.getByText(`/shop/orders/${key}`)).toBeVisible();
    await expect(page.getByText(words.setUp)).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: words.drop }).click();
    await expect(page.getByText(words.dropped, { exact: true })).toBeVisible();
    await page.getByRole('button', { name: words.again }).click();
    await expect(page.getByText(words.waiting, { exact: true })).toBeVisible();
  });

const WORDS = {
  ru: {
    why: /^Все Письма не ушли/,
    noServer: 'Почтовый сервер не настроен',
    subject: (number: number) => `Заказ № ${number} получен`,
    setUp: 'впишите SMTP_URL',
    drop: 'Не отправлять',
    dropped: 'не нужно',
    again: 'Отправить снова',
    waiting: 'ждёт',
  },
  en: {
    why: /^All Letters not sent/,
    noServer: 'No mail server is set up',
    subject: (number: number) => `We have your order No. ${number}`,
    setUp: 'put SMTP_URL',
    drop: 'Do not send',
    dropped: 'not wanted',
    again: 'Send again',
    waiting: 'waiting',
  },
};
