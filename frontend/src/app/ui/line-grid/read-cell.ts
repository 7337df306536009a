import type { ValidationError } from '@angular/forms/signals';
import { readMoney, readNumber } from '../fields/decimal';
import type { LineColumn } from './line-column';

/** What a pasted cell says; a figure that cannot be read has no value, a text that is too long has it all. */
export interface Reading {
  value?: string | number;
  /** What stood behind a figure. */
  unit?: string;
  fault?: ValidationError & { maxLength?: number };
}

const CURRENCY = /\p{Sc}|(?<!\p{L})(?:руб(?:лей|ля|ль)?|р|rub|rur|usd|eur|byn|kzt|тг)(?!\p{L})\.?/giu;
const WITH_UNIT = /^([-−\d\s\u00a0\u202f.,']+?)\s*(\p{L}[\p{L}./ ]*[23²³]?)$/u;
const MOST_LETTERS = 200;

/** Reads a pasted cell as its column's kind asks for; nothing where it is empty. */
export function readCell<T>(column: LineColumn<T>, text: string, digits: number): Reading {
  if (!text) return {};
  if (column.kind === 'number') return readQuantity(column, text);
  if (column.kind === 'text') return readText(column, column.isMultiline ? text : text.replace(/\s*[\r\n]+\s*/g, ' '));
  return figure(readMoney(exact(text.replace(CURRENCY, ''), digits), digits), 'money');
}

/** A text that fits its column, or is told to be too long for it. */
export function readText<T>({ limit = MOST_LETTERS }: Pick<LineColumn<T>, 'limit'>, text: string): Reading {
  return text.length > limit ? { value: text, fault: { kind: 'maxLength', maxLength: limit } } : { value: text };
}

function readQuantity<T>({ paste, places = 3 }: LineColumn<T>, text: string): Reading {
  const [, amount = text, unit = ''] = (paste?.unitTo ? WITH_UNIT.exec(text) : undefined) ?? [];
  const read = figure(readNumber(exact(amount.replace(/\s*%$/, ''), places), places), 'number');
  return unit && !read.fault ? { ...read, unit: unit.replace(/\.$/, '').trim() } : read;
}

function figure(value: number | null | undefined, kind: string): Reading {
  return value === undefined || value === null ? { fault: { kind } } : { value };
}

/** Zeros after the last decimal that there may be say nothing. */
function exact(text: string, places: number): string {
  return text.replace(new RegExp(`([.,]\\d{${places}})0+\\s*$`), '$1');
}
