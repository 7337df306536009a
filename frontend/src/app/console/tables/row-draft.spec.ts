import { describe, expect, it } from '@jest/globals';
import type { TableField } from '@verstak/api';
import { bodyOf, changedNames, draftOf, isWhole, rebase, typedFields } from './row-draft';

const field = (name: string, kind: TableField['kind'], more: Partial<TableField> = {}): TableField => ({
  name,
  kind,
  isRequired: false,
  isSortable: false,
  ...more,
});

const FIELDS = [
  field('name', 'text'),
  field('price', 'money'),
  field('isShown', 'flag'),
  field('permissions', 'choices'),
  field('dueAt', 'instant'),
  field('password', 'secret'),
];
const ZONE = 'Europe/Moscow';
const STORED = {
  name: 'Кружка',
  price: 50_000,
  isShown: true,
  permissions: ['a:b'],
  dueAt: '2026-12-01T18:30:00.000Z',
};

describe('the form of a row', () => {
  it('sends of a changed row only what differs, and clears what was emptied', () => {
    const seen = draftOf(FIELDS, STORED, ZONE);
    const typed = { ...seen, texts: { ...seen.texts, name: ' ' }, figures: { price: null }, flags: { isShown: false } };
    expect(changedNames(seen, typed)).toEqual(['name', 'price', 'isShown']);
    expect(bodyOf(FIELDS, typed, ZONE, seen)).toEqual({ name: null, price: null, isShown: false });
    expect(bodyOf(FIELDS, seen, ZONE, seen)).toEqual({});
  });

  it('sends of a new row what is filled in; a day is the instant at which it begins in the workshop', () => {
    const typed = draftOf(FIELDS, {}, ZONE);
    const filled = {
      ...typed,
      texts: { ...typed.texts, name: ' Чашка ', dueAt: '2026-12-01', password: ' as it is ' },
    };
    expect(bodyOf(FIELDS, filled, ZONE)).toEqual({
      name: 'Чашка',
      isShown: false,
      permissions: [],
      dueAt: '2026-11-30T21:00:00.000Z',
      password: ' as it is ',
    });
  });

  it('keeps what was typed on top of what others changed, but where theirs was chosen', () => {
    const seen = draftOf(FIELDS, STORED, ZONE);
    const mine = { ...seen, texts: { ...seen.texts, name: 'Моё' }, figures: { price: 1 } };
    const fresh = draftOf(FIELDS, { ...STORED, name: 'Их', isShown: false }, ZONE);
    const merged = rebase(mine, seen, fresh, new Set(['name']));
    expect([merged.texts['name'], merged.figures['price'], merged.flags['isShown']]).toEqual(['Их', 1, false]);
  });

  it('has no lists, and is not enough where one is needed', () => {
    const items = field('items', 'list', { isRequired: true });
    expect(typedFields([...FIELDS, items])).toEqual(FIELDS);
    expect([isWhole(FIELDS), isWhole([...FIELDS, items])]).toEqual([true, false]);
  });
});
