import { accountOf, letterheadOf } from '../../workshop/letterhead.js';
import { writtenCalendarDay } from '../../workshop/writing.js';
import type { Workshop } from '../../workshop/workshop.dto.js';
import { picture, text, type Tag } from './tag.js';

/** Pixels of 1/96 inch: 4 cm. */
const LOGO_SIDE = 150;

const detail = (field: keyof Workshop & string, ru: string, en: string): Tag<object> =>
  text(`workshop.${field}`, [ru, en], (_source, { workshop }) => workshop[field] as string | undefined);

/** What every template can say: who makes the document, for which workshop and when. */
export const WORKSHOP_TAGS: readonly Tag<object>[] = [
  detail('name', 'Название мастерской', 'Name of the workshop'),
  detail('legalName', 'Юридическое название', 'Registered name'),
  detail('taxNumber', 'ИНН', 'Tax number'),
  detail('taxReasonCode', 'КПП', 'Tax reason code'),
  detail('registrationNumber', 'ОГРН или ОГРНИП', 'Registration number'),
  detail('address', 'Адрес мастерской', 'Address of the workshop'),
  detail('phone', 'Телефон мастерской', 'Phone of the workshop'),
  detail('email', 'Эл. почта мастерской', 'E-mail of the workshop'),
  detail('website', 'Сайт мастерской', 'Website of the workshop'),
  detail('bankName', 'Банк', 'Bank'),
  detail('bankCode', 'БИК', 'Bank code'),
  detail('bankAccount', 'Расчётный счёт', 'Bank account'),
  detail('correspondentAccount', 'Корреспондентский счёт', 'Correspondent account'),
  text(
    'workshop.details',
    ['Реквизиты и контакты, в несколько строк', 'Details and contacts, in several lines'],
    (_source, making) => letterheadOf(making.workshop, making.lang).lines?.join('\n'),
  ),
  text(
    'workshop.account',
    ['Счёт для оплаты, одной строкой', 'Account to pay to, in one line'],
    (_source, { workshop, lang }) => accountOf(workshop, lang),
  ),
  picture('workshop.logo', ['Логотип', 'Logo'], (_source, { logo, workshop }) =>
    logo ? { ...logo, side: LOGO_SIDE, alt: workshop.name } : undefined,
  ),
  text('today', ['Сегодняшний день', 'Today'], (_source, making) => writtenCalendarDay(making.today, making)),
  text('author', ['Кто делает документ', 'Who makes the document'], (_source, { authorName }) => authorName),
];
