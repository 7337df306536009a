import type { DocumentTable } from '../platform/exports/document-columns.js';
import type { ClientTable } from './client.dto.js';
import type { Client } from './client.js';

const NAME = { path: 'name', title: { ru: 'Клиент', en: 'Client' }, width: 36 } as const;

/** A sheet of clients, and one with a row for each contact of each client. */
export const CLIENT_SHEETS: Record<ClientTable, DocumentTable<Client>> = {
  clients: {
    title: { ru: 'Клиенты', en: 'Clients' },
    columns: [
      { path: 'number', title: { ru: '№', en: 'No.' } },
      NAME,
      { path: 'company', title: { ru: 'Компания', en: 'Company' } },
      { path: 'lastName', title: { ru: 'Фамилия', en: 'Last name' } },
      { path: 'firstName', title: { ru: 'Имя', en: 'First name' } },
      { path: 'middleName', title: { ru: 'Отчество', en: 'Middle name' } },
      { path: 'phone', title: { ru: 'Телефон', en: 'Phone' } },
      { path: 'email', title: { ru: 'Эл. почта', en: 'E-mail' } },
      { path: 'address', title: { ru: 'Адрес', en: 'Address' }, width: 40 },
      { path: 'note', title: { ru: 'Заметка', en: 'Note' }, width: 48 },
      { path: 'balance', title: { ru: 'Остаток к оплате', en: 'Balance' } },
      { path: 'createdAt', title: { ru: 'Добавлен', en: 'Added' } },
      { path: 'externalId', title: { ru: 'Код в другой системе', en: 'Id in another system' } },
    ],
  },
  contacts: {
    title: { ru: 'Контакты', en: 'Contacts' },
    list: 'contacts',
    readBy: 'clients:contacts',
    columns: [
      { path: 'number', title: { ru: 'Клиент №', en: 'Client no.' } },
      NAME,
      { path: 'contacts.*.name', title: { ru: 'Имя', en: 'Name' } },
      { path: 'contacts.*.position', title: { ru: 'Должность', en: 'Position' } },
      { path: 'contacts.*.phone', title: { ru: 'Телефон', en: 'Phone' } },
      { path: 'contacts.*.email', title: { ru: 'Эл. почта', en: 'E-mail' } },
    ],
  },
};
