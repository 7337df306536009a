import { phoneTokens } from '@verstak/domain';
import {
  AsYouType,
  getCountries,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
} from 'libphonenumber-js/min';

/** Three digits at least, and what people put between and after them; empty for none. */
export const PHONE =
  /^$|^(?=(?:\D*\d){3})[+(]{0,2}\s?\d[\d\s()./-]*(?:(?:[,;]\s?)?(?:[Дд]об|[Вв]н|[Ee]xt|[xXхХ#])[А-Яа-яA-Za-z]*[.:]?\s?\d{1,7})?$/;

/** Words before an extension that the library does not know. */
const EXTENSION = /(?:вн|внутр)[а-я]*[.:]?\s*(?=\d)/i;

/** A number as it is kept: no characters that cannot be seen, one kind of space and of hyphen. */
export function plainPhone(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The number as it is dialled from anywhere, `+79123456789;ext=12`, or `undefined` where it is no whole number. */
export function canonicalPhone(text: string, country: string): string | undefined {
  const number = parsePhoneNumberFromString(plainPhone(text).replace(EXTENSION, 'ext. '), {
    defaultCountry: country as CountryCode, // of the library's own list: `Config.country`
    extract: false,
  });
  return number?.isPossible() ? number.getURI().replace(/^tel:/, '') : undefined;
}

/** The tokens by which a number is found: its digits with the country's code where it is whole, else as they stand. */
export function phoneTokensOf(text: string, country: string): string[] {
  const [number = ''] = (canonicalPhone(text, country) ?? text).split(';');
  return phoneTokens(number.replace(/\D/g, ''));
}

/** The digits with which a number begins whose beginning was typed: `8 913` in Russia is that of `7913…`. */
export function dialledDigits(text: string, country: string): string {
  const typing = new AsYouType(country as CountryCode); // as above
  typing.input(text);
  return (typing.getNumberValue() ?? '').replace(/\D/g, '');
}

/** The country whose numbers need no code in a workshop: that of its currency, where it is of one, or of its time zone. */
export function countryOf({ currency, timeZone }: { currency: string; timeZone: string }): string {
  const ofCurrency = currency.slice(0, 2);
  if (isSupportedCountry(ofCurrency)) return ofCurrency;
  return getCountries().find((country) => isIn(country, timeZone)) ?? 'RU';
}

function isIn(country: string, timeZone: string): boolean {
  // Newer than TypeScript's library.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones?(): string[] | undefined };
  return locale.getTimeZones?.()?.includes(timeZone) ?? false;
}
