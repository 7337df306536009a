import type { Page } from '@playwright/test';
import { expect, expectAccessible, item, test, unique } from './product';

const firstLine = (page: Page) => page.getByRole('group', { name: 'Позиция 1', exact: true });

/** The server does what it is asked, but its answer never arrives. */
async function loseAnswer(page: Page, path: string): Promise<void> {
  await page.route(
    path,
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
}

test('an order or a client whose answer was lost is made once, however often one presses', async ({
  product,
  open,
}) => {
  const { id } = await product.api.client();
  const total = async (): Promise<number> =>
    (await product.api.call<{ total: number }>('GET', `orders?clientId=${id}`)).total;
  const page = await open(product.manager, `/orders/new?clientId=${id}`);
  await firstLine(page).getByLabel('Что сделать').fill('Кружка');
  await loseAnswer(page, '**/api/v1/orders');
  await page.getByRole('button', { name: /^Принять заказ/ }).click();
  await expect(page.getByRole('alert')).toContainText('Сервер не отвечает');
  expect(await total()).toBe(1);
  await page.getByRole('button', { name: /^Принять заказ/ }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}$/);
  expect(await total()).toBe(1);

  // Who reloads the page in between finds what was typed, and makes no second order with it either.
  await page.goto(`/orders/new?clientId=${id}`);
  await firstLine(page).getByLabel('Что сделать').fill('Торт');
  await loseAnswer(page, '**/api/v1/orders');
  await page.getByRole('button', { name: /^Принять заказ/ }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.reload();
  await expect(firstLine(page).getByLabel('Что сделать')).toHaveValue('Торт');
  await page.getByRole('button', { name: /^Принять заказ/ }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}$/);
  expect(await total()).toBe(2);

  // The same again on purpose is another order.
  await page.goto(`/orders/new?clientId=${id}`);
  await firstLine(page).getByLabel('Что сделать').fill('Торт');
  await page.getByRole('button', { name: /^Принять заказ/ }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}$/);
  expect(await total()).toBe(3);

  const company = `Дважды ${unique()}`;
  await page.goto('/clients/new');
  await page.getByLabel('Компания').fill(company);
  await loseAnswer(page, '**/api/v1/clients');
  await page.getByRole('button', { name: /^Сохранить/ }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: /^Сохранить/ }).click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f]{24}$/);
  const found = await product.api.call<{ total: number }>('GET', `clients?q=${encodeURIComponent(company)}`);
  expect(found.total).toBe(1);
});

test('an order taken again waits for its copy, asks nothing while untouched, and keeps what is typed', async ({
  product,
  open,
}) => {
  const client = await product.api.client();
  const items = [item({ title: 'Ваза' }), item({ title: 'Блюдо' })];
  const { id } = await product.api.order({ clientId: client.id, items });
  const page = await open(await product.api.user('manager'), '/orders');

  // A copy that takes its time is waited for, so that nothing typed meanwhile can be lost.
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(`**/api/v1/orders/${id}`, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto(`/orders/new?copy=${id}`);
  await expect(page.getByRole('heading', { name: 'Новый заказ' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'В черновики' })).toBeDisabled();
  await expect(firstLine(page)).toHaveCount(0);
  arrive();
  await expect(firstLine(page).getByLabel('Что сделать')).toHaveValue('Ваза');
  await expect(page.getByRole('combobox', { name: 'Клиент' })).toHaveValue(client.name);

  // Untouched it is neither kept nor asked about.
  await page.reload();
  await expect(firstLine(page).getByLabel('Что сделать')).toHaveValue('Ваза');
  await expect(page.getByText('вы ввели раньше')).toBeHidden();
  await page.getByRole('link', { name: 'Отмена' }).click();
  await expect(page).toHaveURL(/\/orders$/);

  // What was typed elsewhere does not stand in the way of the copy, and «anew» gives the copy again.
  await page.goto('/orders/new');
  await firstLine(page).getByLabel('Что сделать').fill('Недописанное');
  await page.goto(`/orders/new?copy=${id}`);
  await expect(firstLine(page).getByLabel('Что сделать')).toHaveValue('Ваза');
  await firstLine(page).getByLabel('Что сделать').fill('Ваза синяя');
  await page.getByRole('button', { name: /пароль, язык, тема, выход/ }).click();
  await page.getByRole('menuitem', { name: 'Язык' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'New order' })).toBeVisible();
  const line = page.getByRole('group', { name: 'Item 1', exact: true });
  await expect(line.getByLabel('What to make')).toHaveValue('Ваза синяя');
  await page.reload();
  await expect(line.getByLabel('What to make')).toHaveValue('Ваза синяя');
  await page.getByRole('button', { name: 'Start anew' }).click();
  await expect(line.getByLabel('What to make')).toHaveValue('Ваза');
  await page.goto('/orders/new');
  await expect(line.getByLabel('What to make')).toHaveValue('Недописанное');
});

