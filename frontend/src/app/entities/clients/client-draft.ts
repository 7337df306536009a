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

export function isChanged(seen: ClientDraft, draft: ClientDraft): boolean {
  return Object.keys(changeOf(seen, draft)).length > 0;
}

/** What stands as others left it, with everything this person changed since `seen`. */
export function rebase(seen: ClientDraft, mine: ClientDraft, fresh: ClientDraft): ClientDraft {
  const texts = TEXTS.map((name) => [name, mine[name] === seen[name] ? fresh[name] : mine[name]]);
  const was = new Map(seen.contacts.map((contact) => [contact.id, contact]));
  const is = new Map(mine.contacts.map((contact) => [contact.id, contact]));
  const kept = fresh.contacts
    .filter(({ id }) => is.has(id) || !was.has(id))
    .map((theirs) => mergedContact(was.get(theirs.id), is.get(theirs.id), theirs));
  const present = new Set(fresh.contacts.map(({ id }) => id));
  const added = mine.contacts.filter(({ id }) => !id || (!present.has(id) && differs(was.get(id), is.get(id))));
  return { ...fresh, ...Object.fromEntries(texts), contacts: [...kept, ...added] };
}

/** The draft with what was chosen for each field in conflict. */
export function withChoices(draft: ClientDraft, choices: Readonly<Record<string, unknown>>): ClientDraft {
  return Object.entries(choices).reduce((changed, [path, value]) => withChoice(changed, path, value), draft);
}

function withChoice(draft: ClientDraft, path: string, value: unknown): ClientDraft {
  const [field, id, name] = path.split('.');
  if (field !== 'contacts') return { ...draft, [field ?? '']: value ?? '' };
  if (id && name) {
    const change = (contact: ContactDraft): ContactDraft =>
      contact.id === id ? { ...contact, [name]: value ?? '' } : contact;
    return { ...draft, contacts: draft.contacts.map(change) };
  }
  if (!id || id === 'order') return draft;
  const others = draft.contacts.filter((contact) => contact.id !== id);
  return { ...draft, contacts: value ? [...others, contactDraft(value as Contact)] : others };
}

function mergedContact(
  was: ContactDraft | undefined,
  is: ContactDraft | undefined,
  theirs: ContactDraft,
): ContactDraft {
  if (!was || !is) return theirs;
  const texts = CONTACT_TEXTS.map((name) => [name, is[name] === was[name] ? theirs[name] : is[name]]);
  return { ...theirs, ...Object.fromEntries(texts) };
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
