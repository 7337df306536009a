import type { DocumentTable } from '../platform/exports/document-columns.js';
import type { ClientTable } from './client.dto.js';
import type { Client } from './client.js';

const NAME = { path: 'name', title: { ru: 'Клиент', en: 'Client' }, width: 36 } as const;

/** What other systems call their columns, which are imported as these. */
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
const PHONE = {
  also: ['Тел.', 'Моб. телефон', 'Мобильный', 'Phone number', 'Mobile', 'Tel.'],
  looks: /^\+?\d[\d\s().-]{8,}$/,
};
const EMAIL = { also: ['E-mail', 'Email', 'Почта', 'Электронная почта', 'Mail'], looks: /^[^@\s]+@[^@\s]+\.[^@\s]+$/ };
const NOTES = ['Примечание', 'Комментарий', 'Comment', 'Comments', 'Notes'];
const CODES = ['Внешний код', 'Код', 'External id', 'ID', 'Customer ID'];

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
      { path: 'phone', title: { ru: 'Телефон', en: 'Phone' }, ...PHONE },
      { path: 'email', title: { ru: 'Эл. почта', en: 'E-mail' }, ...EMAIL },
      { path: 'address', title: { ru: 'Адрес', en: 'Address' }, width: 40 },
      { path: 'note', title: { ru: 'Заметка', en: 'Note' }, also: NOTES, width: 48 },
      { path: 'balance', title: { ru: 'Остаток к оплате', en: 'Balance' } },
      { path: 'createdAt', title: { ru: 'Добавлен', en: 'Added' } },
      { path: 'externalId', title: { ru: 'Код в другой системе', en: 'Id in another system' }, also: CODES },
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