test('a new order is typed at once: whose it is, or what to make where the client is known', async ({
  product,
  open,
}) => {
  const client = await product.api.client({ company: `Сразу ${unique()}` });
  const page = await open(product.manager, '/orders');
  await page.keyboard.press('n');
  await expect(page.getByRole('combobox', { name: 'Клиент' })).toBeFocused();
  const found = page.waitForResponse((answer) => new URL(answer.url()).searchParams.get('q') === client.name);
  await page.keyboard.type(client.name);
  await found;
  await expect(page.getByRole('option', { name: client.name })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Клиент' })).toHaveValue(client.name);

  const known = await open(product.manager, `/orders/new?clientId=${client.id}`);
  await expect(firstLine(known).getByLabel('Что сделать')).toBeFocused();
});

test('a client is made of what was typed to find one, with a word about those who are there; leaving it keeps the words', async ({
  product,
  open,
}) => {
  const name = 'Петрова Инна';
  await product.api.client({ company: '', lastName: 'Петрова', firstName: 'Инна', phone: '+7 912 345-67-89' });
  const page = await open(product.manager, '/orders/new');
  const field = page.getByRole('combobox', { name: 'Клиент' });
  await field.fill(`${name} `);
  await expect(page.getByRole('option', { name: '+7 912 345-67-89' })).toBeVisible();
  await expect(page.getByRole('option', { name: `Создать «${name}»` })).toHaveCount(0);

  await field.fill('Петрова Инна-Мария');
  await page.getByRole('option', { name: 'Создать «Петрова Инна-Мария»' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Фамилия')).toHaveValue('Петрова');
  await expect(dialog.getByLabel('Имя', { exact: true })).toHaveValue('Инна-Мария');
  await page.keyboard.press('Escape');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('Петрова Инна-Мария');

  // By the keyboard alone: what is not there is the first thing to choose.
  await expect(page.getByRole('option', { name: 'Создать «Петрова Инна-Мария»' })).toBeVisible();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Имя', { exact: true }).fill('Инна');
  await expect(dialog.getByText('Возможно, он уже есть')).toContainText(name);
  await dialog.getByLabel('Имя', { exact: true }).fill('Инна-Мария');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(field).toHaveValue('Петрова Инна-Мария');
  await page.getByLabel('Что сделать').first().fill('Ваза');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/№\s\d+/);
  await expect(page.locator('app-order-facts')).toContainText('Петрова Инна-Мария');
});

test('a due date that has passed is asked about, and kept where it is meant', async ({ product, open }) => {
  const { id } = await product.api.client();
  const page = await open(product.manager, `/orders/new?clientId=${id}`);
  await firstLine(page).getByLabel('Что сделать').fill('Кружка');
  await page.getByLabel('Срок', { exact: true }).fill('01.02.2024');
  await page.getByRole('button', { name: /^Принять заказ/ }).click();
  const question = page.getByRole('dialog', { name: /уже прошёл/ });
  await question.getByRole('button', { name: 'Исправить' }).click();
  await expect(page.getByLabel('Срок', { exact: true })).toBeFocused();
  await expect(page).toHaveURL(/\/orders\/new/);
  await page.getByRole('button', { name: /^Принять заказ/ }).click();
  await question.getByRole('button', { name: 'Оставить' }).click();
  await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}$/);
});
