import { GraphServer } from '../../backend/test/graph-server.js';
import type { Account } from './api';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './product';
import { startServer } from './server';

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
