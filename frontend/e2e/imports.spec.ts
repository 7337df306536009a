import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('a manager corrects what a table was taken for, sees its faults, imports it and takes it back', async ({
  product,
  open,
}) => {
  const name = `Загруженная ${unique()}`;
  const page = await open(product.manager, '/clients');
  await page.getByRole('link', { name: 'Загрузить из файла' }).first().click();
  const take = async (text: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Выбрать файл' }).click();
    await (await chooser).setFiles({ name: 'клиенты.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  };

  await take(`Шифр ${name};Почта\n${name};office@\n`);
  await expect(page.getByText('Строка 2, Почта: проверьте адрес')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Загрузить', exact: true })).toBeDisabled();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Выбрать другой файл' }).click();

  await take(`Шифр ${name};Почта\n${name};office@example.org\n`);
  await page.getByLabel(`Что в столбце Шифр ${name}`).selectOption({ label: 'Компания' });
  await expect(page.getByText('1 строка: новых 1, изменится 0')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Загрузить', exact: true }).click();
  await expect(page.getByText('Загружено: новых 1, изменено 0')).toBeVisible();
  // Left, and returned to.
  await page.reload();
  await page.getByRole('button', { name: 'Отменить загрузку' }).click();
  await expect(page.getByText('Загрузка отменена, всё как было')).toBeVisible();
  await page.getByRole('link', { name: 'К списку' }).click();
  await page.locator('input[data-page-search]').fill(name);
  await expect(page.getByText('Ничего не найдено')).toBeVisible();
});
