import type { Route } from '@verstak/api';
import sharp from 'sharp';
import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

test('a route is made up and put in order by the keyboard, and an item goes by it', async ({ product, open }) => {
  const name = `Полка ${unique()}`;
  const page = await open(product.admin, '/routes');
  await page.getByRole('link', { name: 'Новый маршрут' }).first().click();
  await page.getByRole('textbox', { name: 'Название' }).fill(name);
  const stages = page.locator('app-stage-fields li');
  const nameOf = (place: number) => stages.nth(place).getByRole('textbox', { name: 'Этап' });
  await nameOf(0).fill('Шлифовка');
  await page.getByRole('button', { name: 'Добавить этап' }).click();
  await expect(nameOf(1)).toBeFocused();
  await page.keyboard.type('Распил');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(nameOf(0)).toHaveValue('Распил');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(`Маршрут «${name}» добавлен`)).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Распил → Шлифовка');

  const order = await product.api.order({ items: [item({ title: 'Полка' })] });
  await page.goto(`/orders/${order.id}`);
  await page.getByRole('button', { name: 'Передать в работу' }).click();
  await page.getByRole('combobox', { name: 'Исполнитель: Полка' }).click();
  await page.getByRole('option', { name: `по маршруту: ${name}` }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('ui-page-header app-order-status')).toHaveText('в работе');
  const [part] = await product.api.parts(order.id);
  expect(part).toMatchObject({ routeName: name, stageName: 'Распил', stagesDone: 0 });

  const floor = await open(await product.api.user('master'), '/queue', 360);
  const card = floor.locator('app-part-card').filter({ hasText: `Заказ № ${order.number}` });
  await expect(card).toContainText('Распил');
  // Alone on its page: in the queue other cards may still grow above it.
  await floor.goto(`/scan?code=${part?.code}`);
  const alone = floor.locator('app-part-card');
  for (const stage of ['Распил', 'Шлифовка']) {
    await expect(alone).toContainText(stage);
    await alone.getByRole('button', { name: 'Начать' }).click();
    await alone.getByRole('button', { name: 'Готово' }).click();
  }
  await expect(alone).toContainText('готово');
  await floor.goto('/queue');
  await expect(floor.locator('app-done-list')).toContainText('Полка');
  await expect(card).toHaveCount(0);
});

test('a stage shows pictures with its instruction to whoever works there, and none can be added before it is stored', async ({
  product,
  open,
}) => {
  const stage = { setUpMinutes: 0, minutesPerUnit: 1, masterIds: [], instruction: 'Упор по риске' };
  const route = await product.api.call<Route>('POST', 'routes', {
    name: `Рамка ${unique()}`,
    stages: [
      { ...stage, name: 'Распил' },
      { ...stage, name: 'Сборка' },
    ],
  });
  const draw = (background: string) =>
    sharp({ create: { width: 400, height: 300, channels: 3, background } })
      .png()
      .toBuffer();
  const page = await open(product.admin, `/routes/${route.id}`);
  const stages = page.locator('app-stage-fields li.stage');
  const shown = stages.nth(0).locator('app-file-strip li');
  const chooser = page.waitForEvent('filechooser');
  await stages.nth(0).getByRole('button', { name: 'Добавить картинки' }).click();
  await (await chooser).setFiles({ name: 'упор.png', mimeType: 'image/png', buffer: await draw('#884422') });
  await expect(shown).toHaveCount(1);
  const picture = [...(await draw('#224488'))];
  for (const kind of ['paste', 'drop'] as const)
    await stages
      .nth(0)
      .getByRole('textbox', { name: 'Как делать' })
      .evaluate(
        (field, { kind, picture }) => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([new Uint8Array(picture)], `${kind}.png`, { type: 'image/png' }));
          const options = { bubbles: true, cancelable: true };
          const paste = new ClipboardEvent('paste', { ...options, clipboardData });
          field.dispatchEvent(
            kind === 'paste' ? paste : new DragEvent('drop', { ...options, dataTransfer: clipboardData }),
          );
        },
        { kind, picture },
      );
  await expect(shown).toHaveCount(3);
  await shown.nth(0).getByRole('button', { name: 'Удалить упор.png' }).click();
  await expect(shown).toHaveCount(2);
  await page.keyboard.press('z');
  await expect(shown).toHaveCount(3);
  await expect(stages.nth(1).locator('app-file-strip li')).toHaveCount(0);
  await page.getByRole('button', { name: 'Добавить этап' }).click();
  await expect(stages.nth(2)).toContainText('Картинки добавляют после сохранения');
  await expect(page.locator('ui-history')).toContainText('добавил(а) файл «упор.png»');
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);

  const order = await product.api.order({ status: 'confirmed', items: [item({ title: 'Рамка', routeId: route.id })] });
  await product.api.call('POST', `orders/${order.id}/status`, { status: 'in_production' });
  const [part] = await product.api.parts(order.id);
  const floor = await open(product.master, `/scan?code=${part?.code}`, 360);
  const card = floor.locator('app-part-card');
  await expect(card).toContainText('Упор по риске');
  // The room of the pictures is there with the card: nothing below them moves.
  expect(await card.locator('app-file-strip li').count()).toBe(3);
  const thumbnail = card.getByRole('button', { name: 'Посмотреть упор.png' }).locator('img');
  await expect.poll(() => thumbnail.evaluate((seen: HTMLImageElement) => seen.naturalWidth)).toBe(320);
  await expectAccessible(floor);
  await expectNoSidewaysScroll(floor);
  await card.getByRole('button', { name: 'Начать' }).click();
  await card.getByRole('button', { name: 'Готово' }).click();
  await expect(card).toContainText('Сборка');
  await expect(card.locator('app-file-strip li')).toHaveCount(0);

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`/parts/${part?.id}`);
  await expect(page.locator('app-part-stages li.done').locator('app-file-strip li')).toHaveCount(3);
});
