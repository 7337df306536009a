import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, item, signIn, test, unique } from './product';

test('a wrong password is refused and keeps the login; the right one leads to where one wanted to go', async ({
  product,
  page,
}) => {
  await page.goto('/clients?sort=number');
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByLabel('Логин')).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel('Логин').fill(product.manager.login);
  await page.getByLabel('Пароль').fill('not the password');
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByRole('alert')).toContainText('Логин или пароль неверны');
  await expect(page.getByLabel('Логин')).toHaveValue(product.manager.login);
  await page.getByLabel('Пароль').fill(product.manager.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/clients\?sort=number/);
});

test('a reload goes on with the session, and signing out ends it in every tab', async ({ product, open }) => {
  const page = await open(product.manager, '/clients');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Клиенты' })).toBeVisible();
  const tab = await page.context().newPage();
  await tab.goto('/reports');
  await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('button', { name: /пароль, язык, тема, выход/ }).click();
  await page.getByRole('menuitem', { name: 'Выйти' }).click();
  await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible();
  await tab.reload();
  await expect(tab.getByRole('button', { name: 'Войти' })).toBeVisible();
});

test('who is signed in but not known goes on by itself when the network is back', async ({ product, open }) => {
  const page = await open(product.manager, '/clients?sort=number');
  await expect(page.getByRole('heading', { level: 1, name: 'Клиенты' })).toBeVisible();
  await page.context().route('**/api/**', (route) => route.abort('internetdisconnected'));
  await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible();
  await page.context().unroute('**/api/**');
  await page.evaluate(() => void dispatchEvent(new Event('online')));
  await expect(page).toHaveURL(/\/clients\?sort=number/);
  await expect(page.getByRole('heading', { level: 1, name: 'Клиенты' })).toBeVisible();
});

test('one changes one’s own password', async ({ product, open, browser }) => {
  const person = await product.api.user('manager');
  const page = await open(person, '/account/password');
  await page.getByLabel('Текущий пароль').fill('wrong password');
  await page.getByLabel('Новый пароль', { exact: true }).fill('another long one');
  await page.getByLabel('Новый пароль ещё раз').fill('another long one');
  await page.getByRole('button', { name: 'Сменить пароль' }).click();
  await expect(page.getByRole('alert')).toContainText('Текущий пароль неверен');
  await expectAccessible(page);
  await page.getByLabel('Текущий пароль').fill(person.password);
  await page.getByRole('button', { name: 'Сменить пароль' }).click();
  await expect(page.getByText('Пароль изменён')).toBeVisible();
  const theirs = await (await browser.newContext({ baseURL: product.url })).newPage();
  await signIn(theirs, { ...person, password: 'another long one' });
  await expect(theirs.getByRole('heading', { level: 1 })).toBeVisible();
  await theirs.context().close();
});

test('one sees where one is signed in, and ends it there one by one or everywhere else', async ({ product, open }) => {
  const person = await product.api.user('master');
  const phone = await open(person, '/queue', 360);
  const [second, desk] = [await open(person, '/queue'), await open(person, '/account/password')];
  const devices = desk.getByRole('list', { name: 'Где вы вошли' }).getByRole('listitem');
  // The one used last first; the fourth is a program's, by which the person was added.
  await expect(devices).toHaveCount(4);
  await expect(devices.filter({ hasText: 'это устройство' })).toHaveCount(1);
  await expect(devices.first()).toContainText('Chrome');
  await expectAccessible(desk);
  await expectNoSidewaysScroll(desk);

  await devices
    .nth(2)
    .getByRole('button', { name: /^Завершить вход/ })
    .click();
  await expect(devices).toHaveCount(3);
  await expect(phone.getByLabel('Логин')).toBeVisible();
  await expect(second.getByLabel('Логин')).toHaveCount(0);

  await desk.getByRole('button', { name: 'Завершить все остальные' }).click();
  await expect(devices).toHaveCount(1);
  await expect(second.getByLabel('Логин')).toBeVisible();
  await desk.reload();
  await expect(devices).toHaveCount(1);
});

