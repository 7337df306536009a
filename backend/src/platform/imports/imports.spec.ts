import { describe, expect, it } from '@jest/globals';
import type { TreeShape } from '@verstak/domain';
import excel from 'exceljs';
import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { forests, rowsOf, sheet, TABLE_SHAPES, tableOf } from '../../../test/tree-tables.js';
import type { ImportTarget } from './import-columns.js';
import { parseNumber } from './parse-number.js';
import { readRows, type ReadTable } from './read-rows.js';
import { readTable } from './read-table.js';
import { completeMapping } from './recognise.js';
import { Unreadable, type Book } from './table.js';

const column = (
  field: string,
  ru: string,
  en: string,
  more: Partial<ImportTarget['columns'][number]> = {},
): ImportTarget['columns'][number] => ({
  field,
  title: { ru, en },
  also: [],
  kind: 'text',
  isRequired: false,
  ...more,
});

const PARTS: ImportTarget = {
  isTree: true,
  unique: ['designation'],
  labels: ['title', 'designation'],
  columns: [
    column('designation', 'Обозначение', 'Designation', { also: ['Артикул', 'Part number'] }),
    column('title', 'Наименование', 'Name', { isRequired: true }),
    column('quantity', 'Количество', 'Quantity', { kind: 'quantity', also: ['Кол-во', 'Qty'] }),
    column('route', 'Маршрут', 'Route'),
  ],
};

async function read(name: string, bytes: string | Buffer): Promise<ReadTable & { shape: TreeShape; book: Book }> {
  const book = await readTable({ name, bytes: Buffer.from(bytes) });
  const mapping = completeMapping(book, {}, PARTS);
  return { ...readRows(book, mapping, PARTS), shape: mapping.shape, book };
}

/** A tree as it is said in one line: `A(B,C(D))`. */
function said({ rows }: ReadTable, field = 'title'): string {
  const below = (parent: number | undefined): string =>
    rows
      .flatMap((row, index) => {
        if (row.parent !== parent) return [];
        const inner = below(index);
        return [`${row.values[field] ?? ''}${inner ? `(${inner})` : ''}`];
      })
      .join(',');
  return below(undefined);
}

const faultsOf = ({ faults }: ReadTable): unknown[] => faults.map(({ row, column: name, code }) => [row, name, code]);

