import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORDER_STATUSES } from '@verstak/domain';
import excel, { type Workbook } from 'exceljs';
import { readFile } from 'node:fs/promises';
import { STATUS_WORDS } from '../src/orders/status-words.js';
import { refusal, type Session } from './caller.js';
import { line, makeClient, makeOrder, type ClientBody } from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let manager: Session;
let camomile: ClientBody;

interface File {
  bytes: Buffer;
  headers: Headers;
}

const download = async (by: Session, path: string): Promise<File> => {
  const headers = { authorization: `Bearer ${by.accessToken}` };
  const response = await fetch(`${workshop.url}/api/v1/${path}`, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${bytes.toString()}`);
  return { bytes, headers: response.headers };
};

const workbook = async (by: Session, path: string): Promise<Workbook> => {
  const { bytes } = await download(by, path);
  const opened = new excel.Workbook();
  await opened.xlsx.load(bytes as unknown as ArrayBuffer);
  return opened;
};

/** The rows of a sheet below its titles, each by title. */
const rowsOf = (opened: Workbook, index: number): Record<string, unknown>[] => {
  const sheet = opened.worksheets[index];
  const titles = sheet?.getRow(1).values as string[];
  const rows: Record<string, unknown>[] = [];
  sheet?.eachRow((row, number) => {
    if (number === 1) return;
    rows.push(Object.fromEntries(titles.slice(1).map((title, column) => [title, row.getCell(column + 1).value])));
  });
  return rows;
};

const csv = async (by: Session, path: string): Promise<string[]> => {
  const { bytes } = await download(by, path);
  return bytes.toString().replace('\ufeff', '').trimEnd().split('\r\n');
};

beforeAll(async () => {
  workshop = await TestWorkshop.open({ TIME_ZONE: 'Asia/Vladivostok' });
  const admin = await workshop.asAdmin();
  manager = await workshop.as('manager');
  const master = await workshop.as('master');
  camomile = await makeClient(manager, {
    company: '=Ромашка',
    phone: '+7 900 111-22-33',
    contacts: [{ name: 'Пётр', phone: '+7 900 444-55-66' }, { name: 'Анна' }],
  });
  await makeOrder(admin, {
    clientId: camomile.id,
    // In Vladivostok (UTC+10) this is already 1 March.
    orderedAt: '2025-02-28T14:30:00Z',
    dueAt: '2025-03-05T02:00:00Z',
    status: 'confirmed',
    paid: 1_000,
    note: 'Упаковать; перевязать',
    items: [
      line({ title: 'Кружка', quantity: 3, unitPrice: 10_001, discountPercent: 15, masterId: master.id }),
      line({ title: 'Торт', quantity: 1.5, unit: 'кг', unitPrice: 8_000, wishes: 'Без орехов' }),
    ],
  });
  await makeOrder(manager, { items: [line({ title: 'Брелок' })] });
});

afterAll(async () => workshop.close());

describe('the export of orders', () => {
  it('is a workbook of orders and of their items, numbers as numbers and days as dates of the workshop', async () => {
    const { headers } = await download(manager, 'orders/export.xlsx?status=confirmed');
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="orders_\d{4}-\d{2}-\d{2}\.xlsx"$/);
    const opened = await workbook(manager, 'orders/export.xlsx?status=confirmed&lang=ru');
    expect(opened.worksheets.map(({ name }) => name)).toEqual(['Заказы', 'Позиции']);
    const [order, ...others] = rowsOf(opened, 0);
    expect(others).toEqual([]);
    expect(order).toMatchObject({
      '№': 1,
      Состояние: 'подтверждён',
      Клиент: '=Ромашка',
      Позиции: 'Кружка × 3 шт; Торт × 1.5 кг',
      Принят: new Date('2025-03-01T00:00:00Z'),
      Срок: new Date('2025-03-05T00:00:00Z'),
      Выдан: null,
      'До скидки, RUB': 420.03,
      'Сумма, RUB': 375.03,
      'Оплачено, RUB': 10,
      Примечание: 'Упаковать; перевязать',
    });
    const lines = rowsOf(opened, 1);
    expect(lines.map((row) => [row['Позиция'], row['Количество'], row['Цена, RUB'], row['Сумма, RUB']])).toEqual([
      ['Кружка', 3, 100.01, 255.03],
      ['Торт', 1.5, 80, 120],
    ]);
    expect(opened.worksheets[0]?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(opened.worksheets[0]?.getCell('F2').numFmt).toBe('dd.mm.yyyy');
  });

  it('has what the list has: its words, its filters, its order, and all of its pages', async () => {
    const numbers = async (query: string): Promise<string[]> =>
      (await csv(manager, `orders/export.csv?lang=en&${query}`)).slice(1).map((row) => row.split(',')[0] ?? '');
    expect(await numbers('')).toEqual(['2', '1']);
    expect(await numbers('sort=number')).toEqual(['1', '2']);
    expect(await numbers('sort=dueAt')).toEqual(['1', '2']);
    expect(await numbers('q=брелок')).toEqual(['2']);
    expect(await numbers(`clientId=${camomile.id}`)).toEqual(['1']);
    expect(await numbers('status=ready')).toEqual([]);
    for (let made = 0; made < 205; made += 1) await makeOrder(manager, { clientId: camomile.id, items: [] });
    expect(await numbers('sort=number')).toEqual(Array.from({ length: 207 }, (_, index) => String(index + 1)));
  });

  it('has some that were chosen, in the order of the list; too many, or what is no id, is refused by name', async () => {
    const chosen = async (...numbers: number[]): Promise<string> => {
      const { body } = await manager.get<{ items: { id: string }[] }>('/orders?sort=number&pageSize=10');
      return numbers.map((number) => body.items[number - 1]?.id ?? '').join();
    };
    const numbers = async (query: string): Promise<string[]> =>
      (await csv(manager, `orders/export.csv?lang=en&${query}`)).slice(1).map((row) => row.split(',')[0] ?? '');
    await makeOrder(manager, { clientId: camomile.id, items: [] });
    const ids = await chosen(3, 1, 2);
    expect(await numbers(`ids=${ids}&sort=number`)).toEqual(['1', '2', '3']);
    expect(await numbers(`ids=${ids}&sort=-number`)).toEqual(['3', '2', '1']);
    expect(await numbers(`ids=${ids}&q=брелок`)).toEqual(['2']);
    expect(rowsOf(await workbook(manager, `orders/export.xlsx?ids=${ids}`), 0)).toHaveLength(3);
    const clients = await csv(manager, `clients/export.csv?ids=${camomile.id}`);
    expect([clients.length, clients[1]]).toEqual([2, expect.stringContaining('Ромашка')]);
    const many = Array.from({ length: 201 }, (_, index) => index.toString(16).padStart(24, '0')).join();
    for (const wrong of [many, 'abc']) {
      const { status, errors } = refusal(await manager.get(`/orders/export.csv?ids=${wrong}`));
      expect([status, errors?.[0]?.field]).toEqual([400, 'ids']);
    }
  });

  it('as CSV has a row for each order or for each item, as spreadsheets of the language read them', async () => {
    const [titles, row] = await csv(manager, 'orders/export.csv?table=items&status=confirmed&lang=ru');
    expect(titles).toBe(
      'Заказ №;Состояние;Клиент;Срок;Позиция;Изделие;Параметры;Пожелания;Количество;Ед.;"Цена, RUB";"Скидка, %";"Сумма, RUB";"Материалы, RUB";"Работа, RUB";"Себестоимость, RUB";Исполнитель',
    );
    expect(row).toMatch(/^1;подтверждён;'=Ромашка;05\.03\.2025;Кружка;;;;3;шт;100,01;15;255,03;.+$/);
  });

  it('calls statuses what the console calls them', async () => {
    for (const language of ['ru', 'en'] as const) {
      const words = await readFile(`frontend/src/app/entities/orders/words/${language}.json`, 'utf8');
      expect(STATUS_WORDS[language]).toEqual((JSON.parse(words) as { status: unknown }).status);
    }
    expect(Object.keys(STATUS_WORDS.ru).sort()).toEqual([...ORDER_STATUSES].sort());
  });

  it.each([
    ['orders/export.csv?sort=note', 'sort'],
    ['orders/export.xlsx?sort=note', 'sort'],
    ['orders/export.csv?table=clients', 'table'],
    ['orders/export.xlsx?lang=de', 'lang'],
    ['orders/export.xlsx?page=2', 'page'],
    ['orders/export.csv?pageSize=10', 'pageSize'],
    ['orders/export.csv?status=lost', 'status'],
    ['clients/export.csv?table=orders', 'table'],
  ])('refuses %s, naming the field', async (path, field) => {
    const { status, errors } = refusal(await manager.get(`/${path}`));
    expect([status, errors?.[0]?.field]).toEqual([400, field]);
  });
});

describe('the export of clients', () => {
  it('has a sheet of clients and a sheet of their contacts', async () => {
    const opened = await workbook(manager, 'clients/export.xlsx?lang=en&sort=number');
    expect(opened.worksheets.map(({ name }) => name)).toEqual(['Clients', 'Contacts']);
    const [client] = rowsOf(opened, 0);
    expect(client).toMatchObject({ 'No.': 1, Client: '=Ромашка', 'Balance, RUB': 365.03 });
    expect(client?.['Phone']).toContain('900 111-22-33');
    expect(rowsOf(opened, 1).map((row) => row['Name'])).toEqual(['Пётр', 'Анна']);
  });
});

describe('what a file holds', () => {
  it('is what its reader may read: no column of prices, contacts or balances for others', async () => {
    await workshop.addRole('clerk', ['orders:read', 'clients:read']);
    const clerk = await workshop.as('clerk');
    const orders = await workbook(clerk, 'orders/export.xlsx?lang=en');
    const titles = (opened: Workbook, index: number): string =>
      (opened.worksheets[index]?.getRow(1).values as string[]).join();
    expect(titles(orders, 0)).toBe(',No.,Status,Client,Items,Ordered,Due,Handed over,Assigned to,Manager,Note');
    expect(titles(orders, 1)).not.toMatch(/Price|Discount|Total/);
    const clients = await workbook(clerk, 'clients/export.xlsx?lang=en');
    expect(clients.worksheets.map(({ name }) => name)).toEqual(['Clients']);
    expect(titles(clients, 0)).not.toMatch(/Phone|E-mail|Address|Note|Balance/);
    expect((await csv(clerk, 'clients/export.csv?lang=en')).join()).not.toContain('900');
    for (const path of ['clients/export.csv?table=contacts', 'clients/export.csv?hasBalance=true']) {
      expect([path, (await clerk.get(`/${path}`)).status]).toEqual([path, 403]);
    }
    expect((await clerk.get('/orders/export.csv?sort=total')).status).toBe(400);
    expect(await csv(clerk, 'clients/export.csv?lang=en&q=900')).toHaveLength(1);
  });

  it('is not for masters', async () => {
    const master = await workshop.as('master');
    for (const path of ['orders', 'clients']) {
      for (const ending of ['xlsx', 'csv']) {
        expect((await master.get(`/${path}/export.${ending}`)).status).toBe(403);
      }
    }
  });
});
