import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

test('the shop floor shows within a second what is made and by whom, and is narrowed by its address', async ({
  product,
  open,
}) => {
  const title = `Шкатулка ${unique()}`;
  const master = await product.api.user('master');
  const order = await product.api.orderInWork(master.id, { items: [item({ title })] });
  const [part] = await product.api.parts(order.id);
  const page = await open(product.manager, `/floor?orderId=${order.id}`);
  const people = page.getByRole('region', { name: 'Кто чем занят' });
  await expect(people).toContainText('Сейчас никто не работает');
  const floor = product.as(master);
  await floor.step(part?.id ?? '', 'start');
  await expect(people).toContainText(title, { timeout: 1_500 });
  await expect(people).toContainText(master.name);
  await expect(page.getByRole('region', { name: 'Заказы' })).toContainText(`№ ${order.number}`);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
  await floor.step(part?.id ?? '', 'finish');
  await expect(page.getByText('Таких деталей сейчас нет')).toBeVisible();
});
