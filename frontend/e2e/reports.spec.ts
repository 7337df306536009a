import { readFileSync } from 'node:fs';
import type { OrderCreate } from '@verstak/api';
import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

test('the report counts sold orders by time, client and master, and follows the chosen period', async ({
  product,
  open,
}) => {
  const client = await product.api.client();
  const master = await product.api.user('master', 'Пётр Отчётный');
  const query = `clientId=${client.id}`;
  await product.api.order({
    clientId: client.id,
    items: [item({ quantity: 1, unitPrice: 100_050, masterId: master.id })],
  });
  await product.api.order({
    clientId: client.id,
    items: [item({ quantity: 3, unitPrice: 100_000, discountPercent: 10 })],
  });
  await product.api.order({ clientId: client.id, status: 'draft' });

  const page = await open(product.manager, `/reports?${query}`);
  const figures = page.locator('app-sales-figures');
  await expect(figures).toContainText(/3[\s\u00a0]700,50/);
  await expect(figures).toContainText(/1[\s\u00a0]850,25/);
  const [heading, toTable] = await Promise.all([
    page.getByRole('heading', { name: 'По времени', exact: true }).boundingBox(),
    page.getByRole('button', { name: 'Показать таблицей' }).boundingBox(),
  ]);
  expect(toTable?.y).toBeLessThan((heading?.y ?? 0) + (heading?.height ?? 0));
  await expect(page.getByRole('table', { name: 'По клиентам' })).toContainText(client.name);
  await expect(page.getByRole('table', { name: 'По мастерам' })).toContainText('Пётр Отчётный');
  await expect(page.getByRole('table', { name: 'По мастерам' })).toContainText('без исполнителя');

  await page.getByRole('radio', { name: 'Год' }).click();
  await expect(page).toHaveURL(/period=year/);
  await expect(page.getByRole('table', { name: 'По месяцам' }).getByRole('row')).toHaveCount(13);
  await page.getByRole('button', { name: 'Предыдущий период' }).click();
  await expect(page).toHaveURL(new RegExp(`from=${new Date().getFullYear() - 1}-01-01`));
  await expect(figures).toContainText('0,00');
  await page.reload();
  await expect(page.getByText(`${new Date().getFullYear() - 1} год`).first()).toBeVisible();
  await page.goBack();
  await expect(figures).toContainText(/3[\s\u00a0]700,50/);
});

test('rows of the report lead to the orders behind them, and the report is narrowed by what was sold and by whom', async ({
  product,
  open,
}) => {
  const name = `Кружка ${unique()}`;
  const made = async (path: string, fields: object): Promise<string> =>
    (await product.api.call<{ id: string }>('POST', path, fields)).id;
  const dishes = await made('categories', { name: `Посуда ${name}` });
  const cups = await made('categories', { name: `Внутри ${name}`, parentId: dishes });
  const cup = { name, unit: 'шт', price: 30_000, options: [], questions: [], categoryId: cups };
  const productId = await made('products', cup);
  const client = await product.api.client();
  const seller = await product.api.user('manager', `Продавец ${unique()}`);
  const take = (items: object[]) =>
    product.as(seller).order({ clientId: client.id, items: items as OrderCreate['items'] });
  const sold = await take([{ productId, quantity: 2 }, item({ title: 'Доставка', quantity: 1, unitPrice: 7_00 })]);
  await take([item({ title: 'Гравировка', quantity: 1, unitPrice: 90_00 })]);

  const page = await open(product.manager, `/reports?clientId=${client.id}`);
  const table = (label: string) => page.getByRole('table', { name: label, exact: true });
  await expect(table('По изделиям').getByRole('row', { name })).toContainText(/600,00.*86,1/);
  await expect(table('По категориям').getByRole('row')).toContainText([
    'Категория',
    `Посуда ${name}`,
    `Внутри ${name}`,
    'не из каталога',
  ]);
  await expect(table('По менеджерам')).toContainText(seller.name);

  await table('По изделиям').getByRole('link', { name }).click();
  await expect(page).toHaveURL(/\/orders\?.*productId=/);
  await expect(page.getByRole('group', { name: 'Отборы' })).toContainText(name);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('row').last()).toContainText(String(sold.number));
  await page.goBack();

  await table('По изделиям').getByRole('link', { name: 'не из каталога' }).click();
  await expect(page.getByRole('group', { name: 'Отборы' })).toContainText('не из каталога');
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.goBack();

  await page.getByRole('combobox', { name: 'Категория' }).click();
  await page.getByRole('option', { name: `Посуда ${name}`, exact: true }).click();
  await expect(page).toHaveURL(/categoryId=/);
  await expect(table('По изделиям').getByRole('row')).toHaveCount(2);
  await expect(page.locator('app-sales-figures')).toContainText('600,00');
  await page.getByRole('combobox', { name: 'Менеджер' }).click();
  await page.getByRole('option', { name: seller.name }).click();
  const within = table('По категориям').getByRole('link', { name: `Внутри ${name}` });
  await expect(within).toHaveAttribute('href', /managerId=/);
  await within.click();
  await expect(page).toHaveURL(/\/orders\?.*managerId=/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.goBack();
  await expect(within).toBeInViewport();
  await page.getByRole('combobox', { name: 'Изделие' }).click();
  await page.keyboard.type(name);
  await page.getByRole('option', { name }).click();
  await expect(page).toHaveURL(/productId=/);
  await expect(table('По категориям').getByRole('row')).toHaveCount(3);
  await expectAccessible(page);
});

