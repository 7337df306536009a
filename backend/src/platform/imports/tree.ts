import type { ImportFaultCode, TreeShape } from '@verstak/domain';
import { leadingSpaces } from './recognise.js';
import { textOf, type SheetRow } from './table.js';

/** A row with its place among the others: the index of the one that it belongs to. */
export interface TreeNode {
  row: SheetRow;
  parent?: number;
  /** Of a table with one column a level, the text that names it there. */
  label?: string;
  /** It is named above or beside what belongs to it, and has no row of its own. */
  isImplied?: boolean;
}

/** What is wrong with a row's place, and in which column. */
export interface TreeFault {
  row: number;
  column?: number;
  code: ImportFaultCode;
  rule: string;
  value?: string;
}

/** The columns that tell of the tree. */
export interface TreeColumns {
  numbering?: number;
  level?: number;
  parent?: number;
  /** What the column of parents names. */
  key?: number;
  /** One a level, from the top. */
  tiers: readonly number[];
  /** Those that are fields. */
  fields: readonly number[];
}

export interface Tree {
  nodes: TreeNode[];
  faults: TreeFault[];
}

/** No tree of a workshop is deeper. */
export const DEEPEST = 50;

const MAKERS: Record<TreeShape, (rows: readonly SheetRow[], columns: TreeColumns) => Tree> = {
  flat: (rows) => ({ nodes: rows.map((row) => ({ row })), faults: [] }),
  numbering: byNumbering,
  level: byLevel,
  outline: (rows) => byDepth(rows.map((row) => ({ row, depth: row.outline ?? 0 }))),
  indent: byIndent,
  parent: byParent,
  tiers: byTiers,
};

/** What belongs to what, in one of the shapes in which tables tell it; parents stand before what belongs to them. */
export function treeOf(shape: TreeShape, rows: readonly SheetRow[], columns: TreeColumns): Tree {
  const { nodes, faults } = MAKERS[shape](rows, columns);
  return { nodes: inOrder(nodes), faults };
}

/** The depth of a node, roots having 0, of nodes in order. */
export function depthsOf(nodes: readonly Pick<TreeNode, 'parent'>[]): number[] {
  const depths: number[] = [];
  for (const { parent } of nodes) depths.push(parent === undefined ? 0 : (depths[parent] ?? 0) + 1);
  return depths;
}

interface Leveled {
  row: SheetRow;
  depth: number;
  column?: number;
  value?: string;
}

/** By levels that say how deep a row is: it belongs to the nearest one above it that is less deep. */
function byDepth(rows: readonly Leveled[]): Tree {
  const least = rows.reduce((min, { depth }) => Math.min(min, depth), Infinity);
  const faults: TreeFault[] = [];
  const path: { index: number; depth: number }[] = [];
  const nodes = rows.map(({ row, depth, column, value = String(depth) }, index): TreeNode => {
    while ((path.at(-1)?.depth ?? -1) >= depth) path.pop();
    const above = path.at(-1);
    const where = { row: row.row, value, ...(column === undefined ? {} : { column }) };
    if (depth > (above ? above.depth + 1 : least)) faults.push({ ...where, code: 'level_skipped', rule: 'level' });
    if (path.length >= DEEPEST) faults.push({ ...where, code: 'out_of_range', rule: 'depth' });
    path.push({ index, depth });
    return { row, ...(above ? { parent: above.index } : {}) };
  });
  return { nodes, faults };
}

function byLevel(rows: readonly SheetRow[], { level = 0 }: TreeColumns): Tree {
  const faults: TreeFault[] = [];
  let last = 0;
  const leveled = rows.map((row): Leveled => {
    const value = textOf(row.cells[level]);
    const depth = Number(value || NaN);
    const isOne = Number.isInteger(depth) && depth >= 0;
    if (!isOne) {
      const code = !value ? 'required' : Number.isNaN(depth) ? 'not_a_number' : 'out_of_range';
      faults.push({ row: row.row, column: level, code, rule: 'level', value });
    } else last = depth;
    return { row, depth: isOne ? depth : last, column: level, value };
  });
  const tree = byDepth(leveled);
  return { nodes: tree.nodes, faults: [...faults, ...tree.faults] };
}

/** By how far the texts of the fields are indented; the least step is one level. */
function byIndent(rows: readonly SheetRow[], { fields }: TreeColumns): Tree {
  const widths = rows.map(({ cells, indents }) =>
    Math.max(0, ...fields.map((column) => indents?.[column] ?? leadingSpaces(cells[column]))),
  );
  const step = Math.max(
    1,
    widths.filter(Boolean).reduce((least, width) => Math.min(least, width), Infinity),
  );
  const unit = Number.isFinite(step) ? step : 1;
  return byDepth(rows.map((row, index) => ({ row, depth: Math.round((widths[index] ?? 0) / unit) })));
}

/** By numbers such as 1.2.3, which belongs to 1.2 wherever that stands. */
function byNumbering(rows: readonly SheetRow[], { numbering: column = 0 }: TreeColumns): Tree {
  const faults: TreeFault[] = [];
  const numbers = rows.map(({ cells }) => textOf(cells[column]).replace(/\.+$/, ''));
  const known = new Map<string, number>();
  numbers.forEach((number, index) => {
    const row = rows[index]?.row ?? 0;
    const isOne = /^\d+(\.\d+)*$/.test(number);
    if (!isOne)
      faults.push({ row, column, code: number ? 'not_a_number' : 'required', rule: 'numbering', value: number });
    else if (known.has(number))
      faults.push({ row, column, code: 'duplicate_designation', rule: 'numbering', value: number });
    else known.set(number, index);
    if (number.split('.').length > DEEPEST) faults.push({ row, column, code: 'out_of_range', rule: 'depth' });
  });
  const nodes = rows.map((row, index): TreeNode => {
    const number = numbers[index] ?? '';
    const above = number.includes('.') ? number.replace(/\.\d+$/, '') : '';
    const parent = known.get(above);
    if (above && parent === undefined && known.get(number) === index)
      faults.push({ row: row.row, column, code: 'level_skipped', rule: 'numbering', value: number });
    return { row, ...(parent === undefined ? {} : { parent }) };
  });
  return { nodes, faults };
}

