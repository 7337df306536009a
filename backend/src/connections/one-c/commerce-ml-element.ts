import { divideHalfUp, parseMoney } from '@verstak/domain';

/** Letters of one text that are kept. */
const MOST_LETTERS = 64 * 1024;

/** One element of a file with all that it holds. */
export class XmlElement {
  readonly children: XmlElement[] = [];
  /** It had more letters than are kept. */
  isCut = false;
  private written = '';

  constructor(
    readonly name: string,
    readonly attributes: Readonly<Record<string, string>>,
  ) {}

  write(text: string): void {
    const kept = text.slice(0, MOST_LETTERS - this.written.length);
    if (kept.length < text.length) this.isCut = true;
    this.written += kept;
  }

  /** Its own text, trimmed. */
  get text(): string {
    return this.written.trim();
  }

  /** The first child of this name; several names lead further down. */
  child(...names: readonly string[]): XmlElement | undefined {
    return names.reduce<XmlElement | undefined>(
      (found, name) => found?.children.find((child) => child.name === name),
      this,
    );
  }

  /** All children of the last name, below the first ones of the names before it. */
  all(...names: readonly string[]): XmlElement[] {
    const parent = this.child(...names.slice(0, -1));
    return parent?.children.filter((child) => child.name === names.at(-1)) ?? [];
  }

  /** The text below names; empty where it is empty, `undefined` where there is no such element. */
  textOf(...names: readonly string[]): string | undefined {
    return this.child(...names)?.text;
  }

  /** Whether a text in it was longer than what is kept. */
  get isTooLong(): boolean {
    return this.isCut || this.children.some((child) => child.isTooLong);
  }
}

const MOST_DIGITS = 9;

/** A decimal as 1C writes it (`1 234,50`), as a whole number of its last digit, rounded half up; `undefined` where it is none. */
export function decimalOf(text: string, digits: number): number | undefined {
  const plain = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/([.,]\d*?)0+$/, '$1')
    .replace(/[.,]$/, '');
  const places = /[.,](\d+)$/.exec(plain)?.[1]?.length ?? 0;
  if (places <= digits) return parseMoney(plain, digits);
  const exact = places <= MOST_DIGITS ? parseMoney(plain, places) : undefined;
  return exact === undefined ? undefined : divideHalfUp(BigInt(exact), 10n ** BigInt(places - digits));
}

const QUANTITY_DIGITS = 3;

/** A quantity, to thousandths. */
export function quantityOf(text: string): number | undefined {
  const thousandths = decimalOf(text, QUANTITY_DIGITS);
  return thousandths === undefined ? undefined : thousandths / 1_000;
}

/** How 1C calls currencies besides by their codes of letters. */
const CURRENCIES: Readonly<Record<string, string>> = {
  РУБ: 'RUB',
  RUR: 'RUB',
  '643': 'RUB',
  '810': 'RUB',
  '933': 'BYN',
  БЕЛРУБ: 'BYN',
  '398': 'KZT',
  ТЕНГЕ: 'KZT',
  '840': 'USD',
  '978': 'EUR',
  ЕВРО: 'EUR',
};

/** The ISO 4217 code of a currency as 1C calls it. */
export function currencyOf(text: string): string {
  const name = text.trim().replace(/[.\s]/g, '').toUpperCase();
  return CURRENCIES[name] ?? name;
}

/** `true` as XML and as people write it in 1C. */
export function isTrue(text: string | undefined): boolean {
  return /^(true|1|да|истина)$/i.test(text ?? '');
}
