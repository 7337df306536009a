import type { Order } from '@verstak/api';
import { readFileSync } from 'node:fs';
import { expect, expectAccessible, expectNoSidewaysScroll, item, test } from './product';

test('several orders are changed at once: shown beforehand, told row by row, taken back together', async ({
  product,
  open,
}) => {
  const client = await product.api.client();
  const orders: Order[] = [];
  for (const status of ['draft', 'draft', 'confirmed'] as const) {
    orders.push(await product.api.order({ clientId: client.id, items: [item()], status }));
  }
  const page = await open(product.manager, `/orders?clientId=${client.id}`);
  await page.getByRole('checkbox', { name: 'Выбрать всё на странице' }).check();
  const bar = page.getByRole('toolbar', { name: 'Действия с выбранными' });

  await bar.getByRole('button', { name: 'Состояние' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Станет' }).click();
  await page.getByRole('option', { name: 'подтверждён' }).click();
  await expect(dialog.getByRole('row', { name: /черновик подтверждён/ })).toHaveCount(2);
  await expect(dialog.getByRole('row', { name: /останется как есть/ })).toHaveCount(1);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Изменить 2 заказа' }).click();
  await expect(page.getByRole('row', { name: /подтверждён/ })).toHaveCount(3);
  await page.getByRole('button', { name: /^Вернуть/ }).click();
  await expect(page.getByRole('row', { name: /черновик/ })).toHaveCount(2);

  await page.getByRole('checkbox', { name: 'Выбрать всё на странице' }).check();
  await bar.getByRole('button', { name: 'Исполнитель' }).click();
  await dialog.getByRole('combobox', { name: 'Станет' }).click();
  await page.getByRole('option', { name: product.master.name }).click();
  await dialog.getByRole('button', { name: 'Изменить 3 заказа' }).click();
  await expect(page.getByText('Сделано: 3, не получилось: 0')).toBeVisible();
  for (const { id } of orders) {
    expect(
      (await product.api.call<{ items: { masterName: string }[] }>('GET', `orders/${id}`)).items[0]?.masterName,
    ).toBe(product.master.name);
  }

  const dueOf = async (): Promise<(string | undefined)[]> =>
    Promise.all(
      orders.map(async ({ id }) => (await product.api.call<{ dueAt?: string }>('GET', `orders/${id}`)).dueAt),
    );
  const before = await dueOf();
  await page.getByRole('checkbox', { name: 'Выбрать всё на странице' }).check();
  await bar.getByRole('button', { name: 'Срок' }).click();
  await dialog.getByRole('textbox', { name: 'Срок' }).fill('25.12.2031');
  await page.keyboard.press('Tab');
  await expect(dialog.locator('tbody tr').filter({ hasText: '25 дек' })).toHaveCount(3);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => new Set(await dueOf()).size).toBe(1);
  await page.getByRole('button', { name: /^Вернуть/ }).click();
  await expect.poll(dueOf).toEqual(before);
});

test('selected orders are printed together', async ({ product, open }) => {
  const client = await product.api.client();
  for (let n = 0; n < 2; n += 1) await product.api.order({ clientId: client.id, items: [item()] });
  const page = await open(product.manager, `/orders?clientId=${client.id}`);
  await page.getByRole('checkbox', { name: 'Выбрать всё на странице' }).check();
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/job-sheets.pdf'));
  await page.getByRole('button', { name: 'Наряды' }).click();
  const ids = new URL((await answered).url()).searchParams.getAll('ids').flatMap((one) => one.split(','));
  expect([(await answered).status(), ids.length]).toEqual([200, 2]);
});

test('several are chosen on a phone too, and downloaded in the order of the list', async ({ product, open }) => {
  const client = await product.api.client();
  const orders: Order[] = [];
  for (let n = 0; n < 3; n += 1) orders.push(await product.api.order({ clientId: client.id, items: [item()] }));
  const page = await open(product.manager, `/orders?clientId=${client.id}`, 360);
  await page.getByRole('button', { name: 'Выбрать несколько' }).click();
  for (const chosen of [orders[0], orders[2]]) await page.getByText(`№ ${chosen?.number}`, { exact: true }).click();
  const bar = page.getByRole('toolbar', { name: 'Действия с выбранными' });
  await expect(bar).toContainText('Выбрано 2 строки');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await bar.getByRole('button', { name: 'Скачать' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Заказы, .csv' }).click();
  const rows = readFileSync(await (await download).path(), 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1);
  expect(rows.map((row) => Number(row.split(';')[0]))).toEqual([orders[2]?.number, orders[0]?.number]);
});
