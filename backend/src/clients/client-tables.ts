import { dayIn } from '@verstak/domain';
import type { DocumentColumn } from '../platform/tables/document-columns.js';
import type { Client, Contact } from './client.js';

/** A contact beside the client. */
export interface ClientContact {
  client: Client;
  contact: Contact;
}

const NUMBER = { path: 'number', kind: 'number', title: { ru: '№', en: 'No.' } } as const;
const NAME = { path: 'name', kind: 'text', title: { ru: 'Клиент', en: 'Client' }, width: 36 } as const;

/** Columns of the sheet of clients. */
export function clientColumns({ timeZone }: { timeZone: string }): DocumentColumn<Client>[] {
  return [
    { ...NUMBER, value: ({ number }) => number },
    { ...NAME, value: ({ name }) => name },
    own('company', 'Компания', 'Company'),
    own('lastName', 'Фамилия', 'Last name'),
    own('firstName', 'Имя', 'First name'),
    own('middleName', 'Отчество', 'Middle name'),
    own('phone', 'Телефон', 'Phone'),
    own('email', 'Эл. почта', 'E-mail'),
    own('address', 'Адрес', 'Address', 40),
    own('note', 'Заметка', 'Note', 48),
    {
      path: 'balance',
      kind: 'money',
      title: { ru: 'Остаток к оплате', en: 'Balance' },
      value: ({ balance }) => balance,
    },
    {
      path: 'createdAt',
      kind: 'day',
      title: { ru: 'Добавлен', en: 'Added' },
      value: ({ createdAt }) => dayIn(timeZone, createdAt),
    },
    own('externalId', 'Код в другой системе', 'Id in another system'),
  ];
}

/** Columns of the sheet of contacts, one row for each contact of each client. */
export const CONTACT_COLUMNS: readonly DocumentColumn<ClientContact>[] = [
  { ...NUMBER, title: { ru: 'Клиент №', en: 'Client no.' }, value: ({ client }) => client.number },
  { ...NAME, value: ({ client }) => client.name },
  ofContact('name', 'Имя', 'Name'),
  ofContact('position', 'Должность', 'Position'),
  ofContact('phone', 'Телефон', 'Phone'),
  ofContact('email', 'Эл. почта', 'E-mail'),
];

/** The contacts of clients, in their order. */
export async function* contactsOf(clients: AsyncIterable<Client>): AsyncGenerator<ClientContact> {
  for await (const client of clients) for (const contact of client.contacts ?? []) yield { client, contact };
}

type Texts<T> = { [K in keyof T]-?: T[K] extends string | undefined ? K : never }[keyof T] & string;

function own(name: Texts<Client>, ru: string, en: string, width?: number): DocumentColumn<Client> {
  return { path: name, kind: 'text', title: { ru, en }, ...(width ? { width } : {}), value: (client) => client[name] };
}

function ofContact(name: Texts<Contact>, ru: string, en: string): DocumentColumn<ClientContact> {
  return { path: `contacts.*.${name}`, kind: 'text', title: { ru, en }, value: ({ contact }) => contact[name] };
}
