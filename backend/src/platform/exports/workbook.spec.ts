import { describe, expect, it } from '@jest/globals';
import excel from 'exceljs';
import type { Value } from './table.js';
import { workbookOf } from './workbook.js';

const opened = async (...rows: Value[][]): Promise<excel.Worksheet | undefined> => {
  const columns = [
    { title: 'Items', kind: 'text' },
    { title: 'Due', kind: 'day' },
    { title: 'Total', kind: 'money' },
  ] as const;
  const workbook = new excel.Workbook();
  const bytes = await workbookOf([{ title: 'Orders', columns, rows }], 'en');
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  return workbook.worksheets[0];
};

describe('a workbook', () => {
  it('holds texts as texts, days as dates and money in units, and nothing where there is nothing', async () => {
    const sheet = await opened(['=1+1', '2026-11-05', 123_405], [undefined, undefined, undefined]);
    expect(sheet?.getRow(2).values).toEqual([undefined, '=1+1', new Date('2026-11-05T00:00:00Z'), 1_234.05]);
    expect(sheet?.getCell('A3').value).toBeNull();
  });

  it.each(['+7 921 000-11-22', '-5 % скидка', '@студия', '=1+1', "'в кавычках'"])('keeps %j as it is', async (text) => {
    const cell = (await opened([text, undefined, undefined]))?.getCell('A2');
    expect([cell?.value, cell?.type]).toEqual([text, excel.ValueType.String]);
  });

  it('keeps what looks like an escaped letter', async () => {
    const sheet = await opened(['чертёж_x0041_', undefined, undefined], ['a_x12_', undefined, undefined]);
    expect(sheet?.getCell('A2').value).toBe('чертёж_x005F_x0041_');
    expect(sheet?.getCell('A3').value).toBe('a_x12_');
  });

  it('shortens a text that is longer than Excel takes', async () => {
    const sheet = await opened(['т'.repeat(32_767)], ['т'.repeat(32_768)]);
    expect(sheet?.getCell('A2').value).toBe('т'.repeat(32_767));
    expect(sheet?.getCell('A3').value).toBe(`${'т'.repeat(32_766)}…`);
  });

  it('is an error where its rows fail, not half a file', async () => {
    async function* failing(): AsyncGenerator<Value[]> {
      yield ['first'];
      throw new Error('away');
    }
    const table = { title: 'Orders', columns: [{ title: 'Items', kind: 'text' }] as const, rows: failing() };
    await expect(workbookOf([table], 'en')).rejects.toThrow('away');
  });
});
