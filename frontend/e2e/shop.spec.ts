import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

for (const [width, language] of [
  [1280, 'ru'],
  [360, 'en'],
] as const)
  test(`a guest orders from the catalog and follows the order until it is cancelled or handed over, ${language} at ${width} px`, async ({
    product,
    open,
    browser,
  }) => {
    const name = `Торт ${unique()}`;
    const offered = await product.api.call<{ id: string }>('POST', 'products', {
      name,
      unit: 'шт',
      price: 180_000,
      isShown: true,
      leadDays: 2,
      options: [
        {
          name: 'Размер',
          isRequired: true,
          choices: [
            { name: 'на 8 порций', price: 0, minutesPerUnit: 0 },
            { name: 'на 12 порций', price: 60_000, minutesPerUnit: 10 },
          ],
        },
      ],
      questions: [{ name: 'Надпись', kind: 'text', isRequired: true, maxLength: 40 }],
    });
    const context = await browser.newContext({
      baseURL: product.url,
      viewport: { width, height: 800 },
      locale: language === 'ru' ? 'ru-RU' : 'en-GB',
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    const asked: string[] = [];
    page.on('request', (request) => request.url().includes('/api/') && asked.push(request.url()));
    const words =
      language === 'ru'
        ? {
            cart: 'В корзину',
            lacks: 'Укажите',
            name: 'Как вас зовут',
            phone: 'Телефон',
            email: 'Эл. почта',
            order: /^Заказать/,
            delivered: 'Выдан',
          }
        : {
            cart: 'Add to cart',
            lacks: 'Please give',
            name: 'Your name',
            phone: 'Phone',
            email: 'E-mail',
            order: /^Order for/,
            delivered: 'Handed over',
          };
    const choose = async (): Promise<void> => {
      await page.getByRole('radio', { name: /на 12 порций/ }).check();
      await page.getByRole('textbox', { name: 'Надпись' }).fill('С днём рождения!');
      await expect(page.locator('output')).toHaveText(/2[\s,]400/);
      await page.getByRole('button', { name: words.cart }).click();
    };
    const order = async (): Promise<number> => {
      await page.locator('[name=isAgreed]').check();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.getByRole('button', { name: words.order }).click();
      await expect(page).toHaveURL(/\/shop\/orders\/[\w-]{32}/);
      const heading = page.getByRole('heading', { level: 1 });
      return Number(/\d+/.exec((await heading.textContent()) ?? '')?.[0]);
    };

    // The page comes as it is read, from the server.
    const response = await page.goto(`/shop?q=${encodeURIComponent(name)}`);
    expect(await response?.text()).toContain(name);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await page.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: words.cart }).click();
    await expect(page.getByRole('alert')).toContainText(words.lacks);
    await choose();

    // The cart is there after a reload, and in another window.
    await page.goto('/shop/cart');
    const other = await context.newPage();
    await other.goto('/shop/cart');
    await expect(other.getByText('С днём рождения!')).toBeVisible();
    await other.close();
    await page.getByRole('textbox', { name: words.name }).fill(`Анна ${name}`);
    await page.getByRole('textbox', { name: words.phone }).fill('+7 913 000-11-22');
    const email = `anna${unique()}@example.org`;
    await page.getByRole('textbox', { name: words.email }).fill(email);
    const number = await order();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    // The customer is written to in the language of the page.
    const languages = async (): Promise<string[]> => {
      const { items } = await product.api.call<{ items: { language: string }[] }>('GET', `letters?q=${email}`);
      return items.map((letter) => letter.language);
    };
    await expect.poll(languages).toEqual([language]);

    // The managers have it at once.
    const console = await open(product.manager, `/orders?q=${number}`);
    await console
      .getByRole('row')
      .filter({ hasText: String(number) })
      .getByRole('link')
      .first()
      .click();
    await expect(console.locator('app-order-items')).toContainText('Надпись: С днём рождения!');
    await expect(console.locator('app-order-facts')).toContainText('из магазина');

    await page.getByRole('button', { name: /Отменить заказ|Cancel the order/ }).click();
    await page.getByRole('button', { name: /Отменить заказ|Cancel the order/ }).click();
    await expect(page.getByText(/Заказ отменён|The order is cancelled/)).toBeVisible();

    // Ordered once more, it is made and handed over before the eyes of who waits for it.
    // What is pressed before the page has its script is not heard.
    await page.goto(`/shop/products/${offered.id}`, { waitUntil: 'networkidle' });
    await choose();
    await page.goto('/shop/cart', { waitUntil: 'networkidle' });
    await page.getByRole('textbox', { name: words.name }).fill(`Анна ${name}`);
    await page.getByRole('textbox', { name: words.phone }).fill('+7 913 000-11-22');
    await product.api.makeAndHandOver(await order(), product.master.id);
    await expect(page.locator('[aria-current=step]')).toHaveText(words.delivered, { timeout: 30_000 });
    await expectAccessible(page);
    expect(faults).toEqual([]);

    await page.goto(`/shop/products/${offered.id}`);
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    asked.length = 0;
    await page.reload();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expect(page.getByRole('radio', { name: /на 8 порций/ })).toBeChecked();
    expect(asked.filter((url) => url.includes('/shop'))).toEqual([]);
    expect((await page.goto('/shop/products/66f0c2a7e1b2c3d4e5f60718'))?.status()).toBe(404);
    await context.close();
  });

