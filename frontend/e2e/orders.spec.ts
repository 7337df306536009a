import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

/** The state in the head of an order's page. */
const stateOf = (page: Page): Locator => page.locator('ui-page-header app-order-status');

test('a manager takes an order, hands it to a master, sees it become ready without reload, and delivers it', async ({
  product,
  open,
}) => {
  const client = await product.api.client({ company: `Слойка ${unique()}` });
  const page = await open(product.manager, '/orders');
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { name: 'Новый заказ' })).toBeVisible();

  await page.getByLabel('Клиент', { exact: false }).first().fill(client.name);
  await page.getByRole('option', { name: client.name }).click();
  const first = page.getByRole('group', { name: 'Позиция 1', exact: true });
  await first.getByLabel('Что сделать').fill('Торт «Медовик»');
  await first.getByLabel('Количество').fill('2,5');
  await first.getByLabel('Цена').fill('1 333,33');
  await first.getByLabel('Скидка, %').fill('10');
  await first.getByLabel('Скидка, %').press('Enter');
  const second = page.getByRole('group', { name: 'Позиция 2', exact: true });
  await second.getByLabel('Что сделать').fill('Свечи');
  await second.getByLabel('Цена').fill('50');
  // 2.5 × 1 333.33 less 10 % is 2 999.9925.
  await expect(page.locator('output')).toHaveText(/2\s999,99|3\s049,99/);
  await page.keyboard.press('Control+Enter');
  await expect(stateOf(page)).toHaveText('подтверждён');
  await expect(page.getByText('3 049,99 ₽').first()).toBeVisible();

  await page.getByRole('button', { name: 'Передать в работу' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Передать в работу' }).click();
  await expect(dialog.getByRole('alert')).toContainText('2 позиций');
  await dialog.getByRole('combobox', { name: 'Один на все позиции' }).click();
  await page.getByRole('option', { name: product.master.name }).click();
  await page.keyboard.press('Control+Enter');
  await expect(stateOf(page)).toHaveText('в работе');

  const id = page.url().split('/').pop() ?? '';
  await page.getByRole('link', { name: 'К списку заказов' }).click();
  const row = page.getByRole('row').filter({ hasText: client.name });
  await expect(row.getByText('в работе')).toBeVisible();

  const master = product.as(product.master);
  for (const part of await product.api.parts(id)) {
    await master.step(part.id, 'start');
    await master.step(part.id, 'finish');
  }
  await expect(row.getByText('готов', { exact: true })).toBeVisible();

  await row.getByText(client.name).click();
  await page.getByRole('button', { name: 'Выдать' }).click();
  const payment = page.getByRole('dialog');
  await expect(payment.getByLabel('Сумма')).toHaveValue(/^3049,99$/);
  await payment.getByRole('button', { name: 'Принять оплату и выдать' }).click();
  await expect(stateOf(page)).toHaveText('выдан');
  await expect(page.locator('app-order-facts')).toContainText('оплачен');
  await expect(page.getByRole('button', { name: 'Изменить' })).toBeHidden();

  await page.getByRole('link', { name: 'История' }).click();
  const history = page.locator('ui-history');
  await expect(history.getByText('сменил(а) состояние').first()).toBeVisible();
  await expect(history.locator('.change').filter({ hasText: 'Состояние' }).first()).toContainText(/готов.*выдан/s);
  await expect(history.getByText(product.manager.name).first()).toBeVisible();
  await expect(history).toContainText('Торт «Медовик», 2,5 шт × 1 333,33 ₽');
});

