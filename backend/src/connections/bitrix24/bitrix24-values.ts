import { dayIn, divideHalfUp, hoursInto, type CalendarDay, type Money } from '@verstak/domain';

/** The types of CRM items that are exchanged, by their numbers and short names in Bitrix24. */
export const DEAL = 2;
export const CONTACT = 3;
export const COMPANY = 4;

export type ClientType = typeof CONTACT | typeof COMPANY;

/** What a client is called by: `C_12` a contact, `CO_5` a company, as Bitrix24 itself tells them apart. */
export function clientId(type: ClientType, id: number | string): string {
  return `${type === COMPANY ? 'CO' : 'C'}_${id}`;
}

/** The type and the number of a client; `undefined` where it is called otherwise. */
export function clientRef(externalId: string | undefined): { type: ClientType; id: number } | undefined {
  const [, prefix, id] = /^(CO|C)_(\d{1,15})$/.exec(externalId ?? '') ?? [];
  return id ? { type: prefix === 'CO' ? COMPANY : CONTACT, id: Number(id) } : undefined;
}

/** The number of an item; `undefined` where it has none: Bitrix24 tells nothing as 0, `"0"`, an empty text or `null`. */
export function numberOf(value: unknown): number | undefined {
  const number = Number(value ?? 0);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** Minor units of an amount, told as a number or as `"1000.000000"`; half a unit and more is rounded up. */
export function minorUnits(amount: unknown, digits: number): Money | undefined {
  if (amount === null || amount === undefined || amount === '' || !Number.isFinite(Number(amount))) return undefined;
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)\.(\d+)$/.exec(Number(amount).toFixed(6)) ?? [];
  if (!whole) return undefined;
  const minor = divideHalfUp(BigInt(`${whole}${fraction}`) * 10n ** BigInt(digits), 10n ** 6n);
  return sign && minor > 0 ? -minor : minor;
}

/** An hour of a day in the workshop, its first unless told; a day comes with a time and a zone that mean nothing. */
export function dayOf(text: unknown, timeZone: string, hour = 0): Date | undefined {
  const day = /^\d{4}-\d\d-\d\d/.exec(typeof text === 'string' ? text : '')?.[0];
  return day ? hoursInto(day as CalendarDay, hour, timeZone) : undefined;
}

/** The day of an instant in the workshop, as Bitrix24 takes it; empty where there is none. */
export function dayText(instant: Date | null, timeZone: string): string {
  return instant ? dayIn(timeZone, instant) : '';
}

const TAGS =
  /\[\/?(?:b|i|u|s|p|list|table|tr|td|th|color|size|font|url|img|quote|code|left|right|center|user)(?:=[^\]]*)?\]/gi;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** A text without the marks that Bitrix24 formats with (BB codes, and HTML of older versions); `null` where it is empty. */
export function plainText(text: unknown): string | null {
  const plain = (typeof text === 'string' ? text : '')
    .replace(/\[\*\]/g, '• ')
    .replace(TAGS, '')
    .replace(/<br\s*\/?>|<\/p>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\r\n?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain || null;
}

/** A line of text; `null` where it is empty. */
export function lineOf(text: unknown): string | null {
  return (typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '') || null;
}

/** A phone or an e-mail of a contact or a company: it has any number of each. */
export interface Multifield {
  id: number | string;
  typeId: string;
  valueType?: string | null;
  value?: string | null;
}

type MultifieldType = 'PHONE' | 'EMAIL';

/** The one of them that counts: the first for work, else the first. */
export function multifield(
  all: readonly Multifield[] | undefined | null,
  type: MultifieldType,
): Multifield | undefined {
  const known = (all ?? []).filter(({ typeId, value }) => typeId === type && value);
  return known.find(({ valueType }) => valueType === 'WORK') ?? known[0];
}

/** What makes the one that counts another; the others stay as they are. `undefined` where nothing is to be done. */
export function multifieldEdit(
  all: readonly Multifield[] | undefined | null,
  type: MultifieldType,
  wished: string | null | undefined,
): Record<string, object> | undefined {
  const known = multifield(all, type);
  if (wished === undefined || (known?.value ?? null) === wished) return undefined;
  const edit = { typeId: type, valueType: known?.valueType ?? 'WORK', value: wished ?? '' };
  return { [known ? String(known.id) : type === 'PHONE' ? 'n0' : 'n1']: edit };
}

/** What they are once they were edited so. */
export function edited(all: readonly Multifield[] | undefined | null, edits: unknown): Multifield[] {
  const changes = (edits ?? {}) as Record<string, Partial<Multifield>>;
  const known = (all ?? []).map((one) => ({ ...one, ...changes[String(one.id)] }));
  const added = Object.entries(changes).filter(([key]) => key.startsWith('n'));
  return [...known, ...added.map(([id, change]) => ({ ...change, id }) as Multifield)];
}
