import { type SchemaPathTree, email, maxLength, required } from '@angular/forms/signals';
import type { Contact } from '@verstak/api';

/** Somebody to talk to, as typed; the id is empty for a new one. */
export interface ContactDraft {
  id: string;
  name: string;
  position: string;
  phone: string;
  email: string;
}

const TEXTS = ['name', 'position', 'phone', 'email'] as const;
const LONGEST = 120;

export const BLANK_CONTACT: ContactDraft = { id: '', name: '', position: '', phone: '', email: '' };

export function contactDrafts(contacts: readonly Contact[] = []): ContactDraft[] {
  return contacts.map(({ id, name, position, phone, email: address }) => ({
    id: id ?? '',
    name,
    position: position ?? '',
    phone: phone ?? '',
    email: address ?? '',
  }));
}

/** The server's own limits, so that nobody learns of them too late. */
export function contactRules(contact: SchemaPathTree<ContactDraft>): void {
  required(contact.name);
  maxLength(contact.name, LONGEST);
  maxLength(contact.position, LONGEST);
  email(contact.email);
}

/** Contacts as they are sent, known ones by their id; nothing that was left empty. */
export function sentContacts(contacts: readonly ContactDraft[]): Contact[] {
  return contacts.map((contact) => {
    const texts = TEXTS.map((name) => [name, contact[name].trim()]).filter(([, text]) => text);
    return { ...(contact.id && { id: contact.id }), name: '', ...Object.fromEntries(texts) };
  });
}

/** What differs, as conflicts name it: `contacts.<id>`, `contacts.<id>.name`. */
export function changedContacts(seen: readonly ContactDraft[], mine: readonly ContactDraft[]): string[] {
  const [was, is] = [byId(seen), byId(mine)];
  const removed = seen.filter(({ id }) => !is.has(id)).map(({ id }) => `contacts.${id}`);
  const changed = mine.flatMap((contact) => {
    const before = was.get(contact.id);
    if (!before) return [`contacts.${contact.id || 'new'}`];
    return TEXTS.filter((name) => contact[name] !== before[name]).map((name) => `contacts.${contact.id}.${name}`);
  });
  return [...removed, ...changed];
}

/** The contacts as others left them, with everything this person changed since `seen`, but for what is in `takeTheirs`. */
export function rebasedContacts(
  mine: readonly ContactDraft[],
  seen: readonly ContactDraft[],
  fresh: readonly ContactDraft[],
  takeTheirs: ReadonlySet<string>,
): ContactDraft[] {
  const [was, is, present] = [byId(seen), byId(mine), byId(fresh)];
  const kept = fresh
    .filter(({ id }) => is.has(id) || !was.has(id) || takeTheirs.has(`contacts.${id}`))
    .map((theirs) => merged(was.get(theirs.id), is.get(theirs.id), theirs, takeTheirs));
  const added = mine.filter(
    ({ id }) => !id || (!present.has(id) && differs(was.get(id), is.get(id)) && !takeTheirs.has(`contacts.${id}`)),
  );
  return [...kept, ...added];
}

function merged(
  was: ContactDraft | undefined,
  is: ContactDraft | undefined,
  theirs: ContactDraft,
  takeTheirs: ReadonlySet<string>,
): ContactDraft {
  if (!was || !is) return theirs;
  const isTheirs = (name: (typeof TEXTS)[number]): boolean =>
    is[name] === was[name] || takeTheirs.has(`contacts.${theirs.id}.${name}`);
  const texts = TEXTS.map((name) => [name, isTheirs(name) ? theirs[name] : is[name]]);
  return { ...theirs, ...Object.fromEntries(texts) };
}

function byId(contacts: readonly ContactDraft[]): Map<string, ContactDraft> {
  return new Map(contacts.filter(({ id }) => id).map((contact) => [contact.id, contact]));
}

function differs(one: ContactDraft | undefined, other: ContactDraft | undefined): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
