import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, item, type Product, test, unique } from './product';

interface Made {
  id: string;
}

/** Looks at a page as it is on a desk and on a phone. */
async function expectWell(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** A mug of a blank at 125.50, engraved for 10 minutes and 2.5 for each at 1,200.00 an hour, sold for 500.00. */
async function makeMug({ api }: Product): Promise<{ name: string; product: Made; blank: Made; material: string }> {
  const mark = unique();
  const [name, material] = [`Кружка ${mark}`, `Заготовка ${mark}`];
  const centre = `Лазер ${mark}`;
  await api.call('PATCH', 'workshop', {
    hourlyRate: 90_000,
    workCentreRates: [{ workCentre: centre, hourlyRate: 120_000 }],
    targetMargin: 40,
  });
  const blank = await api.call<Made>('POST', 'stock', { name: material, unit: 'шт', cost: 12_550 });
  const stage = { name: 'Гравировка', workCentre: centre, setUpMinutes: 10, minutesPerUnit: 2.5, masterIds: [] };
  const route = await api.call<Made>('POST', 'routes', { name: `Маршрут ${mark}`, stages: [stage] });
  const product = await api.call<Made>('POST', 'products', {
    name,
    unit: 'шт',
    price: 50_000,
    routeId: route.id,
    options: [
      { name: 'Упаковка', choices: [{ name: 'коробка', price: 5_000, minutesPerUnit: 1 }] },
      { name: 'Цвет', isMany: true, choices: [{ name: 'белый', price: 0, minutesPerUnit: 0 }] },
    ],
    questions: [],
    materials: [{ stockItemId: blank.id, quantity: 1 }],
  });
  return { name, product, blank, material };
}

test('what a product costs is derived line by line, and its price rises to the margin that is aimed at', async ({
  product: workshop,
  open,
}) => {
  const { name, product } = await makeMug(workshop);
  const page = await open(workshop.admin, `/catalog/${product.id}`);
  const cost = page.locator('app-product-cost');
  // 125.50 and 12.5 minutes at 1,200.00 an hour.
  await expect(cost).toContainText('375,50');
  await expect(cost).toContainText('24,9');
  await expectWell(page);
  await cost.getByRole('textbox', { name: 'Количество' }).fill('3');
  // 3 × 125.50 + 17.5 minutes: 726.50, a third of which is 242.17.
  await expect(cost).toContainText('242,17');
  await cost.getByRole('combobox', { name: 'Упаковка' }).click();
  await page.getByRole('option', { name: 'коробка' }).click();
  await expect(cost).toContainText('20,5');

  await page.getByRole('button', { name: 'Поднять цену до нужной маржи' }).click();
  const dialog = page.getByRole('dialog', { name: 'Изменить цены' });
  await expect(dialog).toContainText('626,00');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Изменить 1 цену' }).click();
  await expect(page.locator('app-product-details')).toContainText('626,00');
  await expect(page.getByRole('button', { name: 'Поднять цену до нужной маржи' })).toBeHidden();

  await page.goto(`/catalog?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('40');
  await expectWell(page);
});

test('what an hour of work costs is set for the workshop, and for each work centre of its routes', async ({
  product: workshop,
  open,
}) => {
  await makeMug(workshop);
  const page = await open(workshop.admin, '/workshop');
  await page.getByRole('button', { name: 'Изменить ставки' }).click();
  const dialog = page.getByRole('dialog', { name: 'Себестоимость и маржа' });
  await dialog.getByRole('textbox', { name: 'Час работы' }).fill('1000');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('app-workshop-rates')).toContainText('1 000,00');
  await expectWell(page);
});

test('an order tells what it was to cost while it is typed, and keeps it when a purchase price rises', async ({
  product: workshop,
  open,
}) => {
  const { name, product, blank, material } = await makeMug(workshop);
  await workshop.api.call('PATCH', `products/${product.id}`, { price: 70_000 });
  const { id: clientId } = await workshop.api.client();
  const page = await open(workshop.manager, `/orders/new?clientId=${clientId}`);
  const line = page.getByRole('group', { name: 'Позиция 1', exact: true });
  await line.getByLabel('Что сделать').fill(name);
  await page.getByRole('option', { name }).click();
  // 125.50 and 12.5 minutes at 1,200.00 an hour of 700.00.
  await expect(page.locator('app-lines-cost')).toContainText('375,50');
  await expect(page.locator('app-lines-cost')).toContainText('46,4');
  await expectWell(page);
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/orders\/[0-9a-f]{24}$/);
  await expect(page.locator('app-order-items')).toContainText('375,50');
  await expect(page.locator('app-order-facts')).toContainText('46,4');
  await expectWell(page);

  await workshop.api.call('PATCH', `stock/${blank.id}`, { cost: 20_000 });
  await page.goto('/notifications');
  const told = page.getByRole('link', { name: new RegExp(`${material}.* дороже на 59 %`) });
  await expect(told).toBeVisible();
  await told.click();
  await expect(page).toHaveURL(/isUnderMargin=true/);
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('35,7');
  await expectWell(page);
  await page.goBack();
  await page.goBack();
  await expect(page.locator('app-order-items')).toContainText('375,50');
});

test('orders are narrowed by what they earn, losses too', async ({ product: workshop, open }) => {
  const mark = `${unique()}`;
  const client = await workshop.api.client({ company: mark });
  for (const unitCost of [120, 80])
    await workshop.api.order({ clientId: client.id, items: [item({ unitPrice: 100, unitCost })] });
  const page = await open(workshop.manager, `/orders?q=${mark}&sort=margin`);
  const rows = page.getByRole('row').filter({ hasText: mark });
  await expect(rows).toHaveCount(2);
  const filters = page.getByRole('group', { name: 'Отборы' });
  await filters.getByRole('button', { name: 'Маржа' }).click();
  await page.getByRole('textbox', { name: 'До' }).fill('-12,5');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Показать' }).click();
  await expect(page).toHaveURL(/marginTo=-12\.5/);
  await expect(rows).toHaveCount(1);
  await expect(filters.getByRole('button', { name: /^Маржа … – [-−]12,5/ })).toBeVisible();
  await expectWell(page);
  await filters.getByRole('button', { name: 'Убрать отбор «Маржа»' }).click();
  await expect(rows).toHaveCount(2);
});
