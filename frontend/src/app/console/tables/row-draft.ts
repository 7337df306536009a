import type { TableField } from '@verstak/api';
import { startOfDay } from '@verstak/domain';
import { dayOf } from '../../core/i18n/format';

/** A row as typed, by what its fields are typed into; each is under its name in one of these. */
export interface RowDraft {
  texts: Record<string, string>;
  figures: Record<string, number | null>;
  flags: Record<string, boolean>;
  /** Words out of lists. */
  lists: Record<string, string[]>;
}

type Group = keyof RowDraft;
type Kind = TableField['kind'];
type Values = Readonly<Record<string, unknown>>;

const GROUPS: readonly Group[] = ['texts', 'figures', 'flags', 'lists'];

const FIGURES: ReadonlySet<Kind> = new Set(['money', 'quantity', 'count', 'number', 'share']);

/** What is typed in a form of its own, on the page of the document. */
const ELSEWHERE: ReadonlySet<Kind> = new Set(['list', 'document', 'any', 'ids', 'code']);

/** The fields of a body that a plain form has. */
export function typedFields(fields: readonly TableField[]): TableField[] {
  return fields.filter(({ kind }) => !ELSEWHERE.has(kind));
}

/** Whether a row can be sent without what a plain form does not have. */
export function isWhole(fields: readonly TableField[]): boolean {
  return fields.every(({ kind, isRequired }) => !isRequired || !ELSEWHERE.has(kind));
}

/** What a field is typed into. */
export function groupOf({ kind }: Pick<TableField, 'kind'>): Group {
  if (FIGURES.has(kind)) return 'figures';
  if (kind === 'flag') return 'flags';
  return kind === 'choices' ? 'lists' : 'texts';
}

/** The form of a row, or of a new one; of an instant it has the day in this time zone. */
export function draftOf(fields: readonly TableField[], values: Values, timeZone: string): RowDraft {
  const draft: RowDraft = { texts: {}, figures: {}, flags: {}, lists: {} };
  for (const { name, kind } of fields) {
    const value = values[name];
    const group = groupOf({ kind });
    if (group === 'figures') draft.figures[name] = typeof value === 'number' ? value : null;
    else if (group === 'flags') draft.flags[name] = value === true;
    else if (group === 'lists') draft.lists[name] = Array.isArray(value) ? value.map(String) : [];
    else if (typeof value !== 'string') draft.texts[name] = '';
    else draft.texts[name] = kind === 'instant' ? dayOf(new Date(value), timeZone) : value;
  }
  return draft;
}

/** Names of the fields that differ. */
export function changedNames(seen: RowDraft, typed: RowDraft): string[] {
  return GROUPS.flatMap((group) =>
    Object.keys(typed[group]).filter((name) => String(seen[group][name]) !== String(typed[group][name])),
  );
}

/** What was typed on top of what others made of it. */
export function rebase(mine: RowDraft, seen: RowDraft, fresh: RowDraft, theirs: ReadonlySet<string>): RowDraft {
  const own = new Set(changedNames(seen, mine).filter((name) => !theirs.has(name)));
  const merged = <T>(typed: Record<string, T>, stored: Record<string, T>): Record<string, T> => ({
    ...stored,
    ...Object.fromEntries(Object.entries(typed).filter(([name]) => own.has(name))),
  });
  return {
    texts: merged(mine.texts, fresh.texts),
    figures: merged(mine.figures, fresh.figures),
    flags: merged(mine.flags, fresh.flags),
    lists: merged(mine.lists, fresh.lists),
  };
}

/** What is sent of a row: of a changed one what differs, where an empty field clears; of a new one what is filled in. */
export function bodyOf(
  fields: readonly TableField[],
  typed: RowDraft,
  timeZone: string,
  seen?: RowDraft,
): Record<string, unknown> {
  const changed = seen && new Set(changedNames(seen, typed));
  const sent = fields.map((field) => [field.name, sentOf(field, typed, timeZone)] as const);
  return Object.fromEntries(sent.filter(([name, value]) => (changed ? changed.has(name) : value !== null)));
}

function sentOf(field: TableField, typed: RowDraft, timeZone: string): unknown {
  const value = typed[groupOf(field)][field.name] ?? null;
  if (typeof value !== 'string' || field.kind === 'secret') return value === '' ? null : value;
  const text = value.trim();
  if (!text) return null;
  return field.kind === 'instant' ? startOfDay(text, timeZone).toISOString() : text;
}
