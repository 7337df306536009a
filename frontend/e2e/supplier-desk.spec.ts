import type { Page } from '@playwright/test';
import type { Offer, StockItem, Supplier, SupplyRequest } from '@verstak/api';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test, unique, type Product } from './product';

interface Desk {
  supplier: Supplier;
  account: Awaited<ReturnType<Product['api']['supplier']>>;
}

async function deskOf({ api }: Product, name: string): Promise<Desk> {
  const supplier = await api.call<Supplier>('POST', 'suppliers', { name });
  return { supplier, account: await api.supplier(supplier.id, `Ольга ${unique()}`) };
}

const cell = (page: Page, label: string): ReturnType<Page['getByLabel']> => page.getByLabel(label, { exact: true });

test('an administrator gives a supplier a desk, who finds nothing else of the product', async ({
  product,
  open,
  browser,
}) => {
  const name = `Керамика ${unique()}`;
  const supplier = await product.api.call<Supplier>('POST', 'suppliers', { name });
  const page = await open(product.admin, '/users?add=true');
  const dialog = page.getByRole('dialog');
  const login = `olga${unique()}`;
  await dialog.getByLabel('Имя').fill('Ольга');
  await dialog.getByLabel('Логин').fill(login);
  await dialog.getByRole('combobox', { name: 'Роль' }).click();
  await page.getByRole('option', { name: 'Поставщик' }).click();
  await dialog.getByRole('button', { name: 'Добавить', exact: true }).click();
  await expect(dialog.getByText('Заполните поле')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Поставщик' }).fill(name);
  await page.getByRole('option', { name }).click();
  await expectAccessible(page);
  const password = await dialog.getByLabel('Пароль').inputValue();
  await dialog.getByRole('button', { name: 'Добавить', exact: true }).click();
  await expect(dialog).toBeHidden();
  // People of suppliers are listed apart.
  await expect(page.getByText(login)).toBeHidden();
  await page.goto(`/suppliers/${supplier.id}`);
  await expect(page.getByRole('region', { name: 'Кто входит от поставщика' })).toContainText(login);
  await page.getByRole('link', { name: 'Сотрудники' }).last().click();
  await expect(page.getByRole('row', { name: 'Ольга' })).toContainText(`Поставщик · ${name}`);

  const theirs = await (await browser.newContext({ baseURL: product.url })).newPage();
  await signIn(theirs, { id: '', name: '', login, password });
  await theirs.getByLabel('Текущий пароль').fill(password);
  await theirs.getByLabel('Новый пароль', { exact: true }).fill('берёза у самой воды');
  await theirs.getByLabel('Новый пароль ещё раз').fill('берёза у самой воды');
  await theirs.getByRole('button', { name: 'Сменить пароль' }).click();
  await expect(theirs.getByRole('heading', { level: 1, name: 'Сегодня' })).toBeVisible();
  await expect(theirs.getByText('Новых заявок нет')).toBeVisible();
  const places = theirs.getByRole('navigation', { name: 'Разделы' }).getByRole('link');
  await expect(places).toHaveText([/.*/, 'Сегодня', 'Заявки мне', 'Мои товары']);
  await expectAccessible(theirs);
  await places.last().click();
  await expect(theirs.getByRole('heading', { level: 1, name: 'Мои товары' })).toBeVisible();
  await expect(theirs.getByText('Добавьте, что вы продаёте')).toBeVisible();
  await expectAccessible(theirs);
  for (const path of [
    '/orders',
    '/suppliers',
    `/suppliers/${supplier.id}`,
    '/stock',
    '/requests',
    '/users',
    '/queue',
  ]) {
    await theirs.goto(path);
    await expect(theirs.getByRole('heading', { level: 1, name: 'Нет доступа' })).toBeAttached();
  }
  await theirs.context().close();
});

test('a supplier adds products, edits prices and stock in the table with undo, and brings a price list', async ({
  product,
  open,
}) => {
  const { supplier, account } = await deskOf(product, `Глина ${unique()}`);
  const page = await open(account, '/supply/offers');
  await page.getByRole('button', { name: 'Новый товар' }).last().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('У нас на складе')).toBeHidden();
  await dialog.getByLabel('Товар', { exact: true }).fill('Шамот белый');
  await dialog.getByLabel('Артикул').fill('ШБ-1');
  await dialog.getByLabel('Единица').fill('кг');
  await dialog.getByLabel('Цена').fill('45,50');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(cell(page, 'Цена: Шамот белый')).toHaveValue(/45,50/);

  await cell(page, 'Цена: Шамот белый').fill('48');
  await cell(page, 'В наличии: Шамот белый').fill('120,5');
  await expect(page.getByText(/сейчас 45,50/)).toBeVisible();
  await expect(page.getByText('Изменена 1 строка')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Сделано: 1, не получилось: 0')).toBeVisible();
  const stored = async (): Promise<Offer[]> =>
    (await product.api.call<{ items: Offer[] }>('GET', `offers?supplierId=${supplier.id}`)).items;
  expect((await stored())[0]).toMatchObject({ price: 4_800, inStock: 120.5, article: 'ШБ-1' });
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await expect(cell(page, 'Цена: Шамот белый')).toHaveValue(/45,50/);
  expect((await stored())[0]).toMatchObject({ price: 4_550 });

  await page.getByRole('link', { name: 'Загрузить из файла' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'прайс.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Артикул;Наименование;Ед.;Цена;Остаток\nШБ-1;Шамот белый;кг;50;80\nШЧ-2;Шамот чёрный;кг;;0\n'),
  });
  await page.getByRole('button', { name: 'Загрузить', exact: true }).click();
  await page.getByRole('link', { name: 'К списку' }).click();
  await expect(cell(page, 'Цена: Шамот белый')).toHaveValue(/50,00/);
  await page.getByRole('button', { name: 'Действия: Шамот чёрный' }).click();
  await page.getByRole('menuitem', { name: 'Больше не продаётся' }).click();
  await expect(cell(page, 'Цена: Шамот чёрный')).toBeHidden();
  await page.goto('/supply/offers?isArchived=true');
  await expect(cell(page, 'Цена: Шамот чёрный')).toBeVisible();
});

