import type { Client, ClientChange, ClientCreate, Contact } from '@verstak/api';

/** Somebody to talk to, as typed; the id is empty for a new one. */
export interface ContactDraft {
  id: string;
  name: string;
  position: string;
  phone: string;
  email: string;
}

/** A client as typed: every text is there, empty for none. */
export interface ClientDraft {
  company: string;
  lastName: string;
  firstName: string;
  middleName: string;
  phone: string;
  email: string;
  address: string;
  note: string;
  contacts: ContactDraft[];
}

const TEXTS = ['company', 'lastName', 'firstName', 'middleName', 'phone', 'email', 'address', 'note'] as const;
const CONTACT_TEXTS = ['name', 'position', 'phone', 'email'] as const;

export const BLANK_CONTACT: ContactDraft = { id: '', name: '', position: '', phone: '', email: '' };

/** The form of a client, or of a new one. */
export function draftOf(client?: Partial<Client>): ClientDraft {
  const text = (name: (typeof TEXTS)[number]): string => client?.[name] ?? '';
  return {
    company: text('company'),
    lastName: text('lastName'),
    firstName: text('firstName'),
    middleName: text('middleName'),
    phone: text('phone'),
    email: text('email'),
    address: text('address'),
    note: text('note'),
    contacts: (client?.contacts ?? []).map((contact) => contactDraft(contact)),
  };
}

const PHONE = /^[+(\d][\d\s().+–-]{4,}$/u;
const EMAIL = /^\S+@\S+$/u;
/** A capital and small letters, as only a person's names are written throughout. */
const NAME = /^\p{Lu}[\p{Ll}’'-]+(\p{Lu}\p{Ll}+)?$/u;
const PATRONYMIC = /(вич|вна|чна|оглы|кызы)$/iu;

/** The form of a new client, begun with what was typed to find one: a phone, an address, a person, else a company. */
export function draftNamed(words: string): ClientDraft {
  const text = words.trim().replace(/\s+/gu, ' ');
  if (PHONE.test(text)) return draftOf({ phone: text });
  if (EMAIL.test(text)) return draftOf({ email: text });
  const names = text.split(' ');
  const isPerson = (names.length === 2 || names.length === 3) && names.every((name) => NAME.test(name));
  return draftOf(isPerson ? personOf(names) : { company: text });
}

/** Names in the order people write them: the surname first in Russian, unless a patronymic comes second; else last. */
function personOf([one = '', two = '', three = '']: readonly string[]): Partial<Client> {
  const isRussian = /\p{sc=Cyrillic}/u.test(one);
  if (PATRONYMIC.test(two)) return { firstName: one, middleName: two, lastName: three };
  if (isRussian) return { lastName: one, firstName: two, middleName: three };
  return three ? { firstName: one, middleName: two, lastName: three } : { firstName: one, lastName: two };
}

/** What a new client is sent as: nothing that was left empty. */
export function creationOf(draft: ClientDraft): ClientCreate {
  const texts = TEXTS.map((name) => [name, draft[name].trim()]).filter(([, text]) => text);
  const contacts = sentContacts(draft);
  return { ...Object.fromEntries(texts), ...(contacts.length ? { contacts } : {}) };
}

/** Only what differs from what was seen; `null` clears a text. */
export function changeOf(seen: ClientDraft, draft: ClientDraft): ClientChange {
  const texts = TEXTS.filter((name) => draft[name].trim() !== seen[name]).map((name) => [
    name,
    draft[name].trim() || null,
  ]);
  const contacts = sentContacts(draft);
  const areSame = JSON.stringify(contacts) === JSON.stringify(sentContacts(seen));
  return { ...Object.fromEntries(texts), ...(areSame ? {} : { contacts }) };
}

/** Names of the fields that differ, as conflicts name them: `phone`, `contacts.<id>.name`. */
export function changedPaths(seen: ClientDraft, draft: ClientDraft): string[] {
  const texts = TEXTS.filter((name) => draft[name].trim() !== seen[name]);
  const [was, is] = [byId(seen.contacts), byId(draft.contacts)];
  const removed = seen.contacts.filter(({ id }) => !is.has(id)).map(({ id }) => `contacts.${id}`);
  const changed = draft.contacts.flatMap((contact) => {
    const before = was.get(contact.id);
    if (!before) return [`contacts.${contact.id || 'new'}`];
    return CONTACT_TEXTS.filter((name) => contact[name] !== before[name]).map(
      (name) => `contacts.${contact.id}.${name}`,
    );
  });
  return [...texts, ...removed, ...changed];
}

/** What stands as others left it, with everything this person changed since `seen`, but for fields in `takeTheirs`. */
export function rebase(
  mine: ClientDraft,
  seen: ClientDraft,
  fresh: ClientDraft,
  takeTheirs: ReadonlySet<string> = new Set(),
): ClientDraft {
  const texts = TEXTS.map((name) => [
    name,
    mine[name] === seen[name] || takeTheirs.has(name) ? fresh[name] : mine[name],
  ]);
  const [was, is, present] = [byId(seen.contacts), byId(mine.contacts), byId(fresh.contacts)];
  const kept = fresh.contacts
    .filter(({ id }) => is.has(id) || !was.has(id) || takeTheirs.has(`contacts.${id}`))
    .map((theirs) => mergedContact(was.get(theirs.id), is.get(theirs.id), theirs, takeTheirs));
  const added = mine.contacts.filter(
    ({ id }) => !id || (!present.has(id) && differs(was.get(id), is.get(id)) && !takeTheirs.has(`contacts.${id}`)),
  );
  return { ...fresh, ...Object.fromEntries(texts), contacts: [...kept, ...added] };
}

function mergedContact(
  was: ContactDraft | undefined,
  is: ContactDraft | undefined,
  theirs: ContactDraft,
  takeTheirs: ReadonlySet<string>,
): ContactDraft {
  if (!was || !is) return theirs;
  const isTheirs = (name: (typeof CONTACT_TEXTS)[number]): boolean =>
    is[name] === was[name] || takeTheirs.has(`contacts.${theirs.id}.${name}`);
  const texts = CONTACT_TEXTS.map((name) => [name, isTheirs(name) ? theirs[name] : is[name]]);
  return { ...theirs, ...Object.fromEntries(texts) };
}

function byId(contacts: readonly ContactDraft[]): Map<string, ContactDraft> {
  return new Map(contacts.filter(({ id }) => id).map((contact) => [contact.id, contact]));
}

function differs(one: ContactDraft | undefined, other: ContactDraft | undefined): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function contactDraft({ id, name, position, phone, email }: Contact): ContactDraft {
  return { id: id ?? '', name, position: position ?? '', phone: phone ?? '', email: email ?? '' };
}

function sentContacts({ contacts }: ClientDraft): Contact[] {
  return contacts.map((contact) => {
    const texts = CONTACT_TEXTS.map((name) => [name, contact[name].trim()]).filter(([, text]) => text);
    return { ...(contact.id && { id: contact.id }), name: '', ...Object.fromEntries(texts) };
  });
}
