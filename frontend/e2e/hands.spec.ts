import type { Page } from '@playwright/test';
import { expect, expectAccessible, item, test, unique } from './product';

/** Buttons and fields in sight that something else lies over, by their names. */
async function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isInSight = ({ top, bottom, width, height }: DOMRect): boolean =>
      width > 0 && height > 0 && top >= 0 && bottom <= innerHeight;
    return [
      ...document.querySelectorAll<HTMLElement>('main button, main a, main input, main textarea, nav a, nav button'),
    ]
      .filter((element) => isInSight(element.getBoundingClientRect()) && element.checkVisibility())
      .filter((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const top0 = document.elementFromPoint(left + width / 2, top + height / 2);
        return top0 !== null && top0.closest('app-notices') !== null;
      })
      .map((element) => element.textContent || element.getAttribute('aria-label') || element.tagName);
  });
}

for (const width of [360, 1280])
  test(`a notice and the note of no network lie over no button that stands at the foot, at ${width} px`, async ({
    product,
    open,
  }) => {
    const order = await product.api.order({ items: Array.from({ length: 6 }, () => item()) });
    const page = await open(product.manager, `/orders/${order.id}`, width);
    await page.getByRole('button', { name: 'Изменить' }).click();
    const save = page.getByRole('button', { name: 'Сохранить' });
    await expect(save).toBeVisible();
    // A line that is removed can be had back: the notice stands.
    await page.getByRole('button', { name: /^Убрать.*6/ }).click();
    await expect(page.locator('app-notices')).toContainText('убрана');
    expect(await covered(page)).toEqual([]);
    await page.context().setOffline(true);
    await expect(page.getByText('Нет сети')).toBeVisible();
    expect(await covered(page)).toEqual([]);
    await expect(save).toBeInViewport({ ratio: 1 });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    expect(await covered(page)).toEqual([]);
    await page.context().setOffline(false);
    await save.click();
    await expect(page.getByRole('button', { name: 'Передать в работу' })).toBeVisible();
  });

test('a line that is added to an order in work says that it lacks a master; delivery needs none', async ({
  product,
  open,
}) => {
  const order = await product.api.orderInWork(product.master.id);
  const page = await open(product.manager, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Изменить' }).click();
  await page.getByRole('button', { name: 'Добавить позицию' }).click();
  await expect(page.locator('[data-line="1"]').getByLabel('Что сделать')).toBeFocused();
  await page.keyboard.type('Доставка');
  await page.keyboard.press('Control+Enter');
  const maker = page.locator('[data-line="1"]').getByRole('combobox', { name: 'Исполнитель' });
  await expect(maker).toBeFocused();
  await expect(maker).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await maker.selectOption('Без изготовления');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('app-order-items')).toContainText('Без изготовления');
  const [after] = await Promise.all([product.api.call<{ partsTotal: number }>('GET', `orders/${order.id}`)]);
  expect(after.partsTotal).toBe(1);
});

test('why a long form was refused is led to, wherever one stands in it', async ({ product, open }) => {
  const order = await product.api.order({ items: Array.from({ length: 20 }, () => item()) });
  const problem = { type: 'about:blank', title: 'x', status: 422, code: 'order.unassigned', detail: 'x' };
  for (const width of [1280, 360]) {
    const page = await open(product.manager, `/orders/${order.id}`, width);
    await page.getByRole('button', { name: 'Изменить' }).click();
    await page.getByLabel('Примечание').fill('Позвонить');
    await page.route(`**/api/v1/orders/${order.id}`, (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 422, contentType: 'application/problem+json', json: problem })
        : route.continue(),
    );
    await expect(page.getByRole('heading', { level: 1 })).not.toBeInViewport();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('alert')).toHaveText('Назначьте исполнителя каждой позиции.');
    await expect(page.getByRole('alert')).toBeInViewport({ ratio: 1 });
    await expect(page.getByLabel('Примечание')).toHaveValue('Позвонить');
  }
});

test('an order with delivery goes into work: the common master serves the goods, delivery is made by nobody', async ({
  product,
  open,
}) => {
  const items = [item({ title: `Ваза ${unique()}` }), item({ title: 'Доставка' })];
  const order = await product.as(product.manager).order({ items });
  const page = await open(product.manager, `/orders/${order.id}`);
  await page.getByRole('button', { name: 'Передать в работу' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Исполнитель: Доставка' }).click();
  await page.getByRole('option', { name: 'Без изготовления' }).click();
  await dialog.getByRole('combobox', { name: 'На остальные позиции' }).click();
  await page.getByRole('option', { name: product.master.name }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('ui-page-header app-order-status')).toHaveText('в работе');
  expect(await product.api.parts(order.id)).toHaveLength(1);
});

test('the focus stays where work goes on: after Edit, Escape, dialogs and steps', async ({ product, open }) => {
  const order = await product.as(product.manager).order();
  const page = await open(product.manager, `/orders/${order.id}`);
  const edit = page.getByRole('button', { name: 'Изменить' });
  const title = page.getByLabel('Что сделать').first();
  await edit.click();
  await expect(title).toBeFocused();
  // The first Escape gives up what was typed into the cell, the second the editing.
  await page.keyboard.type('Ваза');
  await page.keyboard.press('Escape');
  await expect(title).toHaveValue('Кружка с гравировкой');
  await page.keyboard.press('Escape');
  await expect(edit).toBeFocused();

  await page.getByRole('button', { name: 'Передать в работу' }).click();
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Передать в работу' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('combobox').click();
  await page.getByRole('option', { name: product.master.name }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('ui-page-header app-order-status')).toHaveText('в работе');
  await expect(page.getByRole('button', { name: 'Отметить готовым' })).toBeFocused();
});

test('Escape leaves a form for where one came from, and asks where something was typed', async ({ product, open }) => {
  const client = await product.api.client({ company: 'Ромашка' });
  const page = await open(product.manager, `/clients/${client.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ромашка');
  await page.keyboard.press('e');
  await expect(page.getByLabel('Компания')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(new RegExp(`/clients/${client.id}$`));
  await expect(page.locator('main')).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ромашка');
  await page.keyboard.press('e');
  await expect(page.getByLabel('Компания')).toBeFocused();
  await page.keyboard.type('Лютик');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Остаться' }).click();
  await expect(page.getByLabel('Компания')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Лютик');
  await expect(page.locator('main')).toBeFocused();
});
