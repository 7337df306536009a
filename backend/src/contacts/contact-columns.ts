import type { DocumentColumn } from '../platform/exports/document-columns.js';

type Column = DocumentColumn<object>;

/** How a company is reached, as columns of its own list, with what other systems call them. */
export const PHONE_COLUMN: Column = {
  path: 'phone',
  title: { ru: 'Телефон', en: 'Phone' },
  also: ['Тел.', 'Моб. телефон', 'Мобильный', 'Phone number', 'Mobile', 'Tel.'],
  looks: /^\+?\d[\d\s().-]{8,}$/,
};

export const EMAIL_COLUMN: Column = {
  path: 'email',
  title: { ru: 'Эл. почта', en: 'E-mail' },
  also: ['E-mail', 'Email', 'Почта', 'Электронная почта', 'Mail'],
  looks: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
};

export const ADDRESS_COLUMN: Column = { path: 'address', title: { ru: 'Адрес', en: 'Address' }, width: 40 };

export const NOTE_COLUMN: Column = {
  path: 'note',
  title: { ru: 'Заметка', en: 'Note' },
  also: ['Примечание', 'Комментарий', 'Comment', 'Comments', 'Notes'],
  width: 48,
};

/** The id in another system, whose headings name what it is of: `Customer ID`. */
export function externalIdColumn(...also: string[]): Column {
  return {
    path: 'externalId',
    title: { ru: 'Код в другой системе', en: 'Id in another system' },
    also: ['Внешний код', 'Код', 'External id', 'ID', ...also],
  };
}

/** A row for each person to talk to. */
export const CONTACT_COLUMNS: readonly Column[] = [
  { path: 'contacts.*.name', title: { ru: 'Имя', en: 'Name' } },
  { path: 'contacts.*.position', title: { ru: 'Должность', en: 'Position' } },
  { path: 'contacts.*.phone', title: { ru: 'Телефон', en: 'Phone' } },
  { path: 'contacts.*.email', title: { ru: 'Эл. почта', en: 'E-mail' } },
];