describe('what a table says', () => {
  it('is read from numbers of points, in Windows-1251, with decimal commas and leading zeros', async () => {
    const text = '№;Обозначение;Наименование;Кол-во\r\n1;0012;Рама;1\r\n1.1;0013;Труба 1/2";1 200,5\r\n1.2;;Болт;4\r\n';
    const read1251 = await read('list.csv', windows1251(text));
    expect(said(read1251)).toBe('Рама(Труба 1/2",Болт)');
    expect(read1251.rows.map(({ values }) => [values['designation'], values['quantity']])).toEqual([
      ['0012', 1],
      ['0013', 1200.5],
      [undefined, 4],
    ]);
    expect(read1251.book.encoding).toBe('windows-1251');
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16 with its mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 without', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16, large end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('is read in %s', async (_name, encoded) => {
    for (const separator of [';', ',', '\t']) {
      const line = (...cells: string[]): string => cells.map((cell) => `"${cell}"`).join(separator);
      const text = [line('Уровень', 'Наименование'), line('1', 'Рама; задняя, 2'), line('2', 'Перо')].join('\n');
      expect(said(await read('list.csv', encoded(text)))).toBe('Рама; задняя, 2(Перо)');
    }
  });

  it('is found below a title, on the right one of several sheets, with merged cells and a repeated header', async () => {
    const workbook = new excel.Workbook();
    workbook.addWorksheet('Титул').addRow(['Изделие', 'Рама']);
    const made = workbook.addWorksheet('Состав');
    const header = ['Наименование', 'Количество, шт', 'Технологический маршрут'];
    for (const row of [['Спецификация изделия'], [], header, ['Рама', 1, 'Сварка'], ['Труба', 2], header, ['Болт', 4]])
      made.addRow(row);
    made.mergeCells('C4:C5');
    [5, 7].forEach((row) => (made.getRow(row).outlineLevel = 1));
    const table = await read('list.xlsx', Buffer.from(await workbook.xlsx.writeBuffer()));
    expect([table.shape, said(table)]).toEqual(['outline', 'Рама(Труба,Болт)']);
    expect(table.rows.map(({ row, values }) => [row, values['quantity'], values['route']])).toEqual([
      [4, 1, 'Сварка'],
      [5, 2, 'Сварка'],
      [7, 4, undefined],
    ]);
  });

  it('is told by indents of cells, by spaces, and by a column a level whose upper ones are merged', async () => {
    const rows = [['Наименование'], ['Рама'], ['Труба'], ['Болт']];
    const indented = await sheet(rows, (made) => {
      [2, 3, 4].forEach((row, depth) => (made.getCell(row, 1).alignment = { indent: depth }));
    });
    expect(said(await read('a.xlsx', indented))).toBe('Рама(Труба(Болт))');
    expect(said(await read('a.csv', 'Name,Qty\nFrame,1\n    Tube,2\n        Bolt,3\n    Seat,1\n'))).toBe(
      'Frame(Tube(Bolt),Seat)',
    );
    const tiers = [
      ['Уровень 1', 'Уровень 2', 'Обозначение'],
      ['Рама', 'Труба', 'Т-1'],
      ['', 'Перо', 'П-1'],
    ];
    const merged = await sheet(tiers, (made) => made.mergeCells('A2:A3'));
    const table = await read('a.xlsx', merged);
    expect([said(table), said(table, 'designation')]).toEqual(['Рама(Труба,Перо)', '(Т-1,П-1)']);
  });

  it('is read from JSON: a list of objects, or the longest one under a name, headed by their names', async () => {
    const rows = [
      { Обозначение: '007', Наименование: 'Ось', Количество: 2.5, more: { a: 1 } },
      { Наименование: 'Втулка', Количество: null },
    ];
    for (const value of [rows, { total: 2, empty: [], items: rows }]) {
      const table = await read('parts.json', JSON.stringify(value));
      expect(table.faults).toEqual([]);
      expect(table.rows.map(({ row, values }) => ({ row, ...values }))).toEqual([
        { row: 2, designation: '007', title: 'Ось', quantity: 2.5 },
        { row: 3, title: 'Втулка' },
      ]);
    }
    await expect(read('parts.json', '[{"a":1},{"b')).rejects.toEqual(new Unreadable('damaged'));
    for (const empty of ['[]', '{}', '1', 'null', '"a"', '[1,2]'])
      await expect(read('parts.json', empty)).rejects.toEqual(new Unreadable('empty'));
  });

  it('keeps what a spreadsheet shows: zeros before a number, formulas as their results', async () => {
    const made = await sheet([['Обозначение', 'Наименование', 'Кол-во'], [], []], (page) => {
      page.getCell('A2').value = 12;
      page.getCell('A2').numFmt = '00000';
      page.getCell('B2').value = { richText: [{ text: 'Ра' }, { text: 'ма' }] };
      page.getCell('C2').value = { formula: '1+1', result: 2 };
    });
    const { rows } = await read('a.xlsx', made);
    expect(rows[0]?.values).toEqual({ designation: '00012', title: 'Рама', quantity: 2 });
  });
});

