import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('an administrator finds and changes rows of any table, follows what they refer to, and is told what cannot be', async ({
  product,
  open,
}) => {
  const mark = String(unique());
  const client = await product.api.call<{ id: string }>('POST', 'clients', { company: `Ромашка ${mark}` });
  const order = await product.api.call<{ id: string; number: number }>('POST', 'orders', {
    clientId: client.id,
    items: [{ title: 'Кружка', quantity: 2, unit: 'шт', unitPrice: 50_000 }],
  });
  const page = await open(product.admin, '/tables');
  await expect(page.getByRole('heading', { level: 1, name: 'Таблицы' })).toBeVisible();
  await expectAccessible(page);

  // Found among the tables, then among its rows.
  await page.getByPlaceholder('Найти таблицу').fill('клие');
  await page.getByRole('navigation', { name: 'Таблицы' }).getByRole('link', { name: 'Клиенты' }).click();
  await page.getByRole('textbox', { name: 'Поиск' }).fill(mark);
  await page.getByRole('link', { name: `Ромашка ${mark}` }).click();

  // Changed by the same rules as everywhere: what is wrong stands at its field.
  await page.getByRole('button', { name: 'Изменить' }).click();
  await page.getByRole('textbox', { name: 'Почта' }).fill('anna@');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('textbox', { name: 'Почта' })).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('textbox', { name: 'Почта' }).fill(`${mark}@example.org`);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(
    page.getByRole('link', { name: `${mark}@example.org` }).or(page.getByText(`${mark}@example.org`)),
  ).toBeVisible();
  await expectAccessible(page);

  // What is referred to is not deleted, and why is said.
  await page.getByRole('button', { name: 'Удалить' }).click();
  await expect(page.getByRole('dialog')).toContainText('без заказов');
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
  await expect(page.getByText('У клиента есть заказы. Уберите его в архив.')).toBeVisible();

  // A relation leads on.
  await page.goto(`/tables/orders?q=${order.number}`);
  await page.getByRole('link', { name: `Ромашка ${mark}` }).click();
  await expect(page).toHaveURL(new RegExp(`/clients/${client.id}$`));
});

test('an administrator adds a row and deletes it, and reads why others are not changed', async ({ product, open }) => {
  const mark = String(unique());
  await product.api.call('POST', 'clients', { company: `Ромашка ${mark}` });
  const page = await open(product.admin, '/tables/categories');
  await page.getByRole('button', { name: 'Добавить' }).click();
  await page.getByRole('textbox', { name: 'Название' }).fill(`Подарки ${mark}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Добавить' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Подарки ${mark}` })).toBeVisible();
  await page.getByRole('button', { name: 'Удалить' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click();
  await expect(page).toHaveURL(/\/tables\/categories/);
  await expect(page.getByText(`Удалено: Подарки ${mark}`)).toBeVisible();

  await page.goto('/tables/movements');
  await expect(page.getByText('ошибку сторнируют')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Добавить' })).toHaveCount(0);

  await page.evaluate(() => localStorage.setItem('verstak.language', 'en'));
  await page.goto('/tables/clients');
  await expect(page.getByRole('heading', { level: 1, name: 'Clients' })).toBeVisible();
  await page.getByRole('link', { name: `Ромашка ${mark}` }).waitFor();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  for (const path of ['/tables', '/tables/clients']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

test('two who change a row at once are told', async ({ product, open }) => {
  const mark = String(unique());
  const supplier = await product.api.call<{ id: string; version: number }>('POST', 'suppliers', {
    name: `Металл ${mark}`,
  });
  const page = await open(product.admin, `/tables/suppliers/${supplier.id}`);
  await page.getByRole('button', { name: 'Изменить' }).click();
  await page.getByRole('textbox', { name: 'Адрес' }).fill('Тверь, своя улица');
  await product.api.call('PATCH', `suppliers/${supplier.id}`, {
    address: 'Тверь, чужая улица',
    version: supplier.version,
  });
  await page.getByRole('button', { name: 'Сохранить' }).click();
  const conflict = page.getByRole('dialog').last();
  await expect(conflict).toContainText('Тверь, чужая улица');
  await conflict.getByRole('button').last().click();
  await expect(page.getByText('Тверь, своя улица')).toBeVisible();
});

test('a manager sees no tables', async ({ product, open }) => {
  const other = await open(product.manager);
  await other.goto('/tables');
  await expect(other.getByRole('heading', { level: 1, name: 'Нет доступа' })).toBeVisible();
});
