import { describe, expect, it } from '@jest/globals';
import { SUBJECTS } from '@verstak/domain';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import words from './words/ru.json' with { type: 'json' };

interface Schema {
  $ref?: string;
  'x-read-by'?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
}

const document = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../../libs/api-client/openapi.json'), 'utf8'),
) as { components: { schemas: Record<string, Schema> } };
const { schemas } = document.components;

/** The names of the fields of a schema that not everybody reads, those inside of it too. */
function guardedIn({ properties = {} }: Schema, seen: readonly string[] = []): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    if (field['x-read-by']) return [name];
    const inner = (field.$ref ?? field.items?.$ref ?? field.allOf?.[0]?.$ref)?.split('/').at(-1) ?? '';
    return schemas[inner] && !seen.includes(inner) ? guardedIn(schemas[inner], [...seen, inner]) : [];
  });
}

/** What serves the search alone, and is shown nowhere. */
const UNSEEN = ['dialled'];

describe('what a role would see', () => {
  it('has words for every kind of document, and for every field that not everybody reads', () => {
    const { kinds, fields } = words.sight;
    expect(SUBJECTS.filter((kind) => !(kind in kinds))).toEqual([]);
    const guarded = SUBJECTS.flatMap((kind) => guardedIn(schemas[kind] ?? {}).map((field) => ({ kind, field })));
    const told = fields as Record<string, Record<string, string>>;
    expect(guarded.length).toBeGreaterThan(20);
    expect(guarded.filter(({ kind, field }) => !told[kind]?.[field] && !UNSEEN.includes(field))).toEqual([]);
  });
});