test('a buyer on a phone sends artwork with an order, and the manager finds it at the item', async ({
  product,
  open,
  browser,
}) => {
  const name = `Гравировка ${unique()}`;
  const offered = await product.api.call<{ id: string }>('POST', 'products', {
    name,
    unit: 'шт',
    price: 90_000,
    isShown: true,
    options: [],
    questions: [{ name: 'Макет', kind: 'file', isRequired: true }],
  });
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width: 360, height: 800 },
    locale: 'ru-RU',
  });
  const page = await context.newPage();
  await page.goto(`/shop/products/${offered.id}`);
  const picker = page.getByLabel('Макет');
  await picker.setInputFiles({ name: 'вирус.exe', mimeType: 'image/png', buffer: Buffer.from('MZ\u0000\u0003') });
  await expect(page.getByRole('alert')).toContainText('не подойдёт');
  await page.getByRole('button', { name: 'В корзину' }).click();
  await expect(page.getByText('Укажите: Макет')).toBeVisible();
  await picker.setInputFiles({ name: 'логотип.pdf', mimeType: '', buffer: Buffer.from('%PDF-1.7\n') });
  await expect(page.getByRole('status').filter({ hasText: 'Файл у нас: логотип.pdf' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'В корзину' }).click();
  await page.getByRole('link', { name: 'Перейти в корзину' }).click();
  await expect(page.getByText('Макет: логотип.pdf')).toBeVisible();
  await page.getByRole('textbox', { name: 'Как вас зовут' }).fill('Анна');
  await page.getByRole('textbox', { name: 'Телефон' }).fill('+7 913 000-11-33');
  await page.getByRole('checkbox', { name: /^Согласен/ }).check();
  await page.getByRole('button', { name: /^Заказать/ }).click();
  const heading = page.getByRole('heading', { level: 1, name: /^Заказ № \d/ });
  await expect(page.getByText('Макет: логотип.pdf')).toBeVisible();
  const number = Number(/\d+/.exec((await heading.textContent()) ?? '')?.[0]);
  await context.close();

  const { items } = await product.api.call<{ items: { id: string }[] }>('GET', `orders?q=${number}`);
  const console = await open(product.manager, `/orders/${items[0]?.id}`);
  await expect(console.locator('app-order-items')).toContainText('Макет: логотип.pdf');
  await console.getByRole('link', { name: 'Файлы', exact: true }).click();
  const files = console.locator('app-files-panel');
  await expect(files.getByRole('heading', { name: `1. ${name}` })).toBeVisible();
  await expect(files.getByRole('link', { name: 'логотип.pdf', exact: true })).toBeVisible();
  await expect(files).toContainText('от покупателя');
});

