import { type SchemaPath, type SchemaPathTree, max, maxLength, required, validate } from '@angular/forms/signals';
import type { Part, PartChange, PartCreate } from '@verstak/api';
import type { CalendarDay } from '@verstak/domain';
import { dayOf } from '../../core/i18n/format';
import { endOfDay } from '../../entities/due';
import { rebasedBy } from '../../ui/forms/draft';

/** A part as typed: empty texts and `null` where nothing is; fields are named as in the API. */
export interface PartDraft {
  title: string;
  designation: string;
  quantity: number | null;
  unit: string;
  dueAt: CalendarDay;
  routeId: string;
  masterId: string;
  wishes: string;
}

/** The parts of a part that a draft is made of. */
type Drafted = Partial<Pick<Part, keyof PartDraft>>;
type Body = Partial<Record<keyof PartDraft, string | number | null>>;

const FIELDS = ['title', 'designation', 'quantity', 'unit', 'dueAt', 'routeId', 'masterId', 'wishes'] as const;
const MOST = 1_000_000;

/** The server's own limits, so that nobody learns of them too late. */
export function partRules(path: SchemaPathTree<PartDraft>): void {
  filled(path.title);
  maxLength(path.title, 255);
  maxLength(path.designation, 60);
  required(path.quantity);
  validate(path.quantity, ({ value }) => ((value() ?? 1) <= 0 ? { kind: 'positive' } : null));
  max(path.quantity, MOST);
  filled(path.unit);
  maxLength(path.unit, 20);
  maxLength(path.wishes, 4_000);
}

/** Marked as required, and blanks count for nothing. */
function filled(path: SchemaPath<string>): void {
  required(path);
  validate(path, ({ value }) => (value() && !value().trim() ? { kind: 'required' } : null));
}

/** The form of a part, or of a new one with what is known of it. */
export function draftOf(part: Drafted, timeZone: string): PartDraft {
  const { title = '', designation = '', quantity = 1, unit = '', routeId = '', masterId = '', wishes = '' } = part;
  const dueAt = part.dueAt ? dayOf(new Date(part.dueAt), timeZone) : '';
  return { title, designation, quantity, unit, dueAt, routeId, masterId, wishes };
}

/** What a new part is sent as: nothing that was left empty. */
export function creationOf(draft: PartDraft, timeZone: string, parentId?: string): PartCreate {
  const given = FIELDS.map((name) => [name, sentValue(draft, name, timeZone)]).filter(([, value]) => value !== null);
  const { title, unit } = draft;
  return {
    title: title.trim(),
    unit: unit.trim(),
    quantity: draft.quantity ?? 0,
    ...Object.fromEntries(given),
    ...(parentId && { parentId }),
  };
}

/** Only what differs from what was seen; `null` clears a field. */
export function changeOf(seen: PartDraft, draft: PartDraft, timeZone: string): PartChange {
  const change: Body = {};
  for (const name of changedPaths(seen, draft)) change[name] = sentValue(draft, name, timeZone);
  return change as PartChange; // what may not be empty is required by the form
}

/** Names of the fields that differ. */
export function changedPaths(seen: PartDraft, draft: PartDraft): (keyof PartDraft)[] {
  return FIELDS.filter((name) => trimmed(seen[name]) !== trimmed(draft[name]));
}

/** What stands as others left it, with what this person changed since. */
export const rebase = rebasedBy(changedPaths);

function sentValue(draft: PartDraft, name: keyof PartDraft, timeZone: string): string | number | null {
  if (name === 'dueAt') return draft.dueAt ? endOfDay(draft.dueAt, timeZone).toISOString() : null;
  const value = trimmed(draft[name]);
  return value === '' ? null : value;
}

function trimmed(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.trim() : value;
}
