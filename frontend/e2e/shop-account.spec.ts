import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

const WORDS = {
  ru: {
    cart: 'В корзину',
    basket: 'Корзина',
    added: 'Добавлено',
    repeat: 'Заказать ещё раз',
    toCart: 'Перейти в корзину',
    name: 'Как вас зовут',
    email: 'Эл. почта',
    agree: /^Согласен/,
    wish: /^Завести личный кабинет/,
    order: /^Заказать/,
    orders: 'Мои заказы',
    delivered: 'Выдан',
    signOut: 'Выйти',
    signIn: 'Войти',
    message: 'Сообщение',
    send: 'Отправить',
  },
  en: {
    cart: 'Add to cart',
    basket: 'Cart',
    added: 'Added',
    repeat: 'Order again',
    toCart: 'Go to the cart',
    name: 'Your name',
    email: 'E-mail',
    agree: /^I agree/,
    wish: /^Create an account/,
    order: /^Order for/,
    orders: 'My orders',
    delivered: 'Handed over',
    signOut: 'Sign out',
    signIn: 'Sign in',
    message: 'Message',
    send: 'Send',
  },
};

for (const [width, language] of [
  [360, 'ru'],
  [1280, 'en'],
] as const)
  test(`a member orders from the catalog and follows the own orders until they are handed over, ${language} at ${width} px`, async ({
    product,
    open,
    browser,
  }) => {
    test.setTimeout(120_000);
    const words = WORDS[language];
    const name = `Кружка ${unique()}`;
    const fields = { name, unit: 'шт', price: 90_000, isShown: true, options: [], questions: [] };
    const { id } = await product.api.call<{ id: string }>('POST', 'products', fields);
    const context = await browser.newContext({
      baseURL: product.url,
      viewport: { width, height: 800 },
      locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    const check = async (): Promise<void> => {
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    };

    // The account is made in the same step as the first order.
    // What is pressed before the page has its script is not heard.
    await page.goto(`/shop/products/${id}`, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: words.cart }).click();
    await page.getByRole('main').getByRole('link', { name: words.toCart }).click();
    const email = `anna-${unique()}@example.org`.toLowerCase().replaceAll(' ', '-');
    await page.getByRole('textbox', { name: words.name }).fill('Анна Петрова');
    await page.getByRole('textbox', { name: words.email }).fill(email);
    await page.getByRole('checkbox', { name: words.agree }).check();
    await page.getByRole('checkbox', { name: words.wish }).check();
    await page.locator('input[type=password]').fill('correct horse battery');
    await check();
    await page.getByRole('button', { name: words.order }).click();
    await expect(page).toHaveURL(/\/shop\/orders\//);
    const number = /\d+/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '')?.[0] ?? '';

    // It is among the own orders, also after a reload.
    await page.getByRole('navigation').getByRole('link', { name: words.orders }).click();
    await expect(page.getByRole('listitem').filter({ hasText: number })).toContainText(name);
    await page.reload();
    await expect(page.getByRole('listitem').filter({ hasText: number })).toContainText(name);
    await check();

    // What the workshop does with it is seen there, and on its own page.
    const console = await open(product.manager, `/orders?q=${number}`);
    await console.getByRole('row').filter({ hasText: number }).getByRole('link').first().click();
    await console.getByRole('button', { name: 'Подтвердить' }).first().click();
    await expect(page.getByRole('listitem').filter({ hasText: number })).toContainText(
      language === 'ru' ? 'Подтверждён' : 'Confirmed',
      { timeout: 30_000 },
    );
    await page.getByRole('link', { name: new RegExp(`№ ${number}|No. ${number}|${number}`) }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(number);
    await check();

    // What they ask reaches a manager, though the order is nobody's yet, and the answer comes back.
    await page.getByRole('textbox', { name: words.message }).fill('Можно без орехов?');
    await page.getByRole('button', { name: words.send }).click();
    const talk = page.getByRole('log');
    await expect(talk).toContainText('Можно без орехов?');
    await check();
    await console
      .getByRole('link', { name: /Переписка/ })
      .first()
      .click();
    await console.getByRole('listitem').filter({ hasText: 'Можно без орехов?' }).getByRole('link').click();
    await expect(console.getByRole('log')).toContainText('заказчик');
    await console.getByRole('textbox', { name: 'Сообщение' }).fill('Можно, сделаем с миндалём');
    await console.getByRole('textbox', { name: 'Сообщение' }).press('Control+Enter');
    await expect(talk).toContainText('Можно, сделаем с миндалём', { timeout: 30_000 });
    await page.reload();
    await page.getByRole('textbox', { name: words.message }).scrollIntoViewIfNeeded();
    await expect(talk).toContainText('Можно, сделаем с миндалём');

    await product.api.makeAndHandOver(Number(number), product.master.id);
    await expect(page.locator('[aria-current=step]')).toHaveText(words.delivered, { timeout: 30_000 });

    // Once more into the cart, which is the account's and not the browser's; what a guest puts in is added at the sign-in.
    await page.getByRole('button', { name: words.repeat }).click();
    await expect(page.getByRole('status').filter({ hasText: words.added })).toBeVisible();
    await page.goto('/shop/account/profile');
    await expect(page.getByRole('textbox', { name: words.name })).toHaveValue('Анна Петрова');
    await check();
    await page.goto('/shop/account');
    await page.getByRole('button', { name: words.signOut }).click();
    await page.goto(`/shop/products/${id}`, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: words.cart }).click();
    await page.goto('/shop/account');
    await expect(page).toHaveURL(/\/shop\/sign-in\?returnTo=/);
    await check();
    await page.getByRole('textbox', { name: words.email }).fill(email);
    await page.locator('input[type=password]').fill('correct horse battery');
    await page.getByRole('main').getByRole('button', { name: words.signIn }).click();
    await expect(page.getByRole('listitem').filter({ hasText: number })).toContainText(name);

    await page.getByRole('navigation').getByRole('link', { name: words.basket }).click();
    await expect(page.getByRole('listitem').filter({ hasText: name }).getByRole('textbox')).toHaveValue('2');

    // The console is no place for a customer.
    await page.goto('/');
    await expect(page).toHaveURL(/\/shop\/account/);
    expect(faults.filter((fault) => !/401/.test(fault))).toEqual([]);
    await context.close();
  });