test('any period is chosen by its days', async ({ product, open }) => {
  await product.api.order({ orderedAt: '2026-01-11T09:00:00Z' });
  const page = await open(product.manager, '/reports?period=custom&from=2026-01-10&to=2026-01-12&step=day');
  await expect(page.getByRole('table', { name: 'По дням' }).getByRole('row')).toHaveCount(4);
  await page.getByLabel('По', { exact: true }).fill('20.01.2026');
  await page.keyboard.press('Tab');
  await expect(page).toHaveURL(/to=2026-01-20/);
  await expect(page.getByRole('table', { name: 'По дням' }).getByRole('row')).toHaveCount(12);
});

test('the days of a period are told whole on a phone', async ({ product, open }) => {
  const page = await open(product.manager, '/reports?period=custom&from=2026-01-10&to=2026-12-28', 360);
  for (const name of ['С', 'По']) {
    const day = page.getByLabel(name, { exact: true });
    await expect(day).toHaveValue(/^\d\d\.\d\d\.2026$/);
    expect(await day.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
  }
});

test('a period without sales leads to the one that has some, whoever they were asked for', async ({
  product,
  open,
}) => {
  const { clientId } = await product.api.order();
  const other = await product.api.client();
  const page = await open(product.manager, `/reports?period=year&from=2001-01-01&clientId=${other.id}`);
  await expect(page.getByRole('heading', { name: 'За этот период заказов нет' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Новый заказ' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Сбросить всё' }).click();
  await expect(page).not.toHaveURL(/clientId/);
  await page.getByRole('button', { name: /^Показать: \d{4} год$/ }).click();
  await expect(
    page.getByRole('table', { name: 'По клиентам' }).locator(`a[href*="clientId=${clientId}"]`),
  ).toBeVisible();
});

test('the report is downloaded as a workbook and as CSV, and the token never stands in an address', async ({
  product,
  open,
}) => {
  await product.api.order();
  const page = await open(product.manager, '/reports');
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  for (const [label, ending, start] of [
    ['Всё, книга .xlsx', /продажи_.*\.xlsx$/, 'PK'],
    ['По клиентам, .csv', /clients\.csv$/, '\ufeff'],
  ] as const) {
    await page.getByRole('button', { name: 'Скачать' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: label }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(ending);
    expect(readFileSync(await download.path(), 'utf8').startsWith(start)).toBe(true);
  }
  expect(addresses.filter((address) => /token|bearer|eyJ/i.test(address))).toEqual([]);
});

for (const width of [1280, 360]) {
  test(`the report is accessible and fits ${width} px`, async ({ product, open }) => {
    await product.api.order();
    const page = await open(product.manager, '/reports', width);
    await expect(page.getByRole('table', { name: 'По дням' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
}
