import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, expectAccessible, expectNoSidewaysScroll, test, unique } from './product';

test('a manager has price and stock of a supplier checked, sees what came of it, and what is wrong when it fails', async ({
  product,
  open,
}) => {
  let [status, table] = [200, 'Артикул;Цена;Остаток\nKR-1;140,50;0\nKR-9;1;1\n'];
  const server = createServer((_request, answer) => void answer.writeHead(status).end(table));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://anna:geheim@127.0.0.1:${(server.address() as AddressInfo).port}/price.csv?key=geheim`;
  const api = product.as(product.manager);
  const name = `Керамика ${unique()}`;
  const { id } = await api.call<{ id: string }>('POST', 'suppliers', { name });
  const { id: stockItemId } = await api.call<{ id: string }>('POST', 'stock', {
    name: 'Кружка',
    unit: 'шт',
    cost: 12_500,
  });
  const mug = `Кружка с именем ${unique()}`;
  const made = { name: mug, unit: 'шт', price: 50_000, isShown: true, options: [], questions: [] };
  const materials = [{ stockItemId, quantity: 1 }];
  const sold = await api.call<{ id: string }>('POST', 'products', { ...made, materials });
  const cup = { name: 'Кружка', unit: 'шт', stockItemId, price: 12_500 };
  await api.call('POST', 'offers', { ...cup, supplierId: id, article: 'KR-1', inStock: 40 });
  const items = [{ ...cup, quantity: 10 }];
  const request = await api.call<{ id: string }>('POST', 'requests', { supplierId: id, items });
  await api.call('POST', `requests/${request.id}/status`, { status: 'in_process' });

  const page = await open(product.manager, `/suppliers/${id}`);
  const checks = page.locator('app-supplier-feed');
  await expect(checks).toContainText('.csv, .xlsx или .json');
  await expectAccessible(page);
  await checks.getByRole('button', { name: 'Настроить проверку' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Откуда').fill('price.csv');
  await dialog.getByLabel('Откуда').blur();
  await expect(dialog).toContainText('Нужен адрес вида');
  await dialog.getByLabel('Откуда').fill(url);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Проверять' }).click();

  // It is checked at once, and the figures beside follow.
  await expect(checks.getByRole('status')).toContainText('Изменилось 1 предложение');
  await expect(checks.getByRole('status')).toContainText('1 строки нет среди предложений');
  await expect(checks).toContainText('каждый час');
  await expect(checks).not.toContainText('geheim');
  const row = page.locator('app-offer-table').getByRole('row', { name: /Кружка/ });
  await expect(row).toContainText('140,50');
  await expect(row).toContainText('в эту минуту');

  // Who waits for it, is told.
  const waiting = await open(product.manager, `/requests/${request.id}`);
  const item = waiting.locator('app-request-items');
  await expect(item).toContainText('у поставщика сейчас нет');
  await expect(item).toContainText('цена сейчас 140,50 ₽, в заявке 125,00 ₽');
  await expectAccessible(waiting);
  await waiting.goto(`/catalog?q=${encodeURIComponent(mug)}`);
  await expect(waiting.locator('app-product-supply')).toContainText('нет ни у кого');
  await expectAccessible(waiting);
  await waiting.goto(`/catalog/${sold.id}`);
  const supply = waiting.getByRole('region', { name: 'У поставщиков' });
  await expect(supply).toContainText('цена сейчас 140,50 ₽, в учёте 125,00 ₽');
  await expectAccessible(waiting);
  table = table.replace(';0', ';40');
  await checks.getByRole('button', { name: 'Проверить сейчас' }).click();
  await expect(supply).not.toContainText('нет ни у кого');
  await waiting.goto(`/requests/${request.id}`);
  await expect(item).not.toContainText('у поставщика сейчас нет');
  await waiting.close();

  table = '<!doctype html><p>Войдите';
  await checks.getByRole('button', { name: 'Проверить сейчас' }).click();
  await expect(checks.getByRole('status')).toContainText('По этому адресу страница, а не таблица');
  await expect(row).toContainText('140,50');
  await expectAccessible(page);
  status = 403;
  await checks.getByRole('button', { name: 'Проверить сейчас' }).click();
  await expect(checks.getByRole('status')).toContainText('ответил отказом 403');

  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);
  await checks.getByRole('button', { name: 'Больше не проверять' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Не проверять', exact: true }).click();
  await expect(checks).toContainText('пока никто не проверяет');
  server.closeAllConnections();
  server.close();
});