test('a step can be taken back for ten seconds', async ({ product, open }) => {
  const order = await product.as(product.manager).order({ status: 'draft' });
  const page = await open(product.manager, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Подтвердить' }).click();
  await expect(stateOf(page)).toHaveText('подтверждён');
  await page.getByRole('button', { name: /^Вернуть/ }).click();
  await expect(stateOf(page)).toHaveText('черновик');
});

test('a long history is read further on demand', async ({ product, open }) => {
  const order = await product.api.order();
  for (let step = 1; step <= 24; step += 1)
    await product.api.call('PATCH', `orders/${order.id}`, { note: `Примечание ${step}` });
  const page = await open(product.manager, `/orders/${order.id}?tab=history`);
  const history = page.locator('ui-history');
  await expect(history.getByRole('listitem')).toHaveCount(20);
  await expect(history.getByRole('listitem').first()).toContainText('Примечание 24');
  await history.getByRole('button', { name: 'Показать ещё' }).click();
  await expect(history.getByRole('listitem')).toHaveCount(25);
  await expect(history.getByRole('button', { name: 'Показать ещё' })).toHaveCount(0);
});

test('holding asks for a reason, which the history keeps; a held order resumes where it was', async ({
  product,
  open,
}) => {
  const order = await product.as(product.manager).order();
  const page = await open(product.manager, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Другие действия' }).click();
  await page.getByRole('menuitem', { name: 'Приостановить' }).click();
  await page.getByLabel('Причина').fill('Ждём материал');
  await page.keyboard.press('Control+Enter');
  await expect(stateOf(page)).toHaveText('приостановлен');
  await page.getByRole('link', { name: 'История' }).click();
  await expect(page.getByText('сменил(а) состояние: Ждём материал').first()).toBeVisible();
  await page.getByRole('button', { name: 'Возобновить' }).click();
  await expect(stateOf(page)).toHaveText('подтверждён');
});

test('two people change different fields of one order, and both changes stay', async ({ product, open }) => {
  const order = await product.api.order({ items: [item(), item({ title: 'Открытка' })] });
  const page = await open(product.manager, `/orders/${order.id}`);
  await expect(stateOf(page)).toBeVisible();
  await page.keyboard.press('e');
  await page.getByRole('group', { name: 'Позиция 1', exact: true }).getByLabel('Количество').fill('7');

  const [line] = order.items;
  await product.api.call('PATCH', `orders/${order.id}`, {
    version: order.version,
    note: 'Срочно',
    items: [{ id: line?.id, unitPrice: 99_00 }],
  });
  await expect(page.getByRole('status').filter({ hasText: 'только что' })).toContainText('Примечание');
  await expect(page.getByLabel('Примечание')).toHaveValue('Срочно');
  // Whoever is typing goes on typing.
  await expect(page.getByRole('group', { name: 'Позиция 1', exact: true }).getByLabel('Количество')).toBeFocused();
  await expect(page.getByRole('group', { name: 'Позиция 1', exact: true }).getByLabel('Количество')).toHaveValue('7');

  await page.keyboard.press('Control+Enter');
  await expect(page.locator('app-order-items')).toContainText('Срочно');
  await expect(page.getByText('693,00 ₽').first()).toBeVisible();
});

test('two people change one field: both values are shown, and the chosen one stands', async ({ product, open }) => {
  const order = await product.api.order();
  const [line] = order.items;
  const one = await open(product.manager, `/orders/${order.id}`);
  const other = await open(product.admin, `/orders/${order.id}`);
  for (const page of [one, other]) {
    await page.getByRole('button', { name: 'Изменить' }).click();
    await expect(page.getByLabel('Количество')).toHaveValue('2');
  }
  await one.getByLabel('Количество').fill('5');
  await other.getByLabel('Количество').fill('9');
  await other.getByLabel('Примечание').fill('Позвонить за час');
  await one.keyboard.press('Control+Enter');
  await expect(one.getByText('5 шт')).toBeVisible();

  await other.keyboard.press('Control+Enter');
  const dialog = other.getByRole('dialog');
  await expect(dialog).toContainText(`${line?.title} · Количество`);
  await expect(dialog.getByRole('radio', { name: /Оставить моё\s*9/ })).toBeChecked();
  await expectAccessible(other);
  await dialog.getByRole('radio', { name: /Взять их\s*5/ }).check();
  await dialog.getByRole('button', { name: 'Сохранить выбранное' }).click();
  await expect(other.getByText('5 шт')).toBeVisible();
  await expect(other.locator('app-order-items')).toContainText('Позвонить за час');
});

test('an amendment of an order in work, and calling it off, tell beforehand what comes with them', async ({
  product,
  open,
}) => {
  const order = await product.as(product.manager).orderInWork(product.master.id, {
    items: [item({ title: 'Ваза', quantity: 2, unitPrice: 1500_00 })],
  });
  const page = await open(product.manager, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Изменить' }).click();
  const consequences = page.getByRole('status').filter({ hasText: 'Что произойдёт вместе с этим' });
  await page.getByLabel('Количество').fill('5');
  await expect(consequences.getByRole('listitem')).toContainText([
    /к оплате на 4\s500,00\s₽ больше/,
    /Деталь № \d+ изменится: «Ваза», 5\sшт – /,
  ]);
  await expectAccessible(page);
  await page.getByLabel('Количество').fill('2');
  await expect(consequences).toBeHidden();
  await page.getByRole('button', { name: 'Отмена' }).click();

  await page.getByRole('button', { name: 'Другие действия' }).click();
  await page.getByRole('menuitem', { name: /^Отменить/ }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toContainText([
    /к оплате на 3\s000,00\s₽ меньше/,
    /Деталь № \d+ «Ваза» снимут с работы/,
  ]);
  await expectAccessible(page);
});

test('a removed line comes back by undo', async ({ product, open }) => {
  const { id } = await product.api.order({
    items: [
      item({ title: 'Кружка', quantity: 2, unitPrice: 1500_00 }),
      item({ title: 'Торт', quantity: 1, unitPrice: 3_000_75 }),
    ],
  });
  const page = await open(product.manager, `/orders/new?copy=${id}`);
  await expect(page.locator('output')).toHaveText('6 000,75 ₽');
  await page.getByRole('button', { name: 'Убрать позицию 1' }).click();
  await expect(page.locator('output')).toHaveText('3 000,75 ₽');
  await expect(page.getByRole('button', { name: 'Убрать позицию 1' })).toBeFocused();
  await page.getByRole('button', { name: /^Вернуть/ }).click();
  await expect(page.locator('output')).toHaveText('6 000,75 ₽');
});

test('what is typed into a new order survives a reload, and leaving it asks', async ({ product, open }) => {
  const page = await open(product.manager, '/orders/new');
  await page.getByRole('group', { name: 'Позиция 1', exact: true }).getByLabel('Что сделать').fill('Шкатулка');
  await page.reload();
  await expect(page.getByLabel('Что сделать')).toHaveValue('Шкатулка');
  await expect(page.getByText('Здесь то, что вы ввели раньше и не сохранили')).toBeVisible();

  await page.getByRole('link', { name: 'Клиенты' }).click();
  await page.getByRole('button', { name: 'Остаться' }).click();
  await expect(page.getByLabel('Что сделать')).toHaveValue('Шкатулка');
  await page.getByRole('link', { name: 'Клиенты' }).click();
  await page.getByRole('button', { name: 'Уйти' }).click();
  await expect(page).toHaveURL(/\/clients/);
});

test('a client who is not known yet is added while the order is written down', async ({ product, open }) => {
  const name = `Мастерская ${unique()}`;
  const page = await open(product.manager, '/orders/new');
  await page.getByRole('button', { name: 'Новый клиент' }).click();
  await page.getByRole('dialog').getByLabel('Компания').fill(name);
  await page.getByRole('button', { name: 'Добавить клиента' }).click();
  await expect(page.getByRole('combobox', { name: 'Клиент' })).toHaveValue(name);
  await page.getByLabel('Что сделать').fill('Шкатулка');
  await page.getByRole('button', { name: 'В черновики' }).click();
  await expect(stateOf(page)).toHaveText('черновик');
  await expect(page.getByRole('link', { name })).toBeVisible();
});

test('an order without a client or with a wrong figure is not sent, and says what is wrong', async ({
  product,
  open,
}) => {
  const page = await open(product.manager, '/orders/new');
  await page.getByLabel('Что сделать').fill('Шкатулка');
  await page.getByLabel('Количество').fill('много');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Нужно число, например 2,5')).toBeVisible();
  await expect(page.getByText('Заполните поле').first()).toBeVisible();
  await expect(page.getByLabel('Количество')).toHaveValue('много');
});

test('an order of nothing is not taken: it says so until something is typed', async ({ product, open }) => {
  const page = await open(product.manager, '/orders/new');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'Добавьте в заказ хотя бы одну позицию' })).toBeVisible();
  await expect(page.getByLabel('Клиент', { exact: false }).first()).toBeFocused();
  await page.keyboard.press('Escape');
  await page.getByLabel('Что сделать').fill('Шкатулка');
  await expect(page.getByText('Добавьте в заказ хотя бы одну позицию')).toBeHidden();
});

test('the list searches, filters and sorts by its address, and Back returns', async ({ product, open }) => {
  const mark = `Знак${unique()}`;
  const client = await product.api.client({ company: mark });
  await product.api.order({ clientId: client.id, items: [item({ unitPrice: 100 })], status: 'draft' });
  await product.api.order({ clientId: client.id, items: [item({ unitPrice: 200 })] });
  const page = await open(product.manager, `/orders?q=${mark}&sort=total`);
  const rows = page.getByRole('row').filter({ hasText: mark });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('2,00 ₽');
  await page.getByRole('columnheader').getByRole('button', { name: 'Сумма' }).click();
  await expect(rows.first()).toContainText('4,00 ₽');
  const filters = page.getByRole('group', { name: 'Отборы' });
  await filters.getByRole('button', { name: 'Сумма' }).click();
  await page.getByRole('textbox', { name: 'От' }).fill('3');
  await page.getByRole('button', { name: 'Показать' }).click();
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/totalFrom=300/);
  await expect(filters.getByRole('button', { name: /^Сумма 3,00 ₽ – …/ })).toBeVisible();
  await filters.getByRole('button', { name: 'Убрать отбор «Сумма»' }).click();
  await expect(rows).toHaveCount(2);
  await filters.getByRole('button', { name: 'Состояние' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'черновик' }).click();
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/status=draft/);
  await page.keyboard.press('j');
  // Keys in one go are a scanner's.
  await expect(rows.first().getByRole('link')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}/);
  await page.goBack();
  await expect(rows).toHaveCount(1);
});

