import { GraphServer } from '../../backend/test/graph-server.js';
import { Api, type Account } from './api';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './product';
import { startServer } from './server';
import { wordsIn } from './words';

test('OneDrive is checked from the page of the workshop, and what is wrong is told in words', async ({ browser }) => {
  const graph = await GraphServer.start();
  const server = await startServer(graph.settings);
  const admin: Account = { id: '', login: 'admin', name: 'admin', password: server.password };
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 360, height: 740 } });
  try {
    const page = await context.newPage();
    await signIn(page, admin, '/workshop');
    const step = page.getByRole('listitem').filter({ hasText: 'Файлы в OneDrive' });
    await expect(step).toContainText(graph.settings.MS_ONEDRIVE_USER_ID);
    await step.getByRole('button', { name: 'Проверить' }).click();
    await expect(step.getByRole('status')).toContainText('Работает: Анна Петрова, свободно 5 ГБ.');
    graph.isConsented = false;
    await step.getByRole('button', { name: 'Проверить' }).click();
    await expect(step.getByRole('alert')).toContainText('Files.ReadWrite.All');
    await expect(step).not.toContainText('Работает');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  } finally {
    await context.close();
    await server.stop();
    await graph.stop();
  }
});

for (const language of ['ru', 'en'] as const)
  for (const width of [1280, 360])
    test(`documents with a table that lies in OneDrive are put there, ${language} at ${width} px`, async ({
      browser,
    }) => {
      const say = wordsIn(language);
      const graph = await GraphServer.start();
      const server = await startServer(graph.settings);
      const admin: Account = { id: '', login: 'admin', name: 'admin', password: server.password };
      const api = new Api(server.url, admin);
      graph.put('Prices/Rent.csv', 'Order;Days\n1;3\n2;5\n');
      const client = await api.client({ company: 'Romashka' });
      const orders = [await api.order({ clientId: client.id }), await api.order({ clientId: client.id })].reverse();
      const { id } = (await api.call<{ id: string; kind: string; lang: string }[]>('GET', 'templates?kind=order')).find(
        ({ lang }) => lang === language,
      )!;
      const copy = await api.call<{ id: string }>('POST', `templates/${id}/copies`, { name: 'Rent' });
      const context = await browser.newContext({ baseURL: server.url, viewport: { width, height: 800 } });
      try {
        const page = await context.newPage();
        await signIn(page, admin, '/');
        await page.evaluate((chosen) => localStorage.setItem('verstak.language', chosen), language);
        await page.goto(`/templates/${copy.id}`);
        const table = page.locator('app-template-table');
        await table.getByRole('button', { name: say('onedrive.pick') }).click();
        const picker = page.getByRole('dialog', { name: say('onedrive.file') });
        await picker.getByRole('button', { name: /Prices/ }).click();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await picker.getByRole('button', { name: /Rent\.csv/ }).click();
        await table.getByRole('button', { name: say('templates.table.save') }).click();
        await expect(table.getByText(/Prices\/Rent\.csv · 2/)).toBeVisible();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);

        if (width === 1280) {
          await page.goto('/orders');
          await page.getByRole('checkbox', { name: say('table.selectAll') }).check();
          await page
            .getByRole('toolbar')
            .getByRole('button', { name: say('templates.documents') })
            .click();
        } else {
          await page.goto(`/orders/${orders[0]?.id}`);
          await page.getByRole('button', { name: say('orders.actions') }).click();
          await page.getByRole('menuitem', { name: /^(Документ|Document)…$/ }).click();
        }
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('combobox', { name: say('templates.template') }).click();
        await page.getByRole('option', { name: 'Rent' }).click();
        await dialog.getByRole('combobox', { name: say('templates.run.target') }).click();
        await page.getByRole('option', { name: say('templates.run.targets.onedrive') }).click();
        await dialog.getByRole('textbox', { name: say('templates.run.folder') }).fill('Offers');
        await dialog.getByRole('button', { name: say('templates.run.begin') }).click();
        await expect(dialog.getByText(say('templates.run.inOneDrive'))).toBeVisible();
        const names = orders.slice(0, width === 1280 ? 2 : 1).map(({ number }) => `Rent ${number}.docx`);
        await expect(dialog.getByRole('link', { name: /\.docx$/ })).toHaveText(names);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        expect(names.every((name) => graph.content(`Offers/${name}`))).toBe(true);
      } finally {
        await context.close();
        await server.stop();
        await graph.stop();
      }
    });
