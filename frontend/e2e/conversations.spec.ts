import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

const conversationOf = (page: Page): Locator => page.getByRole('log', { name: 'Сообщения' });
const fieldOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Сообщение' });
const textsOf = (page: Page): Locator => conversationOf(page).locator('app-message-bubble .text');

test('two people talk about an order; one loses the network, writes on, and nothing is lost or doubled', async ({
  product,
  open,
}) => {
  const order = await product.api.order();
  const colleague = await product.api.user('manager', `Ольга ${unique()}`);
  const [one, other] = [
    await open(product.manager, `/orders/${order.id}?tab=messages`),
    await open(colleague, `/orders/${order.id}?tab=messages`),
  ];
  await expect(one.getByRole('heading', { name: 'Здесь ещё не писали' })).toBeVisible();
  await expectAccessible(one);

  await fieldOf(one).fill('Макет готов?');
  await fieldOf(one).press('Enter');
  await expect(textsOf(other)).toHaveText(['Макет готов?']);
  await fieldOf(other).fill('Готов, @Анн');
  await other.getByRole('option', { name: product.manager.name }).click();
  await fieldOf(other).press('Control+Enter');
  await expect(textsOf(one)).toHaveText(['Макет готов?', `Готов, @${product.manager.name}`]);
  await expect(conversationOf(one)).toContainText('Вас упомянули');

  await one.context().setOffline(true);
  await fieldOf(one).fill('Пишу без сети');
  await fieldOf(one).press('Enter');
  await expect(conversationOf(one).getByRole('alert')).toContainText('Не отправлено');
  await fieldOf(one).fill('и не до конца');
  await fieldOf(other).fill('Пока вас не было');
  await fieldOf(other).press('Enter');
  await expect(textsOf(other)).toHaveCount(3);
  await one.context().setOffline(false);
  const all = ['Макет готов?', `Готов, @${product.manager.name}`, 'Пока вас не было', 'Пишу без сети'];
  await expect(textsOf(one)).toHaveText(all, { timeout: 20_000 });
  await expect(textsOf(other)).toHaveText(all);
  await expect(conversationOf(one).locator('.outgoing')).toHaveCount(0);

  // What is typed outlives the page.
  await one.goto('/orders');
  await one.goto(`/orders/${order.id}?tab=messages`);
  await expect(fieldOf(one)).toHaveValue('и не до конца');
  await expect(textsOf(one)).toHaveText(all);
});

