import type { TreeShape } from '@verstak/domain';
import excel from 'exceljs';
import fc from 'fast-check';

interface Made {
  inner: Made[];
}

/** A part of a random tree, as it is written in a row. */
export interface TreeRow {
  title: string;
  depth: number;
  /** Such as 1.2.3. */
  number: string;
  /** The title of what it belongs to, empty at the top. */
  parent: string;
}

/** A spreadsheet groups no deeper. */
const DEEPEST = 7;

/** Random trees. */
export const forests = fc.letrec<{ tree: Made; forest: Made[] }>((tie) => ({
  tree: fc.record({ inner: fc.oneof({ depthSize: 'small' }, fc.constant<Made[]>([]), tie('forest')) }),
  forest: fc.array(tie('tree'), { minLength: 1, maxLength: 4, depthIdentifier: 'forest' }),
})).forest;

/** The parts of random trees, each after what it belongs to. */
export function rowsOf(forest: readonly Made[], above?: TreeRow): TreeRow[] {
  const depth = above ? above.depth + 1 : 0;
  if (depth === DEEPEST) return [];
  return forest.flatMap(({ inner }, index) => {
    const number = above ? `${above.number}.${index + 1}` : `${index + 1}`;
    const row = { title: `Д-${number.replaceAll('.', '-')}`, depth, number, parent: above?.title ?? '' };
    return [row, ...rowsOf(inner, row)];
  });
}

type Writer = (rows: readonly TreeRow[]) => Promise<[name: string, bytes: string | Buffer]>;

const WRITERS: Readonly<Record<Exclude<TreeShape, 'flat'>, Writer>> = {
  numbering: csv('№;Наименование;Кол-во', ({ number, title }) => `${number};${title};1`),
  level: csv('Уровень;Наименование;Кол-во', ({ depth, title }) => `${depth};${title};1`),
  parent: csv('Обозначение;Наименование;Куда входит;Кол-во', ({ title, parent }) => `${title};${title};${parent};1`),
  indent: csv('Наименование;Кол-во', ({ depth, title }) => `${' '.repeat(depth * 3)}${title};1`),
  tiers: (rows) => {
    const tiers = Array.from({ length: Math.max(2, ...rows.map(({ depth }) => depth + 1)) }, (_, tier) => tier);
    const header = tiers.map((tier) => `Уровень ${tier + 1}`).join(';');
    const line = ({ depth, title }: TreeRow): string => tiers.map((tier) => (tier === depth ? title : '')).join(';');
    return csv(`${header};Кол-во`, (row) => `${line(row)};1`)(rows);
  },
  outline: async (rows) => {
    const bytes = await sheet([['Наименование', 'Кол-во'], ...rows.map(({ title }) => [title, 1])], (made) =>
      rows.forEach(({ depth }, index) => (made.getRow(index + 2).outlineLevel = depth)),
    );
    return ['a.xlsx', bytes];
  },
};

export const TABLE_SHAPES = Object.keys(WRITERS) as (keyof typeof WRITERS)[];

/** A file that tells of trees in one of the shapes in which tables do. */
export function tableOf(shape: keyof typeof WRITERS, rows: readonly TreeRow[]): ReturnType<Writer> {
  return WRITERS[shape](rows);
}

/** A workbook of one sheet. */
export async function sheet(
  rows: readonly (readonly unknown[])[],
  finish?: (sheet: excel.Worksheet) => void,
): Promise<Buffer> {
  const workbook = new excel.Workbook();
  const made = workbook.addWorksheet('Состав');
  for (const row of rows) made.addRow([...row]);
  finish?.(made);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function csv(header: string, line: (row: TreeRow) => string): Writer {
  return (rows) => Promise.resolve(['a.csv', [header, ...rows.map(line)].join('\n')]);
}