test('a supplier accepts a request at once, answers another by item, and says what was sent; the workshop reads it', async ({
  product,
  open,
}) => {
  const { supplier, account } = await deskOf(product, `Краски ${unique()}`);
  const sent = async (...names: string[]): Promise<SupplyRequest> => {
    const items = names.map((name) => ({ name, unit: 'кг', quantity: 10, price: 4_500 }));
    const { id } = await product.api.call<SupplyRequest>('POST', 'requests', { supplierId: supplier.id, items });
    return product.api.call('POST', `requests/${id}/status`, { status: 'in_process' });
  };
  const [whole, partly] = [await sent('Глина'), await sent('Глазурь белая', 'Глазурь синяя')];
  const page = await open(account, '/supply/requests');
  const unanswered = page.getByRole('link', { name: /^Ждут ответа/ });
  await expect(unanswered).toContainText('2');
  await expectAccessible(page);
  await page.getByRole('row', { name: 'Глина' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: `Заявка № ${whole.number}` })).toBeVisible();
  await page.getByRole('button', { name: 'Принять всё' }).click();
  await expect(page.locator('app-request-items')).toContainText('принято');
  await page.getByRole('button', { name: 'Всё отправлено' }).click();
  await expect(page.locator('app-request-items')).toContainText('отправлено');
  await expectAccessible(page);

  await page.goto('/supply/requests?isUnanswered=true');
  await expect(unanswered).toContainText('1');
  await page.getByRole('row', { name: 'Глазурь белая' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Ответить по позициям' }).click();
  const dialog = page.getByRole('dialog');
  const item = (name: string): ReturnType<Page['getByRole']> => dialog.getByRole('group', { name: new RegExp(name) });
  const choose = async (name: string, option: string): Promise<void> => {
    await item(name).getByRole('combobox', { name: 'Ответ' }).click();
    await page.getByRole('option', { name: option }).click();
  };
  await choose('Глазурь белая', 'принято');
  await item('Глазурь белая').getByLabel('Цена').fill('47');
  await choose('Глазурь синяя', 'отказ');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(item('Глазурь синяя').getByText('Заполните поле')).toBeVisible();
  await item('Глазурь синяя').getByLabel('Причина отказа').fill('Снята с производства');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.locator('app-request-items')).toContainText('Снята с производства');
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  const read = await product.api.call<SupplyRequest>('GET', `requests/${partly.id}`);
  expect(read.items.map(({ state, price }) => [state, price])).toEqual([
    ['accepted', 4_700],
    ['declined', 4_500],
  ]);
});

test('the workshop sees what suppliers sell, for how much and since when, beside its own stock', async ({
  product,
  open,
}) => {
  const [cheap, dear] = [await deskOf(product, `Дешёвый ${unique()}`), await deskOf(product, `Дорогой ${unique()}`)];
  const item = await product.api.call<StockItem>('POST', 'stock', { name: `Лист ${unique()}`, unit: 'шт' });
  for (const [{ account }, price] of [
    [dear, 90_000],
    [cheap, 70_000],
  ] as const)
    await product.as(account).call('POST', 'offers', { name: 'Лист латуни', unit: 'шт', price, inStock: 12 });
  const page = await open(product.manager, `/suppliers/${cheap.supplier.id}`);
  await expect(page.getByRole('region', { name: 'Предложения' })).toContainText('Лист латуни');
  await page.getByRole('link', { name: 'Цены и остатки' }).click();
  await page.getByRole('button', { name: 'Лист латуни', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'У нас на складе' }).fill(item.name);
  await page.getByRole('option', { name: item.name }).click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('link', { name: item.name }).click();
  const other = await product.api.call<{ items: Offer[] }>('GET', `offers?supplierId=${dear.supplier.id}`);
  await product.api.call('PATCH', `offers/${other.items[0]?.id}`, { stockItemId: item.id });
  const offers = page.getByRole('region', { name: 'Предложения' });
  await expect(offers.getByRole('row')).toHaveCount(3);
  await expect(offers.getByRole('row').nth(1)).toContainText(cheap.supplier.name);
  await expect(offers.getByRole('row').nth(2)).toContainText(dear.supplier.name);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
});

for (const width of [1280, 360]) {
  test(`the desk is accessible and fits ${width} px`, async ({ product, open }) => {
    const { account } = await deskOf(product, `Стекло ${unique()}`);
    for (const [name, price] of [
      ['Стекло прозрачное листовое закалённое 6 мм в размер заказчика', 1_250_000],
      ['Стекло матовое', undefined],
    ])
      await product.as(account).call('POST', 'offers', { name, unit: 'м²', price, article: `СТ-${unique()}` });
    const page = await open(account, '/supply/offers', width);
    await expect(cell(page, 'Цена: Стекло матовое')).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await cell(page, 'Цена: Стекло матовое').fill('100');
    await expect(page.getByText('Изменена 1 строка')).toBeVisible();
    await expectAccessible(page);
  });
}