test('internal notes look otherwise, files and pictures come with a message, and words are found', async ({
  product,
  open,
}) => {
  const order = await product.api.order();
  const page = await open(product.manager, `/orders/${order.id}?tab=messages`, 360);
  await page.getByRole('radio', { name: 'Только мастерской' }).click();
  await page.getByRole('textbox', { name: 'Внутренняя заметка' }).fill('Клиент торгуется');
  await page.getByRole('textbox', { name: 'Внутренняя заметка' }).press('Control+Enter');
  await expect(conversationOf(page)).toContainText('Внутренняя заметка');
  await page.getByRole('radio', { name: 'Всем участникам' }).click();

  const picture = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#884422' } })
    .jpeg()
    .toBuffer();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Приложить файлы' }).click();
  await (
    await chooser
  ).setFiles([
    { name: 'эскиз.jpg', mimeType: 'image/jpeg', buffer: picture },
    { name: 'размеры.txt', mimeType: 'text/plain', buffer: Buffer.from('10 × 15') },
  ]);
  await fieldOf(page).fill('Эскиз и размеры, см. https://example.org/a');
  await page.getByRole('button', { name: 'Отправить' }).click();
  const sent = conversationOf(page).locator('app-message-bubble').last();
  await expect(sent.getByRole('button', { name: 'Посмотреть эскиз.jpg' })).toBeVisible();
  await expect(sent.getByRole('link', { name: 'размеры.txt', exact: true })).toBeVisible();
  await expect(sent.getByRole('link', { name: 'https://example.org/a' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole('button', { name: 'Поиск по переписке' }).click();
  await page.getByRole('searchbox', { name: 'Поиск по переписке' }).fill('клиент торгуется');
  await expect(page.getByRole('status').filter({ hasText: 'Нашлось 1 сообщение' })).toBeVisible();
  await page.locator('.found').getByRole('button').click();
  await expect(conversationOf(page).locator('.shown')).toContainText('Клиент торгуется');
});

test('what is not read is counted in the menu, in the list and at the order, until it is looked at', async ({
  product,
  open,
}) => {
  const order = await product.api.order();
  const reader = await product.api.user('manager', `Читатель ${unique()}`);
  const page = await open(reader, '/orders');
  const say = (text: string, mentions: string[] = []): Promise<unknown> =>
    product.api.call('POST', 'messages', {
      subject: 'Order',
      subjectId: order.id,
      text,
      mentions,
      isInternal: false,
      attachments: 0,
    });
  await say(`@${reader.name}, взгляните`, [reader.id]);
  const menu = page.locator('nav.places').getByRole('link', { name: /Переписка/ });
  await expect(menu).toContainText('1');
  await menu.click();
  await say('и сюда');
  const row = page.getByRole('listitem').filter({ hasText: `№ ${order.number}` });
  await expect(row).toContainText('и сюда');
  await expect(row).toContainText('2 непрочитанных');
  await expectAccessible(page);
  await row.getByRole('link').click();
  await expect(page.getByText('Непрочитанные', { exact: true })).toBeVisible();
  await expect(textsOf(page)).toHaveCount(2);
  await expect(menu).not.toContainText('1');
  const tab = page.getByRole('navigation', { name: 'Разделы заказа' }).getByRole('link', { name: 'Переписка' });
  await expect(tab).toHaveText('Переписка');

  // Whoever reads further up is not pulled away, and is told.
  const long = (index: number): string => `Строка ${index}\n\n\n\n`.concat('и ещё');
  for (let index = 0; index < 10; index += 1) await say(long(index));
  await expect(textsOf(page).last()).toContainText('Строка 9');
  await conversationOf(page).evaluate((pane) => pane.scrollTo({ top: 0 }));
  await say('Внизу новое');
  await page.getByRole('button', { name: /новое сообщение/ }).click();
  await expect(textsOf(page).last()).toBeInViewport();
});

test('a supplier and the workshop talk about a request, and a note among colleagues stays there', async ({
  product,
  open,
}) => {
  const { api } = product;
  const { id: supplierId } = await api.call<{ id: string }>('POST', 'suppliers', { name: `Керамика ${unique()}` });
  const account = await api.supplier(supplierId, `Ольга ${unique()}`);
  const items = [{ name: 'Глина', unit: 'кг', quantity: 10 }];
  const request = await api.call<{ id: string }>('POST', 'requests', { supplierId, items });
  await api.call('POST', `requests/${request.id}/status`, { status: 'in_process' });
  const [theirs, ours] = [
    await open(account, `/supply/requests/${request.id}`, 360),
    await open(product.manager, `/requests/${request.id}`),
  ];
  for (const page of [theirs, ours]) await page.getByRole('heading', { name: 'Переписка' }).scrollIntoViewIfNeeded();
  await expect(theirs.getByRole('radio', { name: 'Только мастерской' })).toHaveCount(0);
  await fieldOf(theirs).fill('Привезём в среду');
  await fieldOf(theirs).press('Control+Enter');
  await expect(textsOf(ours)).toHaveText(['Привезём в среду']);
  await expect(conversationOf(ours)).toContainText('поставщик');
  await ours.getByRole('radio', { name: 'Только мастерской' }).click();
  await ours.getByRole('textbox', { name: 'Внутренняя заметка' }).fill('Дорого');
  await ours.getByRole('textbox', { name: 'Внутренняя заметка' }).press('Control+Enter');
  await ours.getByRole('radio', { name: 'Всем участникам' }).click();
  await fieldOf(ours).fill('Ждём');
  await fieldOf(ours).press('Control+Enter');
  await expect(textsOf(ours)).toHaveText(['Привезём в среду', 'Дорого', 'Ждём']);
  await expect(textsOf(theirs)).toHaveText(['Привезём в среду', 'Ждём']);
  for (const page of [theirs, ours]) {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});
