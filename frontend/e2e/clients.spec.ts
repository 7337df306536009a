import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

test('a manager adds a client with contacts, finds it by any of its columns, and changes it', async ({
  product,
  open,
}) => {
  const name = `Ёлочка ${unique()}`;
  const page = await open(product.manager, '/clients');
  await page.keyboard.press('n');
  await page.getByLabel('Компания').fill(name);
  await page.getByLabel('Телефон').fill('+7 921 555-44-33');
  await page.getByLabel('Адрес').fill('Тверь, Советская 17');
  await page.getByRole('button', { name: 'Добавить контакт' }).click();
  const contact = page.getByRole('group', { name: 'Контакт' });
  await contact.getByLabel('Имя').fill('Пётр Иванов');
  await contact.getByLabel('Должность').fill('снабжение');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('link', { name: '+7 921 555-44-33' })).toHaveAttribute('href', /^tel:\+7/);
  await expect(page.getByText('Пётр Иванов', { exact: true })).toBeVisible();

  for (const words of [name.replace('Ё', 'Е').toLowerCase(), '5554433', 'советская 17']) {
    await page.goto('/clients');
    await expect(page.getByRole('heading', { level: 1, name: 'Клиенты' })).toBeVisible();
    await page.keyboard.press('/');
    await expect(page.getByRole('textbox', { name: 'Поиск' })).toBeFocused();
    await page.keyboard.type(words);
    await expect(page).toHaveURL(/q=/);
    await expect(page.getByRole('link', { name })).toBeVisible();
  }

  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.keyboard.press('e');
  await page.getByLabel('Заметка').fill('Звонить после обеда');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.locator('ui-history')).toContainText('Звонить после обеда');
  await expect(page.locator('ui-history')).toContainText(product.manager.name);
});

test('the list sorts by each column and its view stands in the address', async ({ product, open }) => {
  const mark = `Сортировка${unique()}`;
  for (const company of ['Бета', 'Альфа', 'Гамма'])
    await product.api.client({ company: `${company} ${mark}`, note: mark });
  const page = await open(product.manager, `/clients?q=${mark}`);
  await expect(page.locator('tbody tr a.row-link')).toHaveText([`Альфа ${mark}`, `Бета ${mark}`, `Гамма ${mark}`]);
  for (const header of ['№', 'Телефон', 'Эл. почта', 'Остаток к оплате', 'Клиент']) {
    await page.getByRole('columnheader', { name: header }).getByRole('button').click();
    await expect(page.getByRole('columnheader', { name: header })).toHaveAttribute('aria-sort', /ascending|descending/);
  }
  await page.getByRole('columnheader', { name: '№' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=number/);
  await page.reload();
  await expect(page.locator('tbody tr a.row-link')).toHaveText([`Бета ${mark}`, `Альфа ${mark}`, `Гамма ${mark}`]);
});

test('archiving can be taken back, and archived clients have a list of their own', async ({ product, open }) => {
  const client = await product.api.client();
  const page = await open(product.manager, `/clients/${client.id}`);
  const archive = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Ещё' }).click();
    await page.getByRole('menuitem', { name: 'Убрать в архив' }).click();
    await expect(page.getByText('в архиве', { exact: true })).toBeVisible();
  };
  await archive();
  await page.getByRole('button', { name: 'Вернуть' }).click();
  await expect(page.getByText('в архиве', { exact: true })).toHaveCount(0);
  await archive();
  await expect(page.getByRole('link', { name: 'Новый заказ' })).toHaveCount(0);
  await page.goto('/clients?isArchived=true');
  await expect(page.getByRole('link', { name: client.name })).toBeVisible();
});

