import { applyDecorators, Body, type PipeTransform } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { MAX_MONEY } from '@verstak/domain';
import { plainToInstance, Transform } from 'class-transformer';
import { IsNumber, validate, type ValidationError } from 'class-validator';
import { refuseShapeless } from '../platform/http/body-shape.js';
import { Invalid } from '../platform/failure/failure.js';
import { fieldsOf, type Class } from '../platform/fields/index.js';

const read = (parse: (value: unknown) => unknown): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => parse(value));

/** Takes a number for a text, and an empty optional text for none. */
export function LooseText({ optional = false } = {}): PropertyDecorator {
  return applyDecorators(
    read((value) => (typeof value === 'number' ? String(value) : value)),
    read((value) => (optional && typeof value === 'string' && !value.trim() ? null : value)),
  );
}

/** Takes the text of a number for the number. */
export function LooseNumber(): PropertyDecorator {
  return read((value) =>
    typeof value === 'string' && /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(value) ? Number(value) : value,
  );
}

/** A decimal as Django REST framework takes it: `5`, `.5`, `5.`, `+5.0`, `1e3`. */
const DECIMAL = /^\s*([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?\s*$/i;

/** The number and the decimal places that a text or number is written with; `undefined` where it is no decimal. */
function decimalOf(value: unknown): { number: number; places: number } | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const [text, , , fraction = '', exponent = '0'] = DECIMAL.exec(String(value)) ?? [];
  return text === undefined ? undefined : { number: Number(text), places: fraction.length - Number(exponent) };
}

/** Takes the text of a decimal for the number. */
export function LooseDecimal(): PropertyDecorator {
  return read((value) => decimalOf(value)?.number ?? value);
}

/** A price as S2 sends it, for the API's description. */
export const DECIMAL_PRICE: ApiPropertyOptions = {
  oneOf: [
    { type: 'string', pattern: '^\\+?(\\d+\\.?\\d{0,2}|\\.\\d{1,2})$' },
    { type: 'number', minimum: 0, maximum: MAX_MONEY / 100, multipleOf: 0.01 },
  ],
};

/** Takes a decimal text or number with at most two places for an amount in minor units. */
export function DecimalPrice(): PropertyDecorator {
  return applyDecorators(
    read((value) => {
      const { number, places } = decimalOf(value) ?? { number: NaN, places: 0 };
      // Without the sign of a zero.
      const minor = Math.round(number * 100) + 0;
      return places <= 2 && Math.abs(minor) <= MAX_MONEY ? minor : shownAsText(value);
    }),
    IsNumber(),
  );
}

/** What is refused in words of texts: a price as it was sent. */
function shownAsText(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

/** The body of an S2 call. */
export const S2Body = (type: Class): ParameterDecorator => Body(new S2BodyPipe(type));

class S2BodyPipe implements PipeTransform<unknown, Promise<object>> {
  constructor(private readonly type: Class) {}

  transform(body: unknown): Promise<object> {
    const given = body ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) {
      throw Invalid([{ field: 'non_field_errors', rule: 'isObject', message: 'Invalid data. Expected a dictionary.' }]);
    }
    return readS2Fields(this.type, given);
  }
}

/** The fields of a class that were sent: unknown ones are ignored, broken ones refused by name. */
export async function readS2Fields<T extends object>(type: Class<T>, sent: object): Promise<T> {
  const known = fieldsOf(type).filter(({ name }) => Object.hasOwn(sent, name));
  const plain = Object.fromEntries(known.map(({ name }) => [name, (sent as Record<string, unknown>)[name]]));
  refuseShapeless(type, plain);
  const fields = plainToInstance(type, plain);
  const errors = await validate(fields, { forbidUnknownValues: true });
  if (!errors.length) return fields;
  throw Invalid(errors.map((error) => ({ field: error.property, rule: 'field', message: worded(error) })));
}

/** What was sent but not as it was read; nothing and an empty text are the same. */
export function differing<T extends object>(sent: T, read: object): T {
  const known = read as Record<string, unknown>;
  const entries = Object.entries(sent).filter(([name, value]) => (value ?? '') !== known[name]);
  return Object.fromEntries(entries) as T;
}

/** The digits of the highest price, in roubles and kopecks. */
const PRICE_DIGITS = String(MAX_MONEY - 1).length;

/** Why a price was refused. */
function wordedPrice(value: unknown): string {
  const decimal = decimalOf(value);
  if (!decimal) return WORDS['isNumber'] ?? '';
  return decimal.places > 2
    ? 'Ensure that there are no more than 2 decimal places.'
    : `Ensure that there are no more than ${PRICE_DIGITS} digits in total.`;
}

const WORDS: Record<string, string> = {
  isString: 'Not a valid string.',
  minLength: 'This field may not be blank.',
  isEmail: 'Enter a valid email address.',
  isNumber: 'A valid number is required.',
  isInt: 'A valid integer is required.',
};

/** What is wrong with a field, in the words of Django REST framework where it has them. */
function worded({ value, constraints = {} }: ValidationError): string {
  if (value === undefined) return 'This field is required.';
  if (value === null) return 'This field may not be null.';
  if ('isNumber' in constraints && 'isInt' in constraints) return wordedPrice(value);
  const rule = Object.keys(WORDS).find((name) => name in constraints);
  if (rule) return WORDS[rule] ?? '';
  const [name = '', message = ''] = Object.entries(constraints)[0] ?? [];
  const [limit = ''] = /-?\d+(\.\d+)?$/.exec(message) ?? /\d+/.exec(message) ?? [];
  switch (name) {
    case 'maxLength':
      return `Ensure this field has no more than ${limit} characters.`;
    case 'min':
      return `Ensure this value is greater than or equal to ${limit}.`;
    case 'max':
      return `Ensure this value is less than or equal to ${limit}.`;
    case 'isIn':
      return `"${String(value).slice(0, 100)}" is not a valid choice.`;
    default:
      return 'Enter a valid value.';
  }
}
