import type { Download, Page } from '@playwright/test';
import excel from 'exceljs';
import { readFileSync } from 'node:fs';
import { expect, expectAccessible, item, test, unique } from './product';

const download = async (page: Page, label: string): Promise<Download> => {
  await page.getByRole('button', { name: 'Скачать' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: label }).click();
  return waiting;
};

/** The texts of a column of a sheet, without its title. */
const column = async (file: Download, sheet: number, number: number): Promise<string[]> => {
  const workbook = new excel.Workbook();
  await workbook.xlsx.readFile(await file.path());
  const values = workbook.worksheets[sheet]?.getColumn(number).values ?? [];
  return values.slice(2).map(String);
};

test('orders are downloaded as the list shows them: found by words, in its order, with their items', async ({
  product,
  open,
}) => {
  const word = `партия${unique()}`;
  const first = await product.api.order({ items: [item({ title: `Кружка ${word}` }), item({ title: 'Открытка' })] });
  const second = await product.api.order({ items: [item({ title: `Блокнот ${word}` })] });
  await product.api.order();
  const page = await open(product.manager, `/orders?q=${word}&sort=number`);
  await expect(page.getByRole('row')).toHaveCount(3);
  const workbook = await download(page, 'Заказы и позиции, книга .xlsx');
  expect(workbook.suggestedFilename()).toMatch(/^заказы_\d{4}-\d{2}-\d{2}\.xlsx$/);
  expect(await column(workbook, 0, 1)).toEqual([first, second].map(({ number }) => String(number)));
  expect(await column(workbook, 1, 5)).toEqual([`Кружка ${word}`, 'Открытка', `Блокнот ${word}`]);
  await page.goto(`/orders?view=board&q=${word}`);
  const csv = await download(page, 'Позиции, .csv');
  expect(
    readFileSync(await csv.path(), 'utf8')
      .trimEnd()
      .split('\r\n'),
  ).toHaveLength(4);
});

test('a file that cannot be made says why, and can be asked for again', async ({ product, open }) => {
  const { name } = await product.api.client({ company: `Ромашка ${unique()}`, contacts: [{ name: 'Пётр Иванов' }] });
  const page = await open(product.manager, `/clients?q=${name.split(' ')[1]}`, 360);
  const refusal = { code: 'auth.forbidden', status: 403 };
  await page.route('**/clients/export.xlsx*', (route) => route.fulfill({ status: 403, json: refusal }), { times: 1 });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Скачать' }).click();
  await page.getByRole('menuitem', { name: 'Клиенты и контакты, книга .xlsx' }).click();
  await expect(page.getByRole('alert')).toContainText('Это не входит в вашу роль. Доступ меняет администратор.');
  const workbook = await download(page, 'Клиенты и контакты, книга .xlsx');
  expect(await column(workbook, 0, 2)).toEqual([name]);
  expect(await column(workbook, 1, 3)).toEqual(['Пётр Иванов']);
});