test('a category is looked through by options, in a sheet on a phone, and back leads to where one was', async ({
  product,
  browser,
}) => {
  const api = product.api;
  const name = `Торты ${unique()}`;
  const { id: categoryId } = await api.call<{ id: string }>('POST', 'categories', { name });
  for (let number = 1; number <= 12; number += 1) {
    const choices = [number % 2 ? 'на 8' : 'на 12'].map((size) => ({ name: size, price: 0, minutesPerUnit: 0 }));
    const fields = { name: `${name} ${number}`, unit: 'шт', price: 100, isShown: true, categoryId, questions: [] };
    await api.call('POST', 'products', { ...fields, options: [{ name: 'Размер', choices }] });
  }
  const context = await browser.newContext({ baseURL: product.url, viewport: { width: 360, height: 700 } });
  const page = await context.newPage();
  await page.goto(`/shop?category=${categoryId}`);
  const cards = page.locator('shop-product-card');
  await expect(cards).toHaveCount(12);
  await page.getByRole('button', { name: 'Подобрать' }).click();
  await page.getByRole('checkbox', { name: 'на 12' }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Показать 6 изделий' }).click();
  await expect(cards).toHaveCount(6);
  // The address says it all.
  await page.reload();
  await expect(cards).toHaveCount(6);
  await expectNoSidewaysScroll(page);

  await cards.last().scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(300);
  await cards.last().getByRole('link').click();
  await expect(page.getByRole('button', { name: 'В корзину' })).toBeVisible();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
  await page.goto('/shop/products/66f0c2a7e1b2c3d4e5f60718');
  await expect(page.getByRole('heading', { name: 'Может быть, подойдёт другое' })).toBeVisible();
  await context.close();
});

test('a buyer of the last pieces is told at the cart that somebody was faster, takes what is left, and loses nothing', async ({
  product,
  browser,
}) => {
  const name = `Ваза ${unique()}`;
  const fields = { name, unit: 'шт', price: 150_000, isShown: true, isStocked: true, options: [], questions: [] };
  const { id } = await product.api.call<{ id: string }>('POST', 'products', fields);
  const { items } = await product.api.call<{ items: { id: string }[] }>('GET', `stock?productId=${id}`);
  const lines = [{ stockItemId: items[0]?.id, quantity: 3 }];
  await product.api.call('POST', 'movements', { kind: 'stocktake', lines });
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width: 360, height: 800 },
    locale: 'ru-RU',
  });
  const page = await context.newPage();

  // On a slow network the page is there before what hears the buyer.
  const scripts = Promise.withResolvers<void>();
  await page.route(/\/main[^/]*\.js/, async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto(`/shop?q=${encodeURIComponent(name)}`, { waitUntil: 'commit' });
  await expect(page.getByText('Осталось 3 шт')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Только в наличии' }).check();
  scripts.resolve();
  await expect(page).toHaveURL(/stocked=true/);
  await page.getByRole('link', { name }).click();
  const amount = page.getByRole('spinbutton', { name: 'Сколько, шт' });
  await amount.fill('5');
  await amount.blur();
  await page.getByRole('button', { name: 'Взять 3 шт' }).click();
  await expect(amount).toHaveValue('3');
  await page.getByRole('button', { name: 'В корзину' }).click();
  await page.getByRole('link', { name: 'Перейти в корзину' }).click();
  const buyer = page.getByRole('textbox', { name: 'Как вас зовут' });
  await buyer.fill('Анна');
  await page.getByRole('textbox', { name: 'Телефон' }).fill('+7 913 000-11-44');
  await page.getByRole('checkbox', { name: /Согласен/ }).check();

  const other = { name: 'Борис', phone: '+7 913 000-11-55', isAgreed: true, items: [{ productId: id, quantity: 2 }] };
  expect((await page.request.post('/api/v1/shop/orders', { data: other })).status()).toBe(201);
  await product.api.call('PATCH', `products/${id}`, { price: 160_000 });
  const order = page.getByRole('button', { name: /^Заказать/ });
  await order.click();
  await expect(page.getByText('Пока вы оформляли')).toBeVisible();
  await expect(page.getByText('Осталось 1 шт')).toBeVisible();
  await expect(page.getByText(/Цена изменилась: была 1.500.₽, теперь 1.600.₽/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Взять 1 шт' }).click();
  await expect(page.getByText('Осталось 1 шт')).toBeHidden();
  await expect(buyer).toHaveValue('Анна');
  await order.click();
  await expect(page).toHaveURL(/\/shop\/orders\/[\w-]{32}/);

  await page.goto(`/shop/products/${id}`);
  await expect(page.getByText('Нет в наличии')).toBeVisible();
  await expect(page.getByRole('button', { name: 'В корзину' })).toBeDisabled();
  await expectAccessible(page);
  await context.close();
});