describe('what is wrong with a table', () => {
  it.each([
    ['Уровень;Наименование\n1;Рама\n3;Труба\n', [[3, 'Уровень', 'level_skipped']]],
    ['№;Наименование\n1;Рама\n1.2.1;Труба\n1.1;Болт\n', [[3, '№', 'level_skipped']]],
    ['Обозначение;Наименование;Куда входит\nА;Рама;\nБ;Труба;В\n', [[3, 'Куда входит', 'unknown_parent']]],
    ['Обозначение;Наименование;Куда входит\nА;Рама;Б\nБ;Труба;А\nВ;Болт;А\n', [[2, 'Куда входит', 'cycle']]],
    [
      'Уровень;Обозначение;Наименование\n1;А;Рама\n2;Б;Труба\n2;Б;Болт\n',
      [[4, 'Обозначение', 'duplicate_designation']],
    ],
    ['Наименование;Кол-во\nРама;две\n', [[2, 'Кол-во', 'not_a_number']]],
    ['Обозначение;Кол-во\nА;1\n', [[1, '', 'required']]],
  ])('is named by row and column: %j', async (text, faults) => {
    expect(faultsOf(await read('a.csv', text))).toEqual(faults);
  });

  it.each([
    ['a.csv', Buffer.alloc(0), 'empty'],
    ['a.csv', Buffer.from('\n;;\n'), 'empty'],
    ['a.csv', Buffer.from('Наименование\n"Рама\n'), 'quotes'],
    ['a.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'no_text'],
    ['a.xlsx', Buffer.from('Наименование\nРама\n'), 'ending'],
    ['a.pdf', Buffer.from('%PDF-1.7'), 'ending'],
    ['a.xlsx', zip({ 'word/document.xml': '<a/>' }), 'ending'],
    ['a.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old_format'],
    [
      'a.xlsx',
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      'password',
    ],
    ['a.xlsx', zip({ 'xl/workbook.xml': '<a/>', 'xl/vbaProject.bin': 'a' }), 'macros'],
    ['a.xlsm', zip({ 'xl/workbook.xml': '<a/>' }), 'macros'],
    ['a.xlsx', zip({ 'xl/workbook.xml': '<a/>' }).subarray(0, 40), 'damaged'],
    [
      'a.xlsx',
      zip({ 'xl/workbook.xml': '<a/>', 'xl/sharedStrings.xml': ' '.repeat(2_000_000) }, 400_000_000),
      'too_large',
    ],
    ['a.xlsx', zip({ 'xl/workbook.xml': '<a/>', 'xl/sharedStrings.xml': ' '.repeat(2_000_000) }, 10), 'damaged'],
  ])('refuses %s %#', async (name, bytes, reason) => {
    await expect(readTable({ name, bytes: bytes as Buffer })).rejects.toEqual(new Unreadable(reason as never));
  });
});

describe('a number', () => {
  it.each([
    ['1 234,5', false, 1234.5],
    ['1,234', false, 1.234],
    ['1,234', true, 1234],
    ['1,234.50', false, 1234.5],
    ['1.234,50', false, 1234.5],
    ['1.5', false, 1.5],
    ['две', false, undefined],
    ['1-2', false, undefined],
  ])('%s is read as people write it', (text, hasCommaSeparator, number) => {
    expect(parseNumber(text, hasCommaSeparator)).toBe(number);
  });
});

describe('a random tree', () => {
  it.each(TABLE_SHAPES)('written by %s reads back as the same tree', async (shape) => {
    await fc.assert(
      fc.asyncProperty(forests, async (forest) => {
        const parts = rowsOf(forest);
        const [name, bytes] = await tableOf(shape, parts);
        const table = await read(name, bytes);
        expect(faultsOf(table)).toEqual([]);
        expect(table.rows.map(({ depth, values }) => [depth, values['title']])).toEqual(
          parts.map(({ depth, title }) => [depth, title]),
        );
      }),
      { numRuns: shape === 'outline' ? 10 : 40 },
    );
  });
});

/** A text of one byte a letter, as Excel saves it in Russia. */
function windows1251(text: string): Buffer {
  const letters = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, code) => code));
  return Buffer.from([...text].map((letter) => letters.indexOf(letter)));
}

/** A zip of these files, the last of which claims to be of another size. */
function zip(files: Record<string, string>, claimed?: number): Buffer {
  const names = Object.keys(files);
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const name of names) {
    const data = deflateRawSync(files[name] ?? '');
    const size = name === names.at(-1) && claimed ? claimed : Buffer.byteLength(files[name] ?? '');
    const sizes = Buffer.alloc(12);
    [0, data.length, size].forEach((value, index) => sizes.writeUInt32LE(value, index * 4));
    const of = Buffer.from([name.length, 0, 0, 0]);
    const local = Buffer.concat([
      Buffer.from([80, 75, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0]),
      sizes,
      of,
      Buffer.from(name),
      data,
    ]);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(at);
    directory.push(
      Buffer.concat([
        Buffer.from([80, 75, 1, 2, 20, 0, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0]),
        sizes,
        of,
        Buffer.alloc(10),
        place,
        Buffer.from(name),
      ]),
    );
    locals.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  [8, 10].forEach((offset) => end.writeUInt16LE(names.length, offset));
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}
