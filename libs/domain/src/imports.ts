/** What can be imported. */
export const IMPORT_KINDS = ['clients', 'offers', 'parts', 'products', 'stock', 'suppliers'] as const;

export type ImportKindName = (typeof IMPORT_KINDS)[number];

/** What a row of an import does. */
export const IMPORT_OUTCOMES = ['create', 'change', 'same'] as const;

export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

/** Largest file to import, in bytes, and most rows below its header. */
export const MAX_IMPORT_BYTES = 20 * 1024 * 1024;
export const MOST_IMPORT_ROWS = 20_000;

/** What can be wrong with a row of an imported table, or with its file. */
export const IMPORT_FAULT_CODES = [
  'level_skipped',
  'unknown_parent',
  'cycle',
  'duplicate_designation',
  'unknown_route',
  'not_a_number',
  'not_a_flag',
  'out_of_range',
  'required',
  'unreadable_file',
] as const;

export type ImportFaultCode = (typeof IMPORT_FAULT_CODES)[number];

/** Why a file is not read. */
export const UNREADABLE_REASONS = [
  'empty',
  'ending',
  'old_format',
  'password',
  'macros',
  'no_text',
  'quotes',
  'damaged',
  'too_many_rows',
  'too_many_columns',
  'too_large',
  'too_slow',
] as const;

export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** How a table tells what belongs to what. */
export const TREE_SHAPES = ['flat', 'numbering', 'level', 'outline', 'indent', 'parent', 'tiers'] as const;

export type TreeShape = (typeof TREE_SHAPES)[number];

/** What a column may be besides a field: it says where in the tree its row belongs. */
export const TREE_ROLES = ['tree.numbering', 'tree.level', 'tree.parent', 'tree.key', 'tree.tier'] as const;

export type TreeRole = (typeof TREE_ROLES)[number];

/** How the text of a CSV is encoded. */
export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'ibm866', 'koi8-r'] as const;

export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** The life of an import: read, looked at, written, perhaps taken back. */
export const IMPORT_STATES = ['reading', 'ready', 'unreadable', 'writing', 'done', 'undoing', 'undone'] as const;

export type ImportState = (typeof IMPORT_STATES)[number];

/** States in which the product is at work on an import. */
export const BUSY_IMPORT_STATES = ['reading', 'writing', 'undoing'] as const satisfies ImportState[];

/** Whether the product is at work on an import. */
export function isBusyImport(state: ImportState): boolean {
  return (BUSY_IMPORT_STATES as readonly ImportState[]).includes(state);
}
