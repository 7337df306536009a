import type { Order, Part } from '@verstak/api';
import { expect, expectAccessible, expectNoSidewaysScroll, item, test } from './product';

let order: Order;
let part: Part;

test.beforeEach(async ({ product }) => {
  const client = await product.api.client({ company: 'Ромашка ООО' });
  order = await product.api.orderInWork(product.master.id, {
    clientId: client.id,
    items: [item({ title: 'Кружка «Анне»', quantity: 2 })],
  });
  [part] = (await product.api.parts(order.id)) as [Part];
});

test('an offer is looked at beside its order and saved as a document of Word', async ({ product, open }) => {
  const page = await open(product.manager, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Другие действия' }).click();
  await page.getByRole('menuitem', { name: 'Документ…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Документ из шаблона' });
  await dialog.getByRole('combobox', { name: 'Шаблон' }).click();
  await expect(page.getByRole('option')).toHaveText(['Наряд', 'Коммерческое предложение']);
  await page.getByRole('option', { name: 'Коммерческое предложение' }).click();
  await dialog.getByRole('button', { name: 'Посмотреть' }).click();
  await expect(dialog.getByText('Кому: Ромашка ООО')).toBeVisible();
  await expect(dialog.getByText('Три тысячи рублей 00 копеек')).toBeVisible();
  // The paper fits its place.
  const preview = dialog.getByRole('region', { name: 'Как выглядит документ' });
  await expect
    .poll(() => preview.evaluate((frame) => [frame.scrollWidth > frame.clientWidth, frame.clientWidth > 200]))
    .toEqual([false, true]);
  await expectAccessible(page);
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Скачать .docx' }).click();
  expect((await saved).suggestedFilename()).toBe(`Коммерческое предложение ${order.number}.docx`);
});

test('a route sheet is made of a part, and says what is left empty for whom', async ({ product, open }) => {
  const page = await open(product.admin, `/parts/${part.id}`);
  await page.getByRole('button', { name: 'Документ', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Документ из шаблона' });
  await dialog.getByRole('button', { name: 'Посмотреть' }).click();
  await expect(dialog.getByText(`Маршрутный лист № ${part.number}`)).toBeVisible();
});

for (const width of [360, 1280])
  test(`a template is copied, read tag by tag and tried on a real order, ${width} wide`, async ({ product, open }) => {
    const page = await open(product.manager, '/templates', width);
    await expect(page.getByRole('heading', { name: 'Шаблоны документов' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Offer letter' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: 'Коммерческое предложение' }).first().click();
    await page.getByRole('button', { name: 'Скопировать', exact: true }).click();
    const name = `Предложение ${width}`;
    const dialog = page.getByRole('dialog', { name: 'Копия шаблона' });
    await dialog.getByLabel('Название').fill(name);
    await dialog.getByRole('button', { name: 'Скопировать' }).click();
    await expect(page.getByRole('heading', { name })).toBeVisible();
    await page.getByLabel('Заказ', { exact: true }).fill(String(order.number));
    await page.getByRole('option', { name: `№ ${order.number}` }).click();
    await expect(page.getByText('Кому: Ромашка ООО')).toBeVisible();
    await page.getByLabel('Найти метку').fill('прописью');
    await expect(page.getByRole('button', { name: 'Скопировать {order.totalInWords}' })).toBeVisible();
    await expect(page.getByText('Итого прописью').first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });

test('a file that is no template is refused in words, and unknown tags are told of', async ({ product, open }) => {
  const page = await open(product.manager, '/templates');
  await page.getByRole('button', { name: 'Загрузить шаблон' }).click();
  const dialog = page.getByRole('dialog', { name: 'Новый шаблон' });
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'плохой.docx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('не документ'),
  });
  await expect(dialog.getByLabel('Название')).toHaveValue('плохой');
  await dialog.getByRole('button', { name: 'Загрузить' }).click();
  await expect(dialog.getByText('Это не документ Word')).toBeVisible();
  await expectAccessible(page);
});
