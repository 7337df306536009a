import { Types } from 'mongoose';
import type { FieldChange } from '../platform/database/diff.js';
import { fieldsOf } from '../platform/fields/index.js';
import { Contact } from './client.js';

/** The contacts as they were before some changes, oldest change first; in no order. */
export function contactsBefore(changes: readonly FieldChange[], now: readonly Contact[]): Contact[] {
  const contacts = byId(now);
  for (const { path, before } of changes.toReversed()) {
    const [field, id, name] = path.split('.');
    if (field !== 'contacts' || id === 'order') continue;
    if (id === undefined) {
      contacts.clear();
      for (const contact of (before ?? []) as Contact[]) contacts.set(contact.id, contact);
    } else if (name) contacts.set(id, { ...contacts.get(id), [name]: before } as unknown as Contact);
    else if (before === undefined) contacts.delete(id);
    else contacts.set(id, before as Contact);
  }
  return [...contacts.values()];
}

/**
 * The contacts as their author leaves them, who `saw` some and sends all. What others did `now` to a contact or a field
 * of one stays where the author left it alone; one that others removed comes back only where the author edited it.
 */
export function mergedContacts(saw: readonly Contact[], sent: readonly Contact[], now: readonly Contact[]): Contact[] {
  const [was, is] = [byId(saw), byId(now)];
  const mine = withIds(sent, new Set([...was.keys(), ...is.keys()]));
  const present = new Set(mine.map(({ id }) => id));
  const kept = mine.flatMap((contact) => {
    const [before, theirs] = [was.get(contact.id), is.get(contact.id)];
    if (!before) return [contact];
    if (theirs) return [{ ...contact, ...changedByOthers(before, contact, theirs) }];
    return NAMES.every((name) => isSame(name, before, contact)) ? [] : [contact];
  });
  const added = now.filter(({ id }) => !was.has(id) && !present.has(id));
  return [...kept, ...added];
}

const NAMES = fieldsOf(Contact).map(({ name }) => name as keyof Contact);

/** The fields that the author left as they were, as they are now. */
function changedByOthers(before: Contact, mine: Contact, theirs: Contact): Partial<Contact> {
  const names = NAMES.filter((name) => isSame(name, before, mine));
  return Object.fromEntries(names.map((name) => [name, theirs[name]]));
}

function isSame(name: keyof Contact, one: Contact, other: Contact): boolean {
  return (one[name] ?? '') === (other[name] ?? '');
}

/** Contacts keep the ids they have here; others get a new one, by which their later changes are told apart. */
export function withIds(contacts: readonly Contact[], known: ReadonlySet<string> = new Set()): Contact[] {
  const free = new Set(known);
  return contacts.map((contact) => ({
    ...contact,
    id: free.delete(contact.id) ? contact.id : new Types.ObjectId().toHexString(),
  }));
}

function byId(contacts: readonly Contact[]): Map<string, Contact> {
  return new Map(contacts.map((contact) => [contact.id, contact]));
}
