import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import excel from 'exceljs';
import type { Answer, Session } from './caller.js';
import { docxOf, readDocx } from './docx.js';
import { makeOrder, type OrderBody } from './factories.js';
import { GraphServer, refusing } from './graph-server.js';
import { TestWorkshop } from './harness.js';
import { BYTES, fetchBytes } from './uploads.js';

interface TemplateBody {
  id: string;
  table?: { origin: string; name: string; rowsTotal: number; headings: { text: string }[]; key?: string };
  tags: { name: string; isUnknown?: boolean }[];
}

let graph: GraphServer;
let workshop: TestWorkshop;
let manager: Session;
let order: OrderBody;
let other: OrderBody;
let template: TemplateBody;

beforeAll(async () => {
  graph = await GraphServer.start();
  workshop = await TestWorkshop.open(graph.settings);
  manager = await workshop.as('manager');
  [order, other] = [await makeOrder(manager), await makeOrder(manager)];
  const body = Uint8Array.from(await docxOf('{order.number}:{#table} {Размер, мм}={Дата}{/table}'));
  const query = 'name=a&kind=order&lang=ru&fileName=a.docx';
  template = (await manager.send<TemplateBody>('POST', `/templates?${query}`, body, BYTES)).body;
});

afterAll(async () => {
  await workshop.close();
  await graph.stop();
});

async function book(rows: readonly (readonly (string | number | Date)[])[]): Promise<Buffer> {
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet('Размеры');
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function send<T = TemplateBody>(bytes: Uint8Array, fileName = 'размеры.xlsx'): Promise<Answer<T>> {
  const path = `/templates/${template.id}/table?${new URLSearchParams({ fileName })}`;
  return manager.send<T>('POST', path, Uint8Array.from(bytes), BYTES);
}

function put<T = TemplateBody>(body: object): Promise<Answer<T>> {
  return manager.send<T>('PUT', `/templates/${template.id}/table`, body);
}

async function made(id: string): Promise<string> {
  const { status, bytes } = await fetchBytes(manager, `/templates/${template.id}/document?subjectId=${id}`);
  expect(status).toBe(200);
  return (await readDocx(bytes)).text;
}

const rows = (): (string | number | Date)[][] => [
  ['Заказ', 'Размер, мм', 'Дата'],
  [order.number, 1.5, new Date('2026-12-24T00:00:00Z')],
  [other.number, 20, ''],
  [order.number, 'три', ''],
];

describe('the table of a template', () => {
  it('gives tags by its headings, which are unknown before', async () => {
    expect(template.tags.map(({ name, isUnknown }) => [name, isUnknown])).toContainEqual(['Размер, мм', true]);
    const { status, body } = await send(await book(rows()));
    expect([status, body.table?.rowsTotal, body.table?.headings.map(({ text }) => text)]).toEqual([
      201,
      3,
      ['Заказ', 'Размер, мм', 'Дата'],
    ]);
    expect(body.tags.filter(({ isUnknown }) => isUnknown)).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('contentId');
  });

  it('stands whole in every document, or by the rows that belong to it', async () => {
    expect(await made(order.id)).toBe(`${order.number}: 1,5=24 дек. 2026 г. 20= три=`);
    expect((await put({ key: 'Заказ', keyOf: 'number' })).status).toBe(200);
    expect(await made(order.id)).toBe(`${order.number}: 1,5=24 дек. 2026 г. три=`);
    expect(await made(other.id)).toBe(`${other.number}: 20=`);
  });

  it('keeps its column where another file has it too', async () => {
    const { body } = await send(
      await book([
        ['Заказ', 'Размер, мм'],
        [other.number, 7],
      ]),
    );
    expect(body.table?.key).toBe('Заказ');
    expect(await made(other.id)).toBe(`${other.number}: 7=`);
  });

  it('is read by the sheet that is told, and by the first one where none is', async () => {
    const two = new excel.Workbook();
    two.addWorksheet('Размеры').addRows([['Заказ'], [other.number]]);
    two.addWorksheet('Цвета').addRows([['Цвет'], ['синий'], ['белый']]);
    await send(Buffer.from(await two.xlsx.writeBuffer()));
    const told = await put({ sheet: 'Цвета' });
    expect([told.body.table?.headings, told.body.table?.rowsTotal]).toEqual([[{ text: 'Цвет' }], 2]);
    const first = await put({});
    expect([first.body.table?.headings, first.body.table?.rowsTotal]).toEqual([[{ text: 'Заказ' }], 1]);
    await send(await book(rows()));
  });

  it('is refused where it is no table, or has no such column', async () => {
    const broken = await send<Problem>(Buffer.from('нет'));
    expect([broken.status, broken.body.code, broken.body.params]).toEqual([
      422,
      'template.table_unreadable',
      { table: 'ending' },
    ]);
    const { status, body } = await put<Problem>({ key: 'Цвет', keyOf: 'number' });
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'key']);
    const foreign = await put<Problem>({ key: 'Заказ', keyOf: 'designation' });
    expect([foreign.status, foreign.body.errors?.[0]?.field]).toEqual([400, 'keyOf']);
  });

  it('is read in OneDrive as it is when a document is made, and why not is told', async () => {
    graph.put('Таблицы/Размеры.xlsx', await book(rows()));
    const { status, body } = await put({ path: 'Таблицы/Размеры.xlsx', key: 'Заказ', keyOf: 'number' });
    expect([status, body.table?.origin]).toEqual([200, 'onedrive']);
    expect(await made(other.id)).toBe(`${other.number}: 20=`);
    graph.put(
      'Таблицы/Размеры.xlsx',
      await book([
        ['Заказ', 'Размер, мм'],
        [other.number, 99],
      ]),
    );
    expect(await made(other.id)).toBe(`${other.number}: 99=`);
    graph.fail(/drive/, refusing(403, 'accessDenied'));
    const path = `/templates/${template.id}/document?subjectId=${order.id}`;
    const refused = await manager.get<Problem>(path);
    expect([refused.status, refused.body.code]).toEqual([422, 'onedrive.forbidden']);
    const missing = await put<Problem>({ path: 'Нет.xlsx' });
    expect([missing.status, missing.body.code]).toEqual([422, 'onedrive.missing']);
  });

  it('can be taken away', async () => {
    const { body } = await manager.delete<TemplateBody>(`/templates/${template.id}/table`);
    expect(body.table).toBeUndefined();
    expect(await made(order.id)).toBe(`${order.number}:`);
  });
});
