import type { Part, Route } from '@verstak/api';
import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('a table that is indented becomes a tree of parts with their routes, opened level by level from the keyboard', async ({
  product,
  open,
}) => {
  const mark = unique();
  const name = `Токарная ${mark}`;
  const stages = [
    { name: 'Распил', setUpMinutes: 0, minutesPerUnit: 1, masterIds: [] },
    { name: 'Шлифовка', setUpMinutes: 0, minutesPerUnit: 1, masterIds: [] },
  ];
  await product.api.call<Route>('POST', 'routes', { name, stages });
  const page = await open(product.manager, '/parts');
  await page.getByRole('link', { name: 'Загрузить из файла' }).first().click();
  const take = async (route: string): Promise<void> => {
    const rows = [
      'Обозначение;Наименование;Кол-во;Маршрут',
      `Р-${mark};Рама;1;`,
      `  Б-${mark};Балка;2;`,
      `    У-${mark};Уголок;4;${route}`,
      `  П-${mark};Петля;2;${route}`,
    ];
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Выбрать файл' }).click();
    const buffer = Buffer.from(rows.join('\n'));
    await (await chooser).setFiles({ name: 'состав.csv', mimeType: 'text/csv', buffer });
  };
  await take('Забытый маршрут');
  await expect(page.getByText('Строка 4, Маршрут: нет такого маршрута').first()).toBeVisible();
  await page.getByRole('button', { name: 'Выбрать другой файл' }).click();
  await take(name);
  await expect(page.getByText('4 строки: новых 4, изменится 0')).toBeVisible();
  await page.getByRole('button', { name: 'Загрузить', exact: true }).click();
  await page.getByRole('link', { name: 'К списку' }).click();

  // The top level alone, what goes into it where it is looked for.
  await expect(page.getByRole('row').filter({ hasText: `Р-${mark}` })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: `У-${mark}` })).toHaveCount(0);
  await expectAccessible(page);
  await page.locator('input[data-page-search]').fill(`У-${mark}`);
  await expect(page.getByRole('row').filter({ hasText: 'Уголок' })).toContainText('Распил');
  await page.locator('input[data-page-search]').fill('');
  await page.getByRole('link', { name: 'Рама' }).first().click();

  const tree = page.locator('app-part-branch').first();
  await expect(tree.getByRole('link')).toHaveText([`Б-${mark} Балка`, `П-${mark} Петля`]);
  await tree.getByRole('button', { name: `Б-${mark} Балка` }).focus();
  await page.keyboard.press('Enter');
  await expect(tree.getByRole('link', { name: 'Уголок' })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('link', { name: 'Уголок' })).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await tree.getByRole('link', { name: 'Уголок' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Уголок' })).toBeVisible();
  await expect(page.locator('app-part-path a')).toHaveText([`Р-${mark} Рама`, `Б-${mark} Балка`]);
  await expect(page.locator('app-part-stages li').first()).toContainText('Распил');
});

test('a part is added into an assembly by hand, changed, freed of its problem, and deleted', async ({
  product,
  open,
}) => {
  const mark = unique();
  const fields = { title: `Шкаф ${mark}`, quantity: 1, unit: 'шт' };
  const { id } = await product.api.call<Part>('POST', 'parts', fields);
  const page = await open(product.manager, `/parts/${id}`);
  await page.keyboard.press('n');
  await expect(page.getByText(`Войдёт в Шкаф ${mark}`)).toBeVisible();
  await page.getByRole('textbox', { name: 'Наименование' }).fill('Дверца');
  await page.getByRole('textbox', { name: 'Обозначение' }).fill(`Д-${mark}`);
  await page.getByRole('textbox', { name: 'Количество' }).fill('2');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`Деталь «Д-${mark} Дверца» добавлена`)).toBeVisible();
  await page.locator('app-part-branch').getByRole('link', { name: 'Дверца' }).click();
  await expect(page.getByText('2 шт').first()).toBeVisible();

  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Пожелания' }).fill('Петли слева');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.locator('ui-history')).toContainText('Петли слева');

  const [, door] = page.url().split('/parts/');
  await product.as(product.master).call('POST', `parts/${door}/problem`, { text: 'Нет петель' });
  await expect(page.getByText('Нет петель').first()).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Проблема решена' }).click();
  await expect(page.locator('section.problem')).toHaveCount(0);

  await page.locator('ui-page-header').getByRole('button', { name: 'Ещё' }).click();
  await page.getByRole('menuitem', { name: 'Удалить деталь' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить деталь' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Шкаф ${mark}` })).toBeVisible();
  await expect(page.locator('app-part-branch')).toHaveCount(0);
});
