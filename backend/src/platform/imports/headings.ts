import { TREE_ROLES, type TreeRole } from '@verstak/domain';
import type { ImportColumn } from './import-columns.js';
import { textOf, type CellValue } from './table.js';

/** A heading as it is compared: small letters and digits, `№` as a word. */
export function plainHeading(value: CellValue): string {
  return textOf(value)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[№#]/g, ' no ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const EXACT_TITLE = 5;
const EXACT = 4;
const BEGINS = 2;
const CONTAINS = 1;

/** How well a heading fits what a column may be called; 0 where it does not. */
function fit(heading: string, titles: readonly string[], also: readonly string[]): number {
  if (!heading) return 0;
  if (titles.some((title) => plainHeading(title) === heading)) return EXACT_TITLE;
  const names = [...titles, ...also].map(plainHeading).filter((name) => name.length > 2);
  if (also.some((name) => plainHeading(name) === heading)) return EXACT;
  if (names.some((name) => heading.startsWith(`${name} `))) return BEGINS;
  return names.some((name) => ` ${heading} `.includes(` ${name} `)) ? CONTAINS : 0;
}

/** What columns that tell of the tree are headed by. */
const TREE_HEADINGS: Record<TreeRole, readonly string[]> = {
  'tree.numbering': [
    '№',
    '№ п/п',
    'п/п',
    'Номер',
    'Поз.',
    'Позиция',
    'Пункт',
    'No.',
    'Item',
    'Pos.',
    'Position',
    'WBS',
  ],
  'tree.level': ['Уровень', 'Уров.', 'Ур.', 'Вложенность', 'Глубина', 'Ступень', 'Level', 'Lvl', 'Depth', 'BOM level'],
  'tree.parent': [
    'Родитель',
    'Куда входит',
    'Входит в',
    'Входит в сборку',
    'Сборка',
    'Код родителя',
    'ID родителя',
    'Parent',
    'Parent ID',
    'Parent designation',
    'Parent item',
    'Parent part',
    'Used in',
  ],
  'tree.key': ['ID', 'Код', 'Ключ', 'Идентификатор', 'Key', 'Row ID', '№'],
  'tree.tier': [],
};
const TIER = /^(уровень|ур|узел|level|lvl|tier|l) ?\d{1,2}$|^\d{1,2}( й| ой)? (уровень|level)$/;

/** How well a heading fits what a column may be for the tree. */
export function fitsRole(heading: CellValue, role: TreeRole): number {
  const plain = plainHeading(heading);
  if (role === 'tree.tier') return TIER.test(plain) ? EXACT : 0;
  return TIER.test(plain) ? 0 : fit(plain, TREE_HEADINGS[role], []);
}

/** How well a heading fits a field. */
export function fitsField(heading: CellValue, { title, also }: ImportColumn): number {
  return fit(plainHeading(heading), Object.values(title), also);
}

/** How much a row looks like a header: what its cells fit, and nothing where only one does. */
export function headerScore(cells: readonly CellValue[], columns: readonly ImportColumn[], isTree: boolean): number {
  const scores = cells.map((cell) =>
    typeof cell === 'string' && cell.length <= 80
      ? Math.max(
          0,
          ...columns.map((column) => fitsField(cell, column)),
          ...(isTree ? TREE_ROLES.map((role) => fitsRole(cell, role)) : []),
        )
      : 0,
  );
  const fitting = scores.filter((score) => score >= BEGINS);
  return fitting.length > 1 || (fitting[0] ?? 0) >= EXACT ? scores.reduce((sum, score) => sum + score, 0) : 0;
}

/** Gives each field the column whose heading fits it best; neither is given twice. */
export function assign(headings: readonly CellValue[], columns: readonly ImportColumn[]): Map<number, string> {
  const pairs = columns.flatMap((column) =>
    headings.map((heading, index) => ({ index, field: column.field, score: fitsField(heading, column) })),
  );
  const given = new Map<number, string>();
  for (const { index, field, score } of pairs.sort((one, other) => other.score - one.score)) {
    if (score && !given.has(index) && ![...given.values()].includes(field)) given.set(index, field);
  }
  return given;
}