test('language and theme are switched at run time and remembered, the language on every machine', async ({
  product,
  open,
}) => {
  const person = await product.api.user('manager');
  const page = await open(person, '/clients');
  await page.getByRole('button', { name: /пароль, язык, тема, выход/ }).click();
  await page.getByRole('menuitem', { name: 'Язык' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const elsewhere = await open(person, '/clients');
  await expect(elsewhere.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible();
  await expect(page.getByRole('navigation').getByText('Manager', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /password, language, theme/ }).click();
  await page.getByRole('menuitem', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the palette goes, creates and finds; keys go by their place, also in the Russian layout', async ({
  product,
  open,
}) => {
  const client = await product.api.client({ company: `Палитра ${unique()}` });
  const page = await open(product.manager, '/');
  await expect(page.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  // The Russian layout gives the letter л on the place of K and т on that of N.
  const press = (code: string, key: string, ctrlKey = false): Promise<void> =>
    page.evaluate(
      (init) =>
        void document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true })),
      { code, key, ctrlKey },
    );
  await press('KeyK', 'л', true);
  const palette = page.getByRole('dialog');
  await expect(palette).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.type(client.name);
  await expect(palette.getByText(client.name)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/clients/${client.id}$`));

  await expect(palette).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(palette).toBeVisible();
  await page.keyboard.type('новый клиент');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Новый клиент');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/clients\/new$/);

  await page.goto('/clients');
  await expect(page.getByRole('link', { name: 'Новый клиент' })).toBeVisible();
  await press('Slash', '.');
  await expect(page.getByRole('textbox', { name: 'Поиск' })).toBeFocused();
  await page.keyboard.type('n');
  await expect(page).toHaveURL(/\/clients(\?|$)/);
  await page.keyboard.press('Escape');
  await press('KeyN', 'т');
  await expect(page).toHaveURL(/\/clients\/new$/);
  await expect(page.getByLabel('Компания')).toBeFocused();
  await page.getByRole('heading', { level: 1, name: 'Новый клиент' }).click();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog')).toContainText('Сохранить');
});

test('the palette does what the page and the menus do, and finds as the lists do', async ({ product, open }) => {
  const client = await product.api.client({ company: `Телефон ${unique()}`, phone: '+7 913 765-43-21' });
  const order = await product.api.order({ clientId: client.id });
  const page = await open(product.manager, `/orders/${order.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(String(order.number));
  const palette = page.getByRole('dialog');
  const ask = async (words: string, choice: string | RegExp): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(palette).toBeVisible();
    await page.keyboard.type(words);
    await palette.getByRole('option', { name: choice }).click();
    await expect(palette).toBeHidden();
  };
  await ask('тёмная', 'Тёмная тема');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await ask('english', 'Английский язык');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await ask('russian', 'Russian');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await ask('8 913 765', new RegExp(`^№ ${order.number} `));
  await expect(page).toHaveURL(new RegExp(`/orders/${order.id}$`));
  await ask('изменить', 'Изменить');
  await expect(page.getByRole('button', { name: 'Сохранить' })).toBeVisible();
  const admin = await open(product.admin, '/');
  await expect(admin.getByRole('heading', { level: 1 })).toBeVisible();
  await admin.keyboard.press('Control+k');
  await expect(admin.getByRole('dialog')).toBeVisible();
  await admin.keyboard.type('новые сотрудники');
  await admin.getByRole('option', { name: 'Новый сотрудник' }).click();
  await expect(admin.getByRole('dialog', { name: 'Новый сотрудник' })).toBeVisible();
  await expect(admin).toHaveURL(/\/users$/);
});

test('the palette promises documents only to whom it can find some for', async ({ product, open }) => {
  for (const [account, promise] of [
    [product.manager, 'Действие, раздел, заказ или клиент: имя, телефон, №, сумма'],
    [product.master, 'Раздел или действие'],
  ] as const) {
    const page = await open(account, '/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByPlaceholder(promise, { exact: true })).toBeFocused();
  }
});

test('a master is refused on the console’s addresses, under the address they asked for', async ({ product, open }) => {
  const page = await open(product.master, '/queue');
  for (const path of ['/orders', '/orders/new', '/clients', '/reports', '/users']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'Нет доступа' }).first()).toBeAttached();
    await expect(page).toHaveURL(new RegExp(`${path}$`));
  }
  await expectAccessible(page);
  await expect(page.getByRole('link', { name: 'Клиенты' })).toHaveCount(0);
});