test('Back leads to the row one came from, and the way to the list to its filters', async ({ product, open }) => {
  const mark = `Строка${unique()}`;
  const client = await product.api.client({ company: mark });
  for (let count = 0; count < 25; count++) await product.api.order({ clientId: client.id, status: 'draft' });
  const page = await open(product.manager, `/orders?q=${mark}`);
  const rows = page.locator('tbody tr').filter({ hasText: mark });
  const number = (await rows.nth(20).locator('.row-link').textContent())?.trim() ?? '';
  await rows.nth(20).click();
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await page.goBack();
  await expect(rows.nth(20)).toHaveClass(/current/);
  await expect(rows.nth(20)).toBeInViewport();
  await rows.nth(20).click();
  await page.getByRole('link', { name: 'К списку заказов' }).click();
  await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(mark)}`));
});

test('giving up a new order leads back to the page and the filters one came from', async ({ product, open }) => {
  const { id } = await product.api.client();
  const page = await open(product.manager, '/orders?status=draft');
  await page.getByRole('link', { name: 'Новый заказ' }).click();
  await page.getByRole('link', { name: 'Отмена' }).click();
  await expect(page).toHaveURL(/\/orders\?status=draft$/);
  await page.goto(`/clients/${id}`);
  await page.getByRole('link', { name: 'Новый заказ' }).click();
  await expect(page).toHaveURL(/\/orders\/new/);
  await page.getByRole('link', { name: 'Отмена' }).click();
  await expect(page).toHaveURL(new RegExp(`/clients/${id}`));
});

test('a sum of eleven digits stays clear of the buttons of its line', async ({ product, open }) => {
  const page = await open(product.manager, '/orders/new');
  const line = page.getByRole('group', { name: 'Позиция 1', exact: true });
  await line.getByLabel('Количество').fill('1000');
  await line.getByLabel('Цена').fill('90000000');
  const sum = line.getByText(/90\s000\s000\s000,00/);
  await expect(sum).toBeVisible();
  expect(await sum.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
});

test('names give way to figures: nothing sticks out of the table, and headers end where their figures do', async ({
  product,
  open,
}) => {
  const client = await product.api.client({ company: `Очень длинное имя ${unique()} `.repeat(3).slice(0, 100) });
  const items = [item({ title: 'Табличка '.repeat(10), quantity: 1_000, unitPrice: 9_000_000_000 }), item()];
  const dueAt = new Date(Date.now() - 9_000 * 86_400_000).toISOString();
  await product.api.order({ clientId: client.id, items, dueAt });
  const page = await open(product.manager, `/orders?clientId=${client.id}`);
  const row = page.getByRole('row').filter({ hasText: 'Очень длинное имя' });
  await expect(row.getByText('и ещё 1')).toBeVisible();
  await expect(row.getByTitle(client.name)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Столбцы' })).toBeInViewport({ ratio: 1 });
  const endOf = (place: Locator): Promise<number> =>
    place.evaluate((element) => {
      const range = document.createRange();
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let right = 0;
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        range.selectNodeContents(text);
        right = Math.max(right, range.getBoundingClientRect().right);
      }
      return right;
    });
  const header = page.getByRole('columnheader', { name: 'Сумма' });
  const figure = row.getByText(/90\s000\s003\s000,00/);
  expect(Math.abs((await endOf(header)) - (await endOf(figure)))).toBeLessThanOrEqual(8);
});

test('on a phone the number of further items stands clear of the first', async ({ product, open }) => {
  const { clientId } = await product.api.order({ items: [item({ title: 'Кружка' }), item(), item()] });
  const page = await open(product.manager, `/orders?clientId=${clientId}`, 360);
  await expect(page.getByText(/^\s*Кружка\s+и ещё 2\s*$/)).toBeVisible();
});

test('what takes its time shows that it is on its way', async ({ product, open }) => {
  const page = await open(product.manager, '/orders');
  const { promise: seen, resolve: goOn } = Promise.withResolvers<void>();
  await page.route('**/api/v1/orders?*', async (route) => {
    await seen;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Мои' }).click();
  await expect(page.getByRole('progressbar', { name: 'Загрузка' })).toBeVisible();
  goOn();
  await expect(page.getByRole('progressbar', { name: 'Загрузка' })).toBeHidden();
});

test('an order that is not there says so and leads to the list', async ({ product, open }) => {
  const page = await open(product.manager, '/orders');
  for (const id of ['0123456789abcdef01234567', 'abc']) {
    await page.goto(`/orders/${id}`);
    await expect(page.getByText('Страница не найдена')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Повторить' })).toBeHidden();
  }
  await page.getByRole('link', { name: 'К списку заказов' }).click();
  await expect(page).toHaveURL(/\/orders$/);
});

test('late orders are counted on their tab, which sets a filter that says so and can be taken away', async ({
  product,
  open,
}) => {
  const order = await product.api.order({ dueAt: new Date(Date.now() - 3 * 86_400_000).toISOString() });
  const page = await open(product.manager, '/orders');
  await page.getByRole('link', { name: /^Просроченные/ }).click();
  await expect(page).toHaveURL(/due=late/);
  await expect(page.getByRole('row').filter({ hasText: `№ ${order.number}` })).toContainText('−3 дня');
  await page.getByRole('button', { name: 'Убрать отбор «Срок»' }).click();
  await expect(page.getByRole('link', { name: 'Все', exact: true })).toHaveAttribute('aria-current', 'page');
});

test('what is due is asked by a word, among several clients, also on a phone', async ({ product, open }) => {
  const [one, other] = [
    await product.api.client({ company: `Первый ${unique()}` }),
    await product.api.client({ company: `Второй ${unique()}` }),
  ];
  const orders = [await product.api.order({ clientId: one.id }), await product.api.order({ clientId: other.id })];
  const page = await open(product.manager, `/orders?clientId=${one.id},${other.id}`);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: /^Срок/ }).click();
  const panel = page.getByRole('dialog', { name: 'Срок' });
  await expect(panel).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Без срока' }).click();
  await expect(page).toHaveURL(/due=none/);
  for (const { number } of orders) await expect(page.getByText(`№ ${number}`, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Клиент/ }).click();
  await page.getByRole('dialog', { name: 'Клиент' }).getByRole('button', { name: one.name }).click();
  await expect(page.getByText(`№ ${orders[0]?.number}`, { exact: true })).toBeHidden();
  await expect(page.getByText(`№ ${orders[1]?.number}`, { exact: true })).toBeVisible();
});

test('a draft can be deleted after a question that names it', async ({ product, open }) => {
  const order = await product.api.order({ status: 'draft' });
  const page = await open(product.manager, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Другие действия' }).click();
  await page.getByRole('menuitem', { name: 'Удалить заказ' }).click();
  await expect(page.getByRole('dialog')).toContainText(`№ ${order.number}`);
  await page.getByRole('button', { name: 'Удалить заказ' }).click();
  await expect(page).toHaveURL(/\/orders$/);
  await page.goto(`/orders/${order.id}`);
  await expect(page.getByRole('heading', { name: 'Страница не найдена' })).toBeVisible();
});

test('pages of orders have no accessibility faults, on a desk and on a phone of 360 px', async ({ product, open }) => {
  test.setTimeout(180_000);
  const order = await product.api.orderInWork(product.master.id, {
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
    note: 'Упаковать',
    items: [item({ wishes: 'Гравировка: «Анне»', discountPercent: 5 }), item({ title: 'Открытка', quantity: 1.5 })],
  });
  const paths = [
    '/orders',
    '/orders/new',
    `/orders/${order.id}`,
    `/orders/${order.id}?tab=production`,
    `/orders/${order.id}?tab=history`,
  ];
  for (const width of [1280, 360]) {
    const page = await open(product.manager, '/orders', width);
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('ui-skeleton')).toHaveCount(0);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
    await page.goto(`/orders/${order.id}`);
    await page.getByRole('button', { name: 'Изменить' }).click();
    await expect(page.getByLabel('Примечание')).toHaveValue('Упаковать');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});

test('orders speak English where the person does', async ({ product, open }) => {
  const order = await product.api.order();
  const page = await open(product.manager, '/orders');
  await page.evaluate(() => localStorage.setItem('verstak.language', 'en'));
  await page.goto(`/orders/${order.id}`);
  await expect(page.getByRole('button', { name: 'Send to work' })).toBeVisible();
  await expect(stateOf(page)).toHaveText('confirmed');
  await expect(page.getByText('₽3,000.00').first()).toBeVisible();
});
