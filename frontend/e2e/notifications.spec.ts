import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

const bellOf = (page: Page): Locator => page.getByRole('button', { name: /^Уведомления/ });
const panelOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Уведомления' });

test('what somebody does reaches whose business it is at once, is read, and taken back', async ({ product, open }) => {
  const olga = await product.api.user('manager', `Ольга ${unique()}`);
  const order = await product.as(olga).order();
  const page = await open(olga);
  await expect(bellOf(page)).toHaveText(/^\s*Уведомления\s*$/);

  const other = await open(product.manager, `/orders/${order.id}?tab=messages`);
  await other.getByRole('textbox', { name: 'Сообщение' }).fill('Макет готов, @Оль');
  await other.getByRole('option', { name: olga.name }).click();
  await other.getByRole('textbox', { name: 'Сообщение' }).press('Control+Enter');
  await expect(bellOf(page)).toHaveText(/1 непрочитанное/);
  await bellOf(page).click();
  const panel = panelOf(page);
  await expect(panel.getByRole('heading', { name: 'сегодня' })).toBeVisible();
  const sentence = `${product.manager.name} упоминает вас: заказ № ${order.number}`;
  await expect(panel.getByRole('link', { name: sentence })).toBeVisible();
  await expectAccessible(page);

  await panel.getByRole('button', { name: 'Прочитать все' }).click();
  await expect(panel.getByRole('button', { name: `Снова не прочитано: ${sentence}` })).toBeVisible();
  await expect(page.getByText('Прочитано 1 уведомление')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('KeyZ');
  await expect(bellOf(page)).toHaveText(/1 непрочитанное/);

  // By the keyboard to what it is about, which reads it.
  await bellOf(page).press('Enter');
  await panel.getByRole('link', { name: sentence }).press('Enter');
  await expect(page).toHaveURL(new RegExp(`/orders/${order.id}\\?tab=messages`));
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('log', { name: 'Сообщения' })).toContainText('Макет готов');
  await expect(bellOf(page)).toHaveText(/^\s*Уведомления\s*$/);

  await page.goto('/notifications');
  await expect(page.getByRole('link', { name: sentence })).toBeVisible();
  await page.getByRole('button', { name: 'Не прочитано', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Таких уведомлений нет' })).toBeVisible();
  await expectAccessible(page);
});

test('what one is told of, and how, is set on the own page, by everybody for themselves', async ({ product, open }) => {
  const olga = await product.api.user('manager', `Ольга ${unique()}`);
  const page = await open(olga, '/account/notifications', 360);
  await expect(page.getByText('Письма пойдут, когда вы укажете почту.')).toBeVisible();
  await page.getByLabel('Ваша почта').fill('olga@example.org');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByText('Почта сохранена')).toBeVisible();
  await expect(page.getByText('Письма пойдут, когда вы укажете почту.')).toHaveCount(0);
  await page.getByLabel('Сообщение в моей переписке: письмом').selectOption('раз в день');
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/preferences') && answer.ok());
  await page.getByRole('checkbox', { name: 'Мой заказ изменил состояние: в приложении' }).uncheck();
  await kept;
  await page.reload();
  await expect(page.getByLabel('Ваша почта')).toHaveValue('olga@example.org');
  await expect(page.getByLabel('Сообщение в моей переписке: письмом')).toHaveValue('daily');
  await expect(page.getByRole('checkbox', { name: 'Мой заказ изменил состояние: в приложении' })).not.toBeChecked();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto('/notifications');
  await expect(page.getByRole('heading', { name: 'Уведомлений пока нет' })).toBeVisible();
  await bellOf(page).click();
  await expect(panelOf(page).getByRole('heading', { name: 'Уведомлений пока нет' })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('a master hears of new work, a supplier has a bell of their own', async ({ product, open }) => {
  const master = await product.api.user('master', `Пётр ${unique()}`);
  const page = await open(master, '/queue', 360);
  const order = await product.as(product.manager).orderInWork(master.id);
  await expect(bellOf(page)).toHaveText(/1 непрочитанное/);
  await bellOf(page).click();
  const link = panelOf(page).getByRole('link', { name: `заказ № ${order.number}` });
  await expect(link).toContainText('Теперь ваша деталь');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await link.click();
  await expect(page).toHaveURL(/\/queue$/);
  await expect(bellOf(page)).toHaveText(/^\s*Уведомления\s*$/);

  const { id } = await product.api.call<{ id: string }>('POST', 'suppliers', { name: `Керамика ${unique()}` });
  const supplier = await open(await product.api.supplier(id), '/supply/offers');
  await bellOf(supplier).click();
  await expect(panelOf(supplier).getByRole('heading', { name: 'Уведомлений пока нет' })).toBeVisible();
});
