import { resolve, type Schema } from './routes.js';

type Schemas = Record<string, Schema>;

/** Values that a field of this schema does not take. */
export function wrongValues(schema: Schema, schemas: Schemas): unknown[] {
  const { type, enum: choices, maximum, minimum, pattern, maxLength, format } = resolve(schema, schemas);
  const kinds = [type].flat();
  const wrong: unknown[] = [{ $gt: '' }, { $ne: null }, [[]], [null], [{ $where: 'sleep(1000)' }]];
  if (!kinds.includes('boolean')) wrong.push(true);
  if (!kinds.includes('string') && !choices) wrong.push('text', '', '1', '{"$gt":""}');
  if (!kinds.includes('number') && !kinds.includes('integer')) wrong.push(7, -1, 1e300);
  if (kinds.includes('integer')) wrong.push(1.5, 1e-7, -0.5);
  if (kinds.includes('number')) wrong.push(0.000_1, 1e-7);
  if (maximum !== undefined) wrong.push(maximum + 1, maximum * 2, 1e300);
  if (minimum !== undefined) wrong.push(minimum - 1, -1e300);
  if (choices) wrong.push('no such word', '__proto__', 'constructor', '');
  if (pattern?.includes('{24}'))
    wrong.push('abc', '0'.repeat(23), 'z'.repeat(24), `${'0'.repeat(24)}0`, '../../etc/passwd', "' or 1=1");
  if (format === 'date-time')
    wrong.push(
      'yesterday',
      '2026-02-31',
      '2026-02-30T10:00:00Z',
      '2025-02-29T10:00:00+03:00',
      '2026-13-01T00:00:00Z',
      '2026-01-01',
      '9999-01-01T00:00:00Z',
      '+275760-09-13T00:00:00Z',
    );
  if (kinds.includes('string') && maxLength)
    wrong.push('x'.repeat(maxLength + 1), 'with\u0000nul', 'bell\u0007', 'half\ud83d', 'a\ud800@b.co', 'no\uffff');
  return wrong;
}

/** The example with one field set: `path` leads through the first members of lists. */
export function withField(example: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(example)) return [withField(example[0], [name, ...rest], value)];
  const fields = example as Record<string, unknown>;
  return { ...fields, [name]: rest.length ? withField(fields[name], rest, value) : value };
}

/** A field of a body, by the names that lead to it. */
export interface BodyField {
  path: string[];
  schema: Schema;
  isRequired: boolean;
}

/** Every field of a body, those inside lists too. */
export function fieldsOf(schema: Schema, schemas: Schemas, prefix: string[] = []): BodyField[] {
  return Object.entries(resolve(schema, schemas).properties ?? {}).flatMap(([name, field]) => {
    const inner = resolve(field, schemas);
    const path = [...prefix, name];
    const isRequired = resolve(schema, schemas).required?.includes(name) ?? false;
    return [{ path, schema: inner, isRequired }, ...(inner.items?.$ref ? fieldsOf(inner.items, schemas, path) : [])];
  });
}

/** Names that no body has a field of. */
export const UNKNOWN_NAMES = [
  'nobodyKnows',
  '$where',
  'constructor',
  'toString',
  'passwordHash',
  '_id',
  'version2',
  '',
] as const;

/** Texts that are no JSON, or no JSON object. */
export const NO_OBJECTS = [
  '',
  '{',
  '[',
  'null,',
  '{"a":1',
  "{'a':1}",
  '\u0000',
  'undefined',
  'NaN',
  '{"a":1}{"b":2}',
  '[]',
  '"text"',
  '7',
  'true',
  '[{}]',
] as const;

/** Bytes that begin and end as JSON, with a text in between that is no UTF-8. */
export function notUtf8(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...Buffer.from(`{"${name}":"`), 0xc3, 0x28, 0xff, ...Buffer.from('"}')]);
}
