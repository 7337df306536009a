import type { Client, ClientChange, ClientCreate } from '@verstak/api';
import { type ContactDraft, contactDrafts } from '../contacts/contact-draft';
import { contactedForm, reachIn } from '../contacts/contacted-form';

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
    contacts: contactDrafts(client?.contacts),
  };
}

/** A capital and small letters, as only a person's names are written throughout. */
const NAME = /^\p{Lu}[\p{Ll}’'-]+(\p{Lu}\p{Ll}+)?$/u;
const PATRONYMIC = /(вич|вна|чна|оглы|кызы)$/iu;

/** The form of a new client, begun with what was typed to find one: a phone, an address, a person, else a company. */
export function draftNamed(words: string): ClientDraft {
  const text = words.trim().replace(/\s+/gu, ' ');
  const reach = reachIn(text);
  if (reach) return draftOf(reach);
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

export const { creationOf, changeOf, changedPaths, rebase } = contactedForm<ClientDraft, ClientCreate, ClientChange>(
  TEXTS,
);
