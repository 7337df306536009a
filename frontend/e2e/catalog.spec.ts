import sharp from 'sharp';
import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('a product is made up with its options, found by its category, and sold by an order', async ({
  product,
  open,
}) => {
  const [name, category] = [`Кружка ${unique()}`, `Посуда ${unique()}`];
  const page = await open(product.manager, '/catalog/categories');
  await page.getByRole('button', { name: 'Новая категория' }).first().click();
  await page.getByRole('textbox', { name: 'Название' }).fill(category);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('link', { name: category })).toBeVisible();
  await expectAccessible(page);

  await page.goto('/catalog/new');
  await page.getByRole('textbox', { name: 'Название' }).fill(name);
  await page.getByRole('combobox', { name: 'Категория' }).click();
  await page.getByRole('option', { name: category }).click();
  await page.getByRole('textbox', { name: 'Цена' }).fill('1000');
  await page.getByRole('button', { name: 'Добавить, что выбирают' }).click();
  await expect(page.getByRole('textbox', { name: 'Что выбирают' })).toBeFocused();
  await page.keyboard.type('Объём');
  await page.getByRole('checkbox', { name: 'Выбрать обязательно' }).check();
  const choices = page.locator('app-choice-fields li');
  await choices.nth(0).getByRole('textbox', { name: 'Название' }).fill('330 мл');
  await page.getByRole('button', { name: 'Ещё вариант' }).click();
  await expect(choices.nth(1).getByRole('textbox', { name: 'Название' })).toBeFocused();
  await page.keyboard.type('450 мл');
  await choices.nth(1).getByRole('textbox', { name: 'К цене' }).fill('150');
  await page.getByRole('button', { name: 'Добавить вопрос' }).click();
  await expect(page.getByRole('textbox', { name: 'Что спросить' })).toBeFocused();
  await page.keyboard.type('Надпись');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page.locator('app-product-details')).toContainText('450 мл');
  await expectAccessible(page);

  await page.goto('/catalog');
  await page.getByRole('textbox', { name: 'Поиск' }).fill(name);
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText(category);

  const client = await product.api.client();
  await page.goto(`/orders/new?clientId=${client.id}`);
  const line = page.getByRole('group', { name: 'Позиция 1', exact: true });
  await line.getByLabel('Что сделать').fill(name);
  await page.getByRole('option', { name }).click();
  await expect(line.getByLabel('Цена')).toHaveValue('1000,00');
  await line.getByRole('combobox', { name: 'Объём' }).click();
  await page.getByRole('option', { name: '450 мл' }).click();
  await expect(line.getByLabel('Цена')).toHaveValue('1150,00');
  await line.getByRole('textbox', { name: 'Надпись' }).fill('Анне от коллег');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}$/);
  const items = page.locator('app-order-items');
  await expect(items).toContainText('Объём: 450 мл');
  await expect(items).toContainText('Надпись: Анне от коллег');
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
});