test('several clients, also on different pages, are archived together, what came of each is told, and all is taken back at once', async ({
  product,
  open,
}) => {
  const mark = `Пачка ${unique()}`;
  const made = [];
  for (let number = 10; number < 37; number++) made.push(await product.api.client({ company: `${mark} ${number}` }));
  const page = await open(product.manager, `/clients?q=${encodeURIComponent(mark)}&sort=company`);
  const tick = (company: string) =>
    page.getByRole('row').filter({ hasText: company }).getByRole('checkbox', { name: 'Выбрать строку' }).click();
  await tick(`${mark} 10`);
  await tick(`${mark} 11`);
  await page.getByRole('button', { name: 'Следующая страница' }).click();
  await tick(`${mark} 36`);
  const bar = page.getByRole('toolbar', { name: 'Действия с выбранными' });
  await expect(bar).toContainText('Выбрано 3 строки');

  // Somebody deletes one of them meanwhile.
  await product.api.call('DELETE', `clients/${made[1]?.id}`);
  await bar.getByRole('button', { name: 'Убрать в архив' }).click();
  const results = page.getByRole('region', { name: 'Что получилось' });
  await expect(results).toContainText('Сделано: 2, не получилось: 1');
  await expect(results.getByRole('listitem').first()).toContainText(`${mark} 11`);
  await expectAccessible(page);
  const archived = async (): Promise<number> => {
    const path = `clients?isArchived=true&q=${encodeURIComponent(mark)}`;
    return (await product.api.call<{ total: number }>('GET', path)).total;
  };
  expect(await archived()).toBe(2);

  await page.getByRole('button', { name: /^Вернуть/ }).click();
  await expect.poll(archived).toBe(0);
});

