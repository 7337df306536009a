import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('a webhook is made with its secret shown once, sends what happens, and sends again what was not taken', async ({
  product,
  open,
}) => {
  test.slow();
  let status = 500;
  const received: { id: string; signed: string; body: string; signature: string }[] = [];
  const server = createServer((request, answer) => {
    void text(request).then((body) => {
      const header = (name: string): string => String(request.headers[`webhook-${name}`]);
      const signed = `${header('id')}.${header('timestamp')}.${body}`;
      received.push({ id: header('id'), signed, body, signature: header('signature') });
      answer.writeHead(status).end('спасибо');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const name = `1С ${unique()}`;

  const page = await open(product.admin, '/connections');
  await page.getByRole('link', { name: 'Вебхуки' }).click();
  await page.getByRole('button', { name: 'Новый вебхук' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Название' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Куда' }).fill(url);
  await expect(dialog).toContainText('Лучше https');
  await dialog.getByRole('checkbox', { name: /^Клиент добавлен/ }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Сделать вебхук' }).click();
  const secret = await dialog.getByRole('group', { name: 'Секрет', exact: true }).innerText();
  expect(secret).toMatch(/^whsec_/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Секрет сохранён' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();

  await page.getByRole('button', { name: 'Отправить пробное' }).click();
  const probe = page.getByRole('row', { name: /Проверка/ });
  await expect(probe).toContainText('500');
  await expect(probe).toContainText('ждёт');
  // Before its next attempt, after which it would wait for long.
  status = 200;
  await expectAccessible(page);
  await product.api.call('POST', 'clients', { company: `Ромашка ${unique()}` });
  const made = page.getByRole('row', { name: /Клиент добавлен/ });
  await expect
    .poll(async () => {
      await page.reload();
      return made.textContent({ timeout: 5_000 }).catch(() => '');
    })
    .toContain('принято');

  await page.getByRole('row', { name: /Клиент добавлен/ }).click();
  await expect(dialog).toContainText('спасибо');
  await expect(dialog).toContainText('client.created');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Отправить' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => received.filter(({ body }) => body.includes('client.created')).length).toBe(2);
  const [first, again] = received.filter(({ body }) => body.includes('client.created'));
  expect([again?.id, again?.body]).toEqual([first?.id, first?.body]);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  for (const { signed, signature } of received)
    expect(signature).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);

  // What waits for its next attempt is not sent again by hand.
  await expect(probe).toContainText('принято', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Отправить ещё раз' }).click();
  await dialog.getByRole('combobox', { name: 'Что' }).click();
  await page.getByRole('option', { name: 'всё, и принятое тоже' }).click();
  await expect(dialog.getByRole('status')).toContainText('Будет отправлено 2 события');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Отправить' }).click();
  await expect(dialog).toBeHidden();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ещё действия' }).click();
  await page.getByRole('menuitem', { name: 'Выключить' }).click();
  await expect(page.getByRole('button', { name: 'Включить' })).toBeVisible();
  await expect(page.locator('ui-status-chip').first()).toContainText('выключен');
  await new Promise((resolve) => server.close(resolve));
});
