import type { Part, Route } from '@verstak/api';
import { readFileSync } from 'node:fs';
import type { Account } from './api';
import { expect, expectAccessible, expectNoSidewaysScroll, type Product, test, unique } from './product';

/** A part on a route of its own, of which somebody has lost a piece and finished the first stage. */
async function makeWork({ api, as }: Product, by: Account): Promise<{ part: Part; route: Route }> {
  const mark = unique();
  const route = await api.call<Route>('POST', 'routes', {
    name: `Полка ${mark}`,
    stages: [
      { name: 'Распил', workCentre: 'Пила', setUpMinutes: 10, minutesPerUnit: 2.5, masterIds: [] },
      { name: 'Шлифовка', setUpMinutes: 0, minutesPerUnit: 4, masterIds: [] },
    ],
  });
  const body = { title: `Полка ${mark}`, quantity: 4, unit: 'шт', routeId: route.id };
  const part = await api.call<Part>('POST', 'parts', body);
  const master = as(by);
  await master.step(part.id, 'start');
  await master.call('POST', `parts/${part.id}/scrap`, { quantity: 1, reason: 'machine' });
  await master.step(part.id, 'finish');
  return { part, route };
}

test('the report of the floor tells output, stages and scrap, and each figure leads to its rows', async ({
  product,
  open,
}) => {
  const master = await product.api.user('master', 'Пётр Столяров');
  const { part, route } = await makeWork(product, master);
  const page = await open(product.manager, '/reports');
  await page.getByRole('navigation', { name: 'Отчёты' }).getByRole('link', { name: 'Цех', exact: true }).click();
  await expect(page).toHaveURL(/\/reports\/floor$/);
  await page.getByLabel('Маршрут').click();
  await page.getByRole('option', { name: route.name }).click();
  await expect(page).toHaveURL(new RegExp(`routeId=${route.id}`));

  const output = page.getByRole('table', { name: 'Выработка', exact: true });
  // 10 minutes to set up, and 2.5 for each of four
  await expect(output.getByRole('row', { name: /Пётр Столяров/ })).toHaveText(
    /Пётр Столяров\s*1\s*4\s*1\s*[\d,]+ мин\s*20 мин/,
  );
  await output.getByRole('link', { name: 'Пётр Столяров' }).click();
  await expect(page).toHaveURL(new RegExp(`/parts/work\\?masterId=${master.id}&stageId=\\w+&endedFrom=`));
  await expect(page.getByRole('table', { name: 'Прохождения' }).getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('table', { name: 'Прохождения' })).toContainText(part.title);
  await expectAccessible(page);

  await page.goBack();
  await page
    .getByRole('table', { name: 'Сколько занимают этапы' })
    .getByRole('link', { name: /Распил/ })
    .click();
  await expect(page.getByRole('table', { name: 'Прохождения' })).toContainText('Пётр Столяров');
  await expect(page.getByRole('button', { name: /Распил/ })).toBeVisible();

  await page.goBack();
  await page.getByRole('table', { name: 'Брак по причинам' }).getByRole('link', { name: 'Станок' }).click();
  await expect(page).toHaveURL(/\/parts\?scrapReason=machine&scrappedFrom=/);
  await expect(page.getByRole('table', { name: 'Детали' })).toContainText(part.title);
});

test('both reports tell of one period, and the report of the floor is downloaded', async ({ product, open }) => {
  await makeWork(product, product.master);
  const page = await open(product.manager, '/reports/floor');
  await page.getByRole('radio', { name: 'Год' }).click();
  await expect(page).toHaveURL(/period=year/);
  await page.getByRole('link', { name: 'Продажи', exact: true }).click();
  await expect(page).toHaveURL(/\/reports\?period=year$/);
  await page.goBack();
  for (const [label, ending, start] of [
    ['Всё, книга .xlsx', /цех_.*\.xlsx$/, 'PK'],
    ['Брак, .csv', /scrap\.csv$/, '\ufeffПричина;'],
  ] as const) {
    await page.getByRole('button', { name: 'Скачать' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: label }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(ending);
    expect(readFileSync(await download.path(), 'utf8').startsWith(start)).toBe(true);
  }
});

test('a period without work leads to the one that has some; masters have no report', async ({ product, open }) => {
  await makeWork(product, product.master);
  const page = await open(product.manager, '/reports/floor?period=year&from=2001-01-01');
  await expect(page.getByRole('heading', { name: 'За этот период в цехе ничего не сделано' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Показать: \d{4} год$/ }).click();
  await expect(page.getByRole('table', { name: 'Выработка', exact: true })).toBeVisible();
  const own = await open(product.master);
  await own.goto('/reports/floor');
  await expect(own.getByRole('heading', { level: 1, name: 'Нет доступа' })).toBeAttached();
});

for (const width of [1280, 360])
  for (const [language, table] of [
    ['ru', 'Выработка'],
    ['en', 'Output'],
  ] as const)
    test(`the report of the floor is accessible and fits ${width} px, ${language}`, async ({ product, open }) => {
      await makeWork(product, product.master);
      const page = await open(product.manager, '/reports/floor', width);
      await page.evaluate((one) => localStorage.setItem('verstak.language', one), language);
      await page.reload();
      await expect(page.getByRole('table', { name: table, exact: true })).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    });
