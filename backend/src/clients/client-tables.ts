import {
  ADDRESS_COLUMN,
  CONTACT_COLUMNS,
  EMAIL_COLUMN,
  externalIdColumn,
  NOTE_COLUMN,
  PHONE_COLUMN,
} from '../contacts/contact-columns.js';
import type { DocumentTable } from '../platform/exports/document-columns.js';
import type { ClientTable } from './client.dto.js';
import type { Client } from './client.js';

const NAME = { path: 'name', title: { ru: 'Клиент', en: 'Client' }, width: 36 } as const;

/** What other systems call the column of companies, which is imported as this. */
const COMPANIES = [
  'Организация',
  'Контрагент',
  'Фирма',
  'Заказчик',
  'Название',
  'Наименование',
  'Клиент',
  'Покупатель',
  'Customer',
  'Organization',
  'Account name',
];

/** A sheet of clients, and one with a row for each contact of each client. */
export const CLIENT_SHEETS: Record<ClientTable, DocumentTable<Client>> = {
  clients: {
    title: { ru: 'Клиенты', en: 'Clients' },
    columns: [
      { path: 'number', title: { ru: '№', en: 'No.' }, also: ['Номер', 'Номер клиента', 'Client no.'] },
      NAME,
      { path: 'company', title: { ru: 'Компания', en: 'Company' }, also: COMPANIES },
      { path: 'lastName', title: { ru: 'Фамилия', en: 'Last name' }, also: ['Surname', 'Family name'] },
      { path: 'firstName', title: { ru: 'Имя', en: 'First name' }, also: ['Given name'] },
      { path: 'middleName', title: { ru: 'Отчество', en: 'Middle name' } },
      PHONE_COLUMN,
      EMAIL_COLUMN,
      ADDRESS_COLUMN,
      NOTE_COLUMN,
      { path: 'balance', title: { ru: 'Остаток к оплате', en: 'Balance' } },
      { path: 'createdAt', title: { ru: 'Добавлен', en: 'Added' } },
      externalIdColumn('Customer ID'),
    ],
  },
  contacts: {
    title: { ru: 'Контакты', en: 'Contacts' },
    list: 'contacts',
    readBy: 'clients:contacts',
    columns: [{ path: 'number', title: { ru: 'Клиент №', en: 'Client no.' } }, NAME, ...CONTACT_COLUMNS],
  },
};
