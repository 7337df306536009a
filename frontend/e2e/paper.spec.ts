import { textOfPdf } from '../../backend/test/pdf.js';
import type { Page } from '@playwright/test';
import { expect, item, test, unique } from './product';

/** What the browser prints of a page, sheet by sheet. */
const sheetsOf = async (page: Page): Promise<string[]> => textOfPdf(new Uint8Array(await page.pdf({ format: 'A4' })));

test('a list, a page and a report are printed by the browser in light, with whose and what they are, and no act', async ({
  product,
  open,
}) => {
  test.setTimeout(120_000);
  const client = await product.api.client({ company: `Бумага ${unique()}` });
  let id = '';
  for (let made = 0; made < 40; made += 1) {
    ({ id } = await product.api.order({ clientId: client.id, items: [item({ title: 'Кружка' })] }));
  }
  const { name } = await product.api.call<{ name: string }>('GET', 'workshop');
  const page = await open(product.manager, `/orders?clientId=${client.id}&status=confirmed&pageSize=50`);
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
  await expect(page.getByRole('row')).toHaveCount(41);
  const list = await sheetsOf(page);
  expect(list.length).toBeGreaterThan(1);
  for (const sheet of list) for (const head of ['Готовность', 'Сумма']) expect(sheet).toContain(head);
  const whole = list.join();
  for (const word of [name, 'Заказы', 'Состояние', 'подтверждён', client.name, '1–40 из 40'])
    expect(whole).toContain(word);
  for (const act of ['Новый заказ', 'Скачать', 'Сбросить', 'По 50', 'Сегодня', 'Исполнитель', 'К содержанию'])
    expect(whole).not.toContain(act);

  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('body')).toHaveCSS('color-scheme', 'light');
  await page.emulateMedia({ media: null });
  await page.goto(`/orders/${id}`);
  await expect(page.locator('app-order-items')).toContainText('Кружка');
  const order = (await sheetsOf(page)).join();
  for (const word of [name, client.name, 'Кружка']) expect(order).toContain(word);
  for (const act of ['Изменить', 'Сегодня']) expect(order).not.toContain(act);

  await page.goto('/reports');
  await expect(page.getByRole('img', { name: /Выручка и число заказов/ })).toBeVisible();
  const report = (await sheetsOf(page)).join();
  for (const word of [name, 'Отчёт', String(new Date().getFullYear()), client.name]) expect(report).toContain(word);
  for (const act of ['Напечатать', 'Скачать', 'Сегодня']) expect(report).not.toContain(act);
});
