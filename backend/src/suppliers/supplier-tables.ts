import {
  ADDRESS_COLUMN,
  CONTACT_COLUMNS,
  EMAIL_COLUMN,
  externalIdColumn,
  NOTE_COLUMN,
  PHONE_COLUMN,
} from '../contacts/contact-columns.js';
import type { DocumentTable } from '../platform/exports/document-columns.js';
import type { SupplierTable } from './supplier.dto.js';
import type { Supplier } from './supplier.js';

const NAME = { path: 'name', title: { ru: 'Поставщик', en: 'Supplier' }, width: 36 } as const;

/** What other systems call their columns, which are imported as these. */
const NAMES = [
  'Название',
  'Наименование',
  'Контрагент',
  'Организация',
  'Компания',
  'Фирма',
  'Company',
  'Vendor',
  'Name',
];
const LEADS = ['Срок', 'Срок поставки', 'Lead time', 'Lead days', 'Delivery time'];
const SITES = ['Веб-сайт', 'Адрес сайта', 'Site', 'Web site', 'Home page', 'URL'];

/** A sheet of suppliers, and one with a row for each contact of each supplier. */
export const SUPPLIER_SHEETS: Record<SupplierTable, DocumentTable<Supplier>> = {
  suppliers: {
    title: { ru: 'Поставщики', en: 'Suppliers' },
    columns: [
      { path: 'number', title: { ru: '№', en: 'No.' }, also: ['Номер', 'Номер поставщика', 'Supplier no.'] },
      { ...NAME, also: NAMES },
      PHONE_COLUMN,
      EMAIL_COLUMN,
      { path: 'website', title: { ru: 'Сайт', en: 'Website' }, also: SITES, width: 30 },
      ADDRESS_COLUMN,
      { path: 'leadDays', title: { ru: 'Срок поставки, дней', en: 'Lead time, days' }, also: LEADS },
      NOTE_COLUMN,
      { path: 'createdAt', title: { ru: 'Добавлен', en: 'Added' } },
      externalIdColumn('Supplier ID', 'Vendor ID'),
    ],
  },
  contacts: {
    title: { ru: 'Контакты', en: 'Contacts' },
    list: 'contacts',
    columns: [{ path: 'number', title: { ru: 'Поставщик №', en: 'Supplier no.' } }, NAME, ...CONTACT_COLUMNS],
  },
};