test('the sign-in page fits 360 px', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('the product works where it is opened by an address without HTTPS, as in a workshop’s own network', async ({
  product,
  browser,
}) => {
  const context = await browser.newContext({ baseURL: product.url.replace('localhost', 'workshop.test') });
  const page = await context.newPage();
  await signIn(page, product.master, '/queue');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await page.getByRole('button', { name: /пароль, язык, тема, выход/ }).click();
  await page.getByRole('menuitem', { name: 'Установить приложение' }).click();
  await expect(page.getByRole('dialog')).toContainText('только по HTTPS');
  await context.close();
});

test('a password that was made is copied, also where the page came without HTTPS', async ({ product, browser }) => {
  const context = await browser.newContext({ baseURL: product.url.replace('localhost', 'workshop.test') });
  const page = await context.newPage();
  await signIn(page, product.admin, '/users');
  await page.getByRole('button', { name: 'Новый сотрудник' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Скопировать' }).click();
  await expect(page.getByText('Пароль скопирован')).toBeVisible();
  const password = await dialog.getByLabel('Пароль').inputValue();
  await dialog.getByLabel('Имя').focus();
  await page.keyboard.press('Control+v');
  await expect(dialog.getByLabel('Имя')).toHaveValue(password);
  await context.close();
});

test('a session that ends in a long form is begun again over it: nothing is lost, seen, or pressed twice', async ({
  product,
  open,
}) => {
  const person = await product.api.user('manager');
  const order = await product.as(person).order({ items: [item({ title: 'Кружка' })] });
  const page = await open(person, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Изменить' }).click();
  const title = page.getByLabel('Что сделать').first();
  await expect(title).toBeFocused();
  await title.fill('Ваза с росписью');
  await product.as(person).call('DELETE', 'auth/sessions');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Сеанс закончился' });
  await expect(dialog.getByLabel('Пароль')).toBeFocused();
  await expect(dialog.getByLabel('Логин')).toHaveValue(person.login);
  const veil = page.locator('.veil');
  await expect(veil).toHaveCSS('opacity', '1');
  expect(await veil.evaluate((element) => getComputedStyle(element).backgroundColor)).toMatch(/^rgb\(/);
  await expectAccessible(page);

  await page.keyboard.type('не тот пароль');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await page.keyboard.press('Escape');
  await dialog.getByLabel('Пароль').fill(person.password);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('app-order-items')).toContainText('Ваза с росписью');
  await expect(page.getByRole('button', { name: 'Изменить' })).toBeFocused();
});

test('who signs in over the page of somebody else begins anew; one who signs in in one tab is so in all', async ({
  product,
  open,
}) => {
  test.setTimeout(150_000);
  const person = await product.api.user('manager');
  const passwordOf = (one: Page) => one.getByRole('dialog').getByLabel('Пароль');
  const order = await product.as(person).order();
  const page = await open(person, `/orders/${order.id}`);
  // Nothing is heard of the end of the session before something is sent.
  await page.context().routeWebSocket(/socket\.io/, () => undefined);
  await page.reload();
  const other = await page.context().newPage();
  await other.goto('/orders/new');
  await other.getByLabel('Примечание').fill('Позвонить');
  const endWhileSaving = async (note: string): Promise<void> => {
    await page.getByRole('button', { name: 'Изменить' }).click();
    await page.getByLabel('Примечание').fill(note);
    await product.as(person).call('DELETE', 'auth/sessions');
    await page.keyboard.press('Control+Enter');
    await other.getByRole('combobox', { name: 'Клиент' }).fill(String(unique()));
    for (const one of [page, other]) await expect(passwordOf(one)).toBeVisible();
  };
  await endWhileSaving('Тайна');
  await passwordOf(page).fill(person.password);
  await page.keyboard.press('Enter');
  for (const one of [page, other]) await expect(passwordOf(one)).toHaveCount(0);
  await expect(page.locator('app-order-page')).toContainText('Тайна');
  await expect(other.getByLabel('Примечание')).toHaveValue('Позвонить');

  await endWhileSaving('Не для чужих рук');
  await page.getByLabel('Логин').fill(product.manager.login);
  await passwordOf(page).fill(product.manager.password);
  await page.keyboard.press('Enter');
  for (const one of [page, other]) {
    await expect(one.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
    await one.goto(one === page ? `/orders/${order.id}` : '/orders/new');
    if (one === page) await expect(one.locator('app-order-page')).toContainText('Тайна');
    else await expect(one.getByLabel('Примечание')).toHaveValue('');
  }
});
