import { harmless, inUnits, type ColumnKind, type Table } from './sales-tables.js';

const FORMATS: Record<ColumnKind, string> = {
  text: '@',
  count: '#,##0',
  quantity: '#,##0.###',
  money: '#,##0.00',
  share: '0.00',
};
const WIDTHS: Record<ColumnKind, number> = { text: 14, count: 12, quantity: 14, money: 18, share: 12 };
const WIDEST = 60;

/** The tables as sheets of an .xlsx file: numbers as numbers, the header frozen. */
export async function workbookOf(tables: readonly Table[]): Promise<Buffer> {
  // Read when first needed: it is large, and most days nobody exports.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  for (const { title, columns, rows } of tables) {
    const sheet = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ title: header, kind }, index) => ({
      header,
      width: Math.min(WIDEST, Math.max(WIDTHS[kind], header.length + 2, ...lengths(rows, index, kind))),
      style: { numFmt: FORMATS[kind] },
    }));
    sheet.getRow(1).font = { bold: true };
    for (const row of rows) sheet.addRow(row.map((value, index) => cell(value, columns[index]?.kind ?? 'text')));
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function cell(value: string | number, kind: ColumnKind): string | number {
  if (typeof value === 'string') return harmless(value);
  return kind === 'money' ? inUnits(value) : value;
}

function lengths(rows: Table['rows'], index: number, kind: ColumnKind): number[] {
  if (kind !== 'text') return [];
  return rows.slice(0, 1_000).map((row) => String(row[index] ?? '').length + 2);
}
