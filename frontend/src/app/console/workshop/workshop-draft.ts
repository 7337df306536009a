import type { Workshop, WorkshopChange } from '@verstak/api';

/** What is typed of the workshop, in the order of the form. */
export const TEXTS = [
  'name',
  'legalName',
  'taxNumber',
  'taxReasonCode',
  'registrationNumber',
  'address',
  'phone',
  'email',
  'website',
  'bankName',
  'bankCode',
  'bankAccount',
  'correspondentAccount',
] as const;

type Name = (typeof TEXTS)[number];

/** The workshop as typed: every text is there, empty for none. */
export type WorkshopDraft = Record<Name, string>;

export function draftOf(workshop?: Partial<Workshop>): WorkshopDraft {
  return textsOf((name) => workshop?.[name] ?? '');
}

/** Only what differs from what was seen; `null` clears a text. */
export function changeOf(seen: WorkshopDraft, typed: WorkshopDraft): WorkshopChange {
  const changed = changedPaths(seen, typed).map((name) => [name, typed[name].trim() || null]);
  return Object.fromEntries(changed);
}

/** Names of the fields that differ. */
export function changedPaths(seen: WorkshopDraft, typed: WorkshopDraft): Name[] {
  return TEXTS.filter((name) => typed[name].trim() !== seen[name]);
}

/** What stands as others left it, with everything this person changed since `seen`, but for fields in `takeTheirs`. */
export function rebase(
  mine: WorkshopDraft,
  seen: WorkshopDraft,
  fresh: WorkshopDraft,
  takeTheirs: ReadonlySet<string>,
): WorkshopDraft {
  return textsOf((name) => (mine[name] === seen[name] || takeTheirs.has(name) ? fresh[name] : mine[name]));
}

function textsOf(text: (name: Name) => string): WorkshopDraft {
  const texts = TEXTS.map((name) => [name, text(name)]);
  return Object.fromEntries(texts) as WorkshopDraft; // of every name
}
