import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, expectAccessible, expectNoSidewaysScroll, item, test, unique } from './product';

const picture = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 800, height: 600, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** Picks files where a button asks for them. */
async function pick(page: Page, button: string, files: { name: string; mimeType: string; buffer: Buffer }[]) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  const [only] = files;
  const asked = await chooser;
  await asked.setFiles(asked.isMultiple() || !only ? files : only);
}

const image = async (name: string, background = '#884422') => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await picture(background),
});

test('a manager adds files to a client, looks at a picture, removes one and brings it back', async ({
  product,
  open,
}) => {
  const client = await product.api.client({ company: `Файлы ${unique()}` });
  const page = await open(product.manager, `/clients/${client.id}`);
  const panel = page.locator('app-files-panel');
  await expect(panel).toContainText('Файлов пока нет');
  const bill = { name: 'Счёт № 7.txt', mimeType: 'text/plain', buffer: Buffer.from('Сумма') };
  await pick(page, 'Добавить файлы', [await image('макет.jpg'), await image('фото.jpg', '#224488'), bill]);
  await expect(panel.locator('.files li')).toHaveCount(3);
  const thumbnail = panel.getByRole('button', { name: 'Посмотреть макет.jpg' }).locator('img');
  await expect.poll(() => thumbnail.evaluate((seen: HTMLImageElement) => seen.naturalWidth)).toBe(320);
  await expectAccessible(page);

  await panel.getByRole('button', { name: 'Посмотреть макет.jpg' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('800 × 600');
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  await expect(dialog).toContainText('фото.jpg');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  const saved = page.waitForEvent('download');
  await panel.getByRole('link', { name: 'Счёт № 7.txt', exact: true }).click();
  expect((await saved).suggestedFilename()).toBe('Счёт № 7.txt');

  await panel.getByRole('button', { name: 'Удалить макет.jpg' }).click();
  await expect(panel.locator('.files li')).toHaveCount(2);
  await page.keyboard.press('z');
  await expect(panel.locator('.files li')).toHaveCount(3);
  await panel.getByRole('button', { name: 'Удалить фото.jpg' }).click();
  await panel.getByRole('button', { name: 'Удалённые за 30 дней' }).click();
  await panel.getByRole('button', { name: 'Вернуть' }).click();
  await expect(panel.locator('.files:not(.removed) li')).toHaveCount(3);
  // What happened to the files stands in the client's history, without reading the page anew.
  const history = page.locator('ui-history');
  for (const did of ['добавил(а) файл «макет.jpg»', 'удалил(а) файл «фото.jpg»', 'вернул(а) файл «фото.jpg»'])
    await expect(history).toContainText(did);
});

test('what is pasted or dropped is uploaded, and what the server refuses says why', async ({ product, open }) => {
  const order = await product.api.order();
  const page = await open(product.manager, `/orders/${order.id}?tab=files`);
  const panel = page.locator('app-files-panel');
  await expect(panel).toContainText('Файлов пока нет');
  for (const kind of ['paste', 'drop'] as const) {
    await panel.evaluate((element, type) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['текст'], `${type}.txt`));
      const options = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        type === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData })
          : new DragEvent('drop', { ...options, dataTransfer: clipboardData }),
      );
    }, kind);
    await expect(panel.getByRole('link', { name: `${kind}.txt`, exact: true })).toBeVisible();
  }
  const chooser = page.waitForEvent('filechooser');
  await panel.getByRole('button', { name: 'Добавить файлы' }).click();
  await page.getByRole('menuitem', { name: /^1\. / }).click();
  await (await chooser).setFiles([{ name: 'пустой.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) }]);
  await expect(panel.getByRole('alert')).toHaveText('Файл пуст.');
  await panel.getByRole('button', { name: 'Отменить загрузку: пустой.txt' }).click();
  await expect(panel.getByRole('alert')).toHaveCount(0);
});

test('a master sees the artwork of the own job and adds a photo, on a phone', async ({ product, open }) => {
  const title = `Открытка ${unique()}`;
  const order = await product.api.orderInWork(product.master.id, { items: [item({ title })] });
  const manager = await open(product.manager, `/orders/${order.id}?tab=files`);
  const chooser = manager.waitForEvent('filechooser');
  await manager.getByRole('button', { name: 'Добавить файлы' }).click();
  await manager.getByRole('menuitem', { name: `1. ${title}` }).click();
  await (await chooser).setFiles(await image('макет.jpg'));
  await expect(manager.getByRole('heading', { name: `1. ${title}` })).toBeVisible();

  const page = await open(product.master, '/queue', 360);
  const job = page.locator('app-part-card').filter({ hasText: title });
  await job.scrollIntoViewIfNeeded();
  await expect(job.getByRole('button', { name: 'Посмотреть макет.jpg' })).toBeVisible();
  await expect(job.getByRole('button', { name: 'Удалить макет.jpg' })).toHaveCount(0);
  const asked = page.waitForEvent('filechooser');
  await job.getByRole('button', { name: 'Добавить файлы' }).click();
  await (await asked).setFiles(await image('готово.jpg'));
  await expect(job.getByRole('button', { name: 'Удалить готово.jpg' })).toBeVisible();
  await expect(manager.getByRole('button', { name: 'Посмотреть готово.jpg' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