test('a list of products goes out as a file, and comes back from one with new prices', async ({ product, open }) => {
  const mark = `${unique()}`;
  const page = await open(product.manager, '/catalog');
  await page.getByRole('link', { name: 'Загрузить из файла' }).first().click();
  await expect(page.getByRole('heading', { name: 'Изделия из файла' })).toBeVisible();
  const take = async (text: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: /^Выбрать/ }).click();
    await (await chooser).setFiles({ name: 'изделия.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  };
  await take(`Артикул;Название;Категория\nА-${mark};Поднос ${mark};Посуда ${mark} / Подносы\n`);
  await expect(page.getByText('ни один столбец не содержит «Цена»')).toBeVisible();
  await page.getByRole('button', { name: 'Выбрать другой файл' }).click();
  await take(`Артикул;Название;Категория;Цена\nА-${mark};Поднос ${mark};Посуда ${mark} / Подносы;1 250,50\n`);
  await expect(page.getByText('1 строка: новых 1, изменится 0')).toBeVisible();
  await page.getByRole('button', { name: 'Загрузить', exact: true }).click();
  await page.getByRole('link', { name: 'К списку' }).click();

  await page.getByRole('textbox', { name: 'Поиск' }).fill(mark);
  await expect(page).toHaveURL(/q=/);
  const row = page.getByRole('row').filter({ hasText: `Поднос ${mark}` });
  await expect(row).toContainText('1 250,50');
  await expect(row).toContainText('Подносы');
  await row.getByRole('checkbox').check();
  const download = page.waitForEvent('download');
  await page.getByRole('toolbar').getByRole('button', { name: 'Скачать' }).click();
  await page.getByRole('menuitem', { name: 'Изделия, .csv' }).click();
  const stream = await (await download).createReadStream();
  const text = Buffer.concat(await stream.toArray()).toString();
  expect(text).toContain(`А-${mark};Поднос ${mark};Посуда ${mark} / Подносы;шт;;;1250,50`);
});

test('prices of many products are edited in one table, told by row, and taken back at once', async ({
  product,
  open,
}) => {
  const mark = `${unique()}`;
  const [first, second] = await Promise.all(
    ['Ваза', 'Блюдо'].map((name) =>
      product.api.call<{ id: string; version: number }>('POST', 'products', {
        name: `${name} ${mark}`,
        unit: 'шт',
        price: 100_000,
        options: [],
        questions: [],
      }),
    ),
  );
  const page = await open(product.manager, `/catalog?q=${mark}`);
  await page.getByRole('link', { name: 'Цены' }).click();
  const price = (name: string) => page.getByRole('textbox', { name: `Цена: ${name} ${mark}` });
  await price('Блюдо').fill('1500');
  // Enter leads down the column.
  await page.keyboard.press('Enter');
  await expect(price('Ваза')).toBeFocused();
  await price('Ваза').fill('');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Заполните поле')).toBeVisible();
  await price('Ваза').fill('900,5');
  await page.getByRole('checkbox', { name: `В магазине: Ваза ${mark}` }).check();
  await expect(page.getByText('сейчас 1 000,00')).toHaveCount(2);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  // Somebody else was faster with one of them.
  await product.api.call('PATCH', `products/${first?.id}`, { price: 120_000 });
  await page.keyboard.press('Control+Enter');
  const results = page.getByRole('region', { name: 'Что получилось' });
  await expect(results).toContainText('Сделано: 1, не получилось: 1');
  await expect(page.getByText('сейчас 1 200,00')).toBeVisible();
  const read = async (): Promise<number[]> => {
    const { items } = await product.api.call<{ items: { price: number }[] }>('GET', `products?q=${mark}&sort=name`);
    return items.map(({ price: stored }) => stored);
  };
  expect(await read()).toEqual([150_000, 120_000]);
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await expect.poll(read).toEqual([100_000, 120_000]);
  await expect(price('Ваза')).toHaveValue('900,50');
  await page.getByRole('button', { name: /^Сохранить/ }).click();
  await expect(results).toContainText('Сделано: 1, не получилось: 0');
  expect(await read()).toEqual([100_000, 90_050]);
  expect(second?.version).toBe(1);

  // The chosen ones by per cent, each shown before and after.
  await page.goto(`/catalog?q=${mark}`);
  await page.getByRole('checkbox', { name: 'Выбрать всё на странице' }).check();
  await page.getByRole('button', { name: 'Изменить цены' }).click();
  await page.getByRole('textbox', { name: 'На сколько процентов' }).fill('7,5');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Ваза' })).toContainText('968,00');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Изменить 2 цены' }).click();
  await expect.poll(read).toEqual([107_500, 96_800]);
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await expect.poll(read).toEqual([100_000, 90_050]);
});

test('the pictures of a product are put in order and described, and so the shop shows them', async ({
  product,
  open,
}) => {
  const name = `Ваза ${unique()}`;
  const offered = { name, unit: 'шт', price: 50_000, isShown: true, options: [], questions: [] };
  const { id } = await product.api.call<{ id: string }>('POST', 'products', offered);
  const page = await open(product.manager, `/catalog/${id}`);
  const panel = page.locator('app-files-panel');
  for (const file of ['сбоку.png', 'сверху.png']) {
    const background = { r: 120, g: 80, b: 40 };
    const buffer = await sharp({ create: { width: 80, height: 60, channels: 3, background } })
      .png()
      .toBuffer();
    await panel.locator('input[type=file]').first().setInputFiles({ name: file, mimeType: 'image/png', buffer });
    await expect(panel.getByRole('link', { name: file, exact: true })).toBeVisible();
  }
  const earlier = panel.getByRole('button', { name: 'Показать раньше: сверху.png' });
  await earlier.press('Enter');
  await expect(panel.locator('li').first()).toContainText('сверху.png');
  await expect(earlier).toBeFocused();
  await panel.getByRole('button', { name: 'Что на картинке: сверху.png' }).click();
  await page.getByRole('textbox', { name: 'Что на картинке' }).fill('Ваза с розой');
  await page.keyboard.press('Control+Enter');
  await expect(panel.locator('li').first()).toContainText('Ваза с розой');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);

  const rendered = await (await page.goto(`/shop/products/${id}`))?.text();
  expect(rendered).toMatch(/<img[^>]*alt="Ваза с розой"/);
  await expect(page.getByRole('button', { name: 'Ваза с розой' })).toHaveAttribute('aria-pressed', 'true');
});