/** By a column that names the parent, by a key or by the field in which most of the names stand. */
function byParent(rows: readonly SheetRow[], { parent: column = 0, key, fields }: TreeColumns): Tree {
  const faults: TreeFault[] = [];
  const named = key ?? namingField(rows, column, fields);
  const known = new Map<string, number>();
  const again = new Set<string>();
  rows.forEach(({ cells, row }, index) => {
    const name = textOf(cells[named]);
    if (!name) return;
    if (known.has(name)) {
      again.add(name);
      if (key !== undefined)
        faults.push({ row, column: named, code: 'duplicate_designation', rule: 'key', value: name });
    } else known.set(name, index);
  });
  const nodes = rows.map((row): TreeNode => {
    const name = textOf(row.cells[column]);
    const parent = known.get(name);
    if (name && parent === undefined)
      faults.push({ row: row.row, column, code: 'unknown_parent', rule: 'parent', value: name });
    else if (name && key === undefined && again.has(name))
      faults.push({ row: row.row, column, code: 'duplicate_designation', rule: 'parent', value: name });
    return { row, ...(name && parent !== undefined ? { parent } : {}) };
  });
  cutCycles(nodes, column, faults);
  return { nodes, faults };
}

function namingField(rows: readonly SheetRow[], parent: number, fields: readonly number[]): number {
  const names = new Set(rows.map(({ cells }) => textOf(cells[parent])).filter(Boolean));
  const count = (column: number): number =>
    new Set(rows.map(({ cells }) => textOf(cells[column])).filter((text) => names.has(text))).size;
  return fields.reduce((best, column) => (count(column) > count(best) ? column : best), fields[0] ?? 0);
}

/** Names each ring of rows that belong to one another by its first row, and opens it there. */
function cutCycles(nodes: TreeNode[], column: number, faults: TreeFault[]): void {
  const settled = new Set<number>();
  nodes.forEach((_, start) => {
    const way = new Set<number>();
    let at: number | undefined = start;
    while (at !== undefined && !settled.has(at) && !way.has(at)) {
      way.add(at);
      at = nodes[at]?.parent;
    }
    if (at !== undefined && way.has(at)) {
      const ring = nodes[at];
      faults.push({
        row: ring?.row.row ?? 0,
        column,
        code: 'cycle',
        rule: 'parent',
        value: textOf(ring?.row.cells[column]),
      });
      delete ring?.parent;
    }
    for (const index of way) settled.add(index);
  });
}

/**
 * By one column a level: a row is what its deepest filled one names. What stands before that is what it belongs to,
 * whether left out, said again, or named here for the first time.
 */
function byTiers(rows: readonly SheetRow[], { tiers }: TreeColumns): Tree {
  const faults: TreeFault[] = [];
  const nodes: TreeNode[] = [];
  let path: { label: string; index: number }[] = [];
  for (const row of rows) {
    const labels = tiers.map((column) => textOf(row.cells[column]));
    const own = labels.findLastIndex(Boolean);
    if (own < 0) {
      faults.push({ row: row.row, column: tiers[0], code: 'required', rule: 'tier' } as TreeFault);
      nodes.push({ row });
      continue;
    }
    for (let tier = 0; tier < own; tier += 1) {
      const label = labels[tier] ?? '';
      if (!label || path[tier]?.label === label) continue;
      path = [...path.slice(0, tier), grown(nodes, row, path[tier - 1]?.index, label, true)];
    }
    path = path.slice(0, own);
    if (path.length < own)
      faults.push({
        row: row.row,
        column: tiers[own] ?? 0,
        code: 'level_skipped',
        rule: 'tier',
        value: labels[own] ?? '',
      });
    while (path.length < own) path.push(path.at(-1) ?? { label: '', index: -1 });
    path.push(grown(nodes, row, path.at(-1)?.index, labels[own] ?? '', false));
  }
  return { nodes, faults };
}

function grown(
  nodes: TreeNode[],
  row: SheetRow,
  parent: number | undefined,
  label: string,
  isImplied: boolean,
): { label: string; index: number } {
  nodes.push({
    row,
    label,
    ...(parent === undefined || parent < 0 ? {} : { parent }),
    ...(isImplied ? { isImplied } : {}),
  });
  return { label, index: nodes.length - 1 };
}

/** The same nodes, each followed by what belongs to it, in the order of the file. */
function inOrder(nodes: readonly TreeNode[]): TreeNode[] {
  const children = Map.groupBy(nodes.keys(), (index) => nodes[index]?.parent);
  const ordered: TreeNode[] = [];
  const waiting = [...(children.get(undefined) ?? [])].reverse().map((index) => ({ index, parent: -1 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { index, parent } = next;
    const { parent: _former, ...node } = nodes[index] as TreeNode; // its index is one of theirs
    const place = ordered.push({ ...node, ...(parent < 0 ? {} : { parent }) }) - 1;
    for (const child of [...(children.get(index) ?? [])].reverse()) waiting.push({ index: child, parent: place });
  }
  return ordered;
}
