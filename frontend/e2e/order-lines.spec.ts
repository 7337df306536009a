import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, item, test } from './product';

const line = (page: Page, number: number): Locator =>
  page.getByRole('group', { name: `Позиция ${number}`, exact: true });

async function paste(into: Locator, text: string): Promise<void> {
  await into.evaluate((input, copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test('three lines are typed without a mouse, letter after letter without a pause', async ({ product, open }) => {
  const client = await product.api.client();
  const page = await open(product.manager, `/orders/new?clientId=${client.id}`);
  await expect(line(page, 1).getByLabel('Что сделать')).toBeFocused();
  for (const [title, quantity, price] of [
    ['Кружка', '2', '150'],
    ['Торт', '1,5', '2000,50'],
    ['Ваза', '3', '700'],
  ] as const) {
    await page.keyboard.type(title);
    await page.keyboard.press('Tab');
    await page.keyboard.type(quantity);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type(price);
    await page.keyboard.press('Enter');
  }
  // The line after the last is not needed: up to the cake, whose wish opens under it; the vase goes before it.
  await page.keyboard.press('Control+Delete');
  await page.keyboard.press('ArrowUp');
  await expect(line(page, 2).getByLabel('Что сделать')).toBeFocused();
  await page.keyboard.press('Alt+Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Без орехов');
  await page.keyboard.press('Alt+Enter');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(line(page, 3).getByLabel('Что сделать')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}$/);
  const { items } = await product.api.call<{ items: unknown[] }>('GET', `orders/${page.url().split('/').pop()}`);
  expect(items).toMatchObject([
    { title: 'Кружка', quantity: 2, unitPrice: 150_00 },
    { title: 'Ваза', quantity: 3, unitPrice: 700_00 },
    { title: 'Торт', quantity: 1.5, unitPrice: 2_000_50, wishes: 'Без орехов' },
  ]);
});

test('what is wrong is marked in its cell, told with it, and led to by a key', async ({ product, open }) => {
  const page = await open(product.manager, '/orders/new');
  await line(page, 1).getByLabel('Что сделать').fill('Шкатулка');
  const quantity = line(page, 1).getByLabel('Количество');
  await quantity.fill('много');
  await quantity.press('Enter');
  await expect(quantity).toHaveAttribute('aria-invalid', 'true');
  await expect(quantity).toHaveAccessibleDescription('Количество: Нужно число, например 2,5');
  await expectAccessible(page);
  await page.keyboard.press('F8');
  await expect(quantity).toBeFocused();
  await page.keyboard.type('2');
  await expect(quantity).not.toHaveAttribute('aria-invalid');
  await expect(page.getByRole('button', { name: /к первой/ })).toBeHidden();
});

test('twelve lines stand on one screen, and their titles have the most room', async ({ product, open }) => {
  const items = Array.from({ length: 12 }, (_, index) => item({ title: `Кружка ${index + 1}` }));
  const order = await product.api.order({ items });
  const page = await open(product.manager, `/orders/new?copy=${order.id}`);
  await expect(line(page, 1).getByLabel('Что сделать')).toBeInViewport({ ratio: 1 });
  await expect(line(page, 12).getByLabel('Что сделать')).toBeInViewport({ ratio: 1 });
  const widths = await line(page, 1)
    .locator('[data-cell]')
    .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
  expect(Math.max(...widths)).toBe(widths[0]);
  expect(widths[0]).toBeGreaterThan(260);
});

test('a cell that the keyboard leads to is never under the buttons at the edge', async ({ product, open }) => {
  const items = Array.from({ length: 30 }, (_, index) => item({ title: `Кружка ${index + 1}` }));
  const order = await product.api.order({ items });
  for (const width of [1280, 360]) {
    const page = await open(product.manager, `/orders/${order.id}`, width);
    await page.getByRole('button', { name: 'Изменить' }).click();
    await expect(line(page, 1).getByLabel('Что сделать')).toBeFocused();
    for (let step = 0; step < 29; step++) {
      await page.keyboard.press('ArrowDown');
      const isOnTop = await page.evaluate(() => {
        const { left, top, bottom } = document.activeElement?.getBoundingClientRect() ?? new DOMRect();
        return document.elementFromPoint(left + 9, (top + bottom) / 2) === document.activeElement;
      });
      expect(isOnTop, `line ${step + 2} at ${width} px`).toBe(true);
    }
    await expect(line(page, 30).getByLabel('Что сделать')).toBeFocused();
  }
});

test('on a phone each line is a card with all its fields, and the due date is read in full', async ({
  product,
  open,
}) => {
  const page = await open(product.manager, '/orders/new', 360);
  for (const label of ['Что сделать', 'Количество', 'Ед.', 'Цена', 'Скидка, %', 'Исполнитель']) {
    await expect(line(page, 1).getByLabel(label)).toBeVisible();
  }
  await line(page, 1)
    .getByRole('button', { name: /Изделие, Пожелания.*: Позиция 1/ })
    .click();
  await line(page, 1).getByRole('textbox', { name: 'Пожелания' }).fill('Гравировка');
  const due = page.getByLabel('Срок');
  await due.fill('25.11.2026');
  await due.blur();
  expect(await due.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test('a pasted table is shown as it was understood, put right, and taken as lines', async ({ product, open }) => {
  const page = await open(product.manager, '/orders/new');
  const title = line(page, 1).getByLabel('Что сделать');
  await paste(
    title,
    '№\tНаименование\tКол-во\tЦена\tСумма\tЦвет\n' +
      '1\t"Доска ""Меню"""\t10 шт.\t1 234,50 руб.\t12 345,00\tсиний\n' +
      '2\tТорт\tмного\t900\t1800\tбелый\n' +
      '\tИтого:\t\t\t14 145,00\t',
  );
  const dialog = page.getByRole('dialog', { name: 'Вставка из таблицы' });
  await expect(dialog.getByLabel('Первая строка – заголовки')).toBeChecked();
  await expect(dialog.getByRole('cell', { name: '1 234,50 ₽' })).toBeVisible();
  await expect(dialog.getByLabel('Брать строку 3')).not.toBeChecked();
  await expect(dialog.getByText('Не удалось прочитать 1 ячейку')).toBeVisible();
  await expectAccessible(page);

  // The colour goes to the wishes, the quantity is put right; the total shows by then what it comes to.
  await dialog.getByLabel('Столбец 6 Цвет').selectOption('Пожелания');
  const quantity = dialog.getByLabel('Количество, строка 2');
  await expect(quantity).toHaveAccessibleDescription('Нужно число, например 2,5');
  await quantity.fill('3 кг');
  await expect(dialog.getByText('а выходит 2 700,00 ₽')).toBeVisible();
  await quantity.fill('2 кг');
  await expect(dialog.getByText('а выходит')).toBeHidden();
  await expect(dialog.getByText('Не удалось прочитать')).toBeHidden();
  await dialog.getByRole('button', { name: 'Добавить 2 строки' }).click();

  await expect(page.getByRole('group', { name: /^Позиция \d+$/ })).toHaveCount(2);
  await expect(title).toHaveValue('Доска "Меню"');
  await expect(title).toBeFocused();
  await expect(line(page, 1)).toContainText('синий');
  await expect(line(page, 2).getByLabel('Количество')).toHaveValue('2');
  await expect(line(page, 2).getByLabel('Ед.')).toHaveValue('кг');
  await expect(page.locator('output')).toHaveText('14 145,00 ₽');

  // One value is no table.
  await title.focus();
  await paste(title, 'Кружка');
  await expect(dialog).toBeHidden();
});

test('what a pasted table says and nobody puts right is kept, and its field is marked', async ({ product, open }) => {
  const page = await open(product.manager, '/orders/new', 360);
  await paste(line(page, 1).getByLabel('Что сделать'), 'Торт\tмного\t900\nВаза\t2\t700\nКружка\t5\t350');
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  const quantity = line(page, 1).getByLabel('Количество');
  await expect(quantity).toHaveValue('');
  await expect(quantity).toHaveAccessibleDescription('Количество: Заполните поле');
  await expect(line(page, 1)).toContainText('Количество: много');
});