test('a column that was chosen stands also where it would give way, and on every machine of the person', async ({
  product,
  open,
}) => {
  const person = await product.api.user('manager');
  await product.api.client({ address: 'Тверь, Советская, 1' });
  const page = await open(person, '/clients', 1000);
  await expect(page.getByRole('columnheader', { name: 'Адрес' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Столбцы' }).click();
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
  await page.getByRole('menuitemcheckbox', { name: 'Адрес' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: 'Адрес' })).toBeVisible();
  await kept;
  const elsewhere = await open(person, '/clients', 1000);
  await expect(elsewhere.getByRole('columnheader', { name: 'Адрес' })).toBeVisible();
  // Wider than its place, it scrolls sideways, and its header stays all the same.
  for (const _ of Array.from({ length: 8 })) await product.api.client();
  await elsewhere.setViewportSize({ width: 760, height: 360 });
  await elsewhere.reload();
  await expect(elsewhere.locator('.scroll.wide')).toBeVisible();
  await elsewhere.getByRole('row').nth(6).scrollIntoViewIfNeeded();
  await elsewhere.evaluate(() => scrollBy(0, 200));
  await expect
    .poll(async () => (await elsewhere.getByRole('columnheader', { name: 'Адрес' }).boundingBox())?.y)
    .toBeCloseTo(0, 0);
});

test('a client without orders is deleted after asking; one with orders is refused, and archiving is offered', async ({
  product,
  open,
}) => {
  const [alone, busy] = [await product.api.client(), await product.api.client()];
  await product.api.order({ clientId: busy.id });
  const page = await open(product.manager, `/clients/${alone.id}`);
  const remove = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Ещё' }).click();
    await page.getByRole('menuitem', { name: 'Удалить клиента' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить клиента' }).click();
  };
  await remove();
  await expect(page).toHaveURL(/\/clients$/);
  await page.goto(`/clients/${alone.id}`);
  await expect(page.getByText('Страница не найдена')).toBeVisible();

  await page.goto(`/clients/${busy.id}`);
  await remove();
  await expect(page.getByRole('dialog')).toContainText('У него 1 заказ');
  await page.getByRole('dialog').getByRole('button', { name: 'Убрать в архив' }).click();
  await expect(page.getByText('в архиве', { exact: true })).toBeVisible();
});

test('two people change one client: different fields are both kept, the same field is shown with both values', async ({
  product,
  open,
}) => {
  const client = await product.api.client({ note: 'было' });
  const one = await open(product.manager, `/clients/${client.id}/edit`);
  const other = await open(product.admin, `/clients/${client.id}/edit`);
  await expect(one.getByLabel('Заметка')).toHaveValue('было');
  await other.getByLabel('Заметка').fill('их слова');
  await other.getByLabel('Адрес').fill('Тверь');
  await other.getByRole('button', { name: 'Сохранить' }).click();
  await expect(other).toHaveURL(new RegExp(`/clients/${client.id}$`));

  await one.getByLabel('Заметка').fill('мои слова');
  await one.getByLabel('Имя').first().fill('Анна');
  await one.getByRole('button', { name: 'Сохранить' }).click();
  const dialog = one.getByRole('dialog');
  await expect(dialog).toContainText('их слова');
  await expect(dialog).toContainText('мои слова');
  await expectAccessible(one);
  await dialog.getByRole('button', { name: 'Сохранить выбранное' }).click();
  await expect(one).toHaveURL(new RegExp(`/clients/${client.id}$`));
  expect(await product.api.call('GET', `clients/${client.id}`)).toMatchObject({
    note: 'мои слова',
    address: 'Тверь',
    firstName: 'Анна',
  });
});

test('what is typed is not lost by leaving or by a reload, and a client who is there already is pointed out', async ({
  product,
  open,
}) => {
  const client = await product.api.client({ email: `c${unique()}@example.com` });
  const page = await open(product.manager, '/clients/new');
  await page.getByLabel('Эл. почта').fill(client.email ?? '');
  await expect(page.getByRole('link', { name: client.name })).toBeVisible();
  await page.getByRole('link', { name: 'Отмена' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Остаться' }).click();
  await expect(page.getByLabel('Эл. почта')).toHaveValue(client.email ?? '');
  await page.reload();
  await expect(page.getByLabel('Эл. почта')).toHaveValue(client.email ?? '');
  await expect(page.getByRole('status')).toContainText('вы ввели раньше');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Укажите компанию, имя или фамилию')).toBeVisible();
});

test('on a phone the list leaves out what a client lacks', async ({ product, open }) => {
  const { name } = await product.api.client({ company: `Без почты ${unique()}` });
  const page = await open(product.manager, `/clients?q=${name}`, 360);
  const card = page.getByRole('row').filter({ hasText: name });
  await expect(card.getByRole('link', { name: '+7 900 555-01-01' })).toBeVisible();
  await expect(card.locator('[data-label="Эл. почта"]')).toBeHidden();
  await expect(card.getByText('–', { exact: true }).filter({ visible: true })).toHaveCount(0);
});

test('the card shows balance and orders, which follow without reload', async ({ product, open }) => {
  const client = await product.api.client();
  const page = await open(product.manager, `/clients/${client.id}`);
  await expect(page.getByRole('heading', { name: client.name })).toBeVisible();
  await product.api.order({
    clientId: client.id,
    items: [item({ title: 'Кружка на карточке', quantity: 3, unitPrice: 100_000 })],
  });
  await expect(page.getByText('Кружка на карточке')).toBeVisible();
  await expect(page.locator('app-client-details')).toContainText(/3[\s\u00a0]000,00/);
  await page.keyboard.press('n');
  await expect(page).toHaveURL(new RegExp(`clientId=${client.id}`));
});

for (const width of [1280, 360]) {
  test(`the pages of clients are accessible and fit ${width} px`, async ({ product, open }) => {
    test.setTimeout(120_000);
    const contacts = [{ name: 'Пётр Иванов', phone: '+7 900 111-22-33' }];
    const client = await product.api.client({ contacts, note: 'Звонить' });
    const order = await product.api.order({ clientId: client.id });
    const page = await open(product.manager, `/clients/${client.id}`, width);
    await expect(page.getByText(`№\u00a0${order.number}`).first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    for (const [path, ready] of [
      ['/clients', page.getByRole('link', { name: client.name }).or(page.locator('a.row-link')).first()],
      [`/clients/${client.id}/edit`, page.getByLabel('Должность')],
      ['/clients/new', page.getByLabel('Компания')],
    ] as const) {
      await page.goto(path);
      await expect(ready).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });
}

test('the keyboard stays at the contacts that one adds and removes', async ({ product, open }) => {
  const page = await open(product.manager, '/clients/new');
  const add = page.getByRole('button', { name: 'Добавить контакт' });
  const names = page.getByRole('group', { name: 'Контакт' }).getByLabel('Имя');
  for (const place of [0, 1]) {
    await add.press('Enter');
    await expect(names.nth(place)).toBeFocused();
  }
  const remove = page.getByRole('button', { name: /^Удалить контакт/ });
  await remove.first().press('Enter');
  await expect(remove).toHaveCount(1);
  await expect(remove).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(add).toBeFocused();
});
