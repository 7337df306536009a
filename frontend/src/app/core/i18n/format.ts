import type { Language } from './languages';

/** What formatting depends on: the language of the screen, the workshop's currency (ISO 4217) and zone (IANA). */
export interface Locale {
  language: Language;
  currency: string;
  /** Decimal places that minor units are of. */
  currencyDigits: number;
  timeZone: string;
}

const TAGS: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };
const DAY = 86_400_000;

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(TAGS[language], options)));
  return format;
}

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale.language + locale.timeZone + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(TAGS[locale.language], { timeZone: locale.timeZone, ...options });
    dateFormats.set(key, format);
  }
  return format;
}

/** A sum of minor units, `48 300,00 ₽`; `short` leaves out decimals that say nothing: no sum is ever rounded. */
export function formatMoney(minor: number, locale: Locale, short = false): string {
  const fractionDigits = short && minor % 10 ** locale.currencyDigits === 0 ? 0 : locale.currencyDigits;
  return numberFormat(locale.language, {
    style: 'currency',
    currency: locale.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(minor / 10 ** locale.currencyDigits);
}

/** What is added to a sum, with its sign: `+600,00 ₽`, `−20,00 ₽`; empty for nothing. */
export function formatAddition(minor: number, locale: Locale, short = false): string {
  return minor ? `${minor > 0 ? '+' : '−'}${formatMoney(Math.abs(minor), locale, short)}` : '';
}

/** A number as the language writes it, with at most `places` decimals. */
export function formatNumber(value: number, locale: Pick<Locale, 'language'>, places = 3): string {
  return numberFormat(locale.language, { maximumFractionDigits: places }).format(value);
}

/** A share of one as per cent, `62 %`. */
export function formatPercent(share: number, locale: Pick<Locale, 'language'>, places = 0): string {
  return numberFormat(locale.language, { style: 'percent', maximumFractionDigits: places }).format(share);
}

/** The calendar day of an instant in the workshop's zone, `YYYY-MM-DD`. */
export function dayOf(instant: Date, timeZone: string): string {
  return dateFormat(
    { language: 'en', currency: '', currencyDigits: 2, timeZone },
    { year: 'numeric', month: '2-digit', day: '2-digit' },
  )
    .format(instant)
    .split('/')
    .reverse()
    .join('-');
}

/** Whole calendar days from `now` to the instant in the workshop's zone; negative in the past. */
export function daysUntil(instant: Date, now: Date, timeZone: string): number {
  return (Date.parse(dayOf(instant, timeZone)) - Date.parse(dayOf(now, timeZone))) / DAY;
}

/** A day, `25 нояб.`, with the year where it is not this one. */
export function formatDay(instant: Date, locale: Locale, now = new Date()): string {
  const sameYear = dayOf(instant, locale.timeZone).slice(0, 4) === dayOf(now, locale.timeZone).slice(0, 4);
  const text = dateFormat(locale, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
  return text.format(instant).replace(/\s?г\.$/, '');
}

/** The time of day, `14:05`. */
export function formatTime(instant: Date, locale: Locale): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(instant);
}

/** Day and time, `25 нояб., 14:05`. */
export function formatMoment(instant: Date, locale: Locale, now = new Date()): string {
  return `${formatDay(instant, locale, now)}, ${formatTime(instant, locale)}`;
}

/** Relative within a week (`завтра`, `2 дня назад`), else the day. */
export function formatRelativeDay(instant: Date, locale: Locale, now = new Date()): string {
  const days = daysUntil(instant, now, locale.timeZone);
  if (Math.abs(days) > 7) return formatDay(instant, locale, now);
  return new Intl.RelativeTimeFormat(TAGS[locale.language], { numeric: 'auto' }).format(days, 'day');
}

/** How long ago, from seconds to days; beyond a week the day itself. */
export function formatAgo(instant: Date, locale: Locale, now = new Date()): string {
  const relative = new Intl.RelativeTimeFormat(TAGS[locale.language], { numeric: 'auto', style: 'short' });
  const minutes = Math.round((instant.getTime() - now.getTime()) / 60_000);
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  if (Math.abs(minutes) < 24 * 60) return relative.format(Math.trunc(minutes / 60), 'hour');
  return formatRelativeDay(instant, locale, now);
}
