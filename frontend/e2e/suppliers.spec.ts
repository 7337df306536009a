import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('a manager adds a supplier with contacts, is warned of one that is there, changes and archives it', async ({
  product,
  open,
}) => {
  const name = `Металл ${unique()}`;
  const page = await open(product.manager, '/suppliers');
  await page.keyboard.press('n');
  await page.getByLabel('Название').fill(name);
  await page.getByLabel('Телефон').fill('8 921 555-44-33');
  await page.getByLabel('Сайт').fill('metall.example/catalog');
  await page.getByLabel('Срок поставки').fill('7');
  await page.getByRole('button', { name: 'Добавить контакт' }).click();
  await page.getByRole('group', { name: 'Контакт' }).getByLabel('Имя').fill('Пётр Иванов');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('link', { name: '8 921 555-44-33' })).toHaveAttribute('href', 'tel:+79215554433');
  await expect(page.getByRole('link', { name: 'metall.example/catalog' })).toHaveAttribute(
    'href',
    'https://metall.example/catalog',
  );

  await page.goto('/suppliers/new');
  await page.getByLabel('Название').fill(name.toLowerCase());
  await expect(page.getByText('Возможно, он уже есть:')).toBeVisible();
  await page.getByRole('link', { name: new RegExp(name) }).waitFor();

  await page.goto('/suppliers?leadDaysTo=7');
  await page.getByRole('link', { name }).click();
  await page.keyboard.press('e');
  await page.getByLabel('Срок поставки').fill('');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.locator('ui-history')).toContainText('Срок поставки');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ещё' }).click();
  await page.getByRole('menuitem', { name: 'Убрать в архив' }).click();
  await expect(page.getByText('в архиве', { exact: true })).toBeVisible();
  await page.goto('/suppliers?isArchived=true');
  await expect(page.getByRole('link', { name })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);
});
