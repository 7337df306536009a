import { describe, expect, it } from '@jest/globals';
import { changeOf, changedPaths, creationOf, draftNamed, draftOf, rebase } from './supplier-draft';

const contact = { id: 'a', name: 'Анна', position: '', phone: '', email: '' };

describe('a supplier that is made of what was typed', () => {
  it.each([
    [' Металл  сервис ', { name: 'Металл сервис' }],
    ['+7 912 345-67-89', { phone: '+7 912 345-67-89' }],
    ['zakaz@metall.example', { email: 'zakaz@metall.example' }],
  ])('%p fills the field it belongs to', (words, fields) => {
    expect(draftNamed(words)).toEqual(draftOf(fields));
  });
});

describe('what is sent of a supplier', () => {
  it('is nothing that was left empty, but days that are none', () => {
    expect(creationOf({ ...draftOf(), name: ' Абразив ', leadDays: 0 })).toEqual({ name: 'Абразив', leadDays: 0 });
  });

  it('is only what was changed; what was emptied is cleared', () => {
    const seen = { ...draftOf({ name: 'Абразив', leadDays: 7, website: 'a.example' }), contacts: [contact] };
    expect(changeOf(seen, { ...seen, leadDays: null, website: ' ' })).toEqual({ leadDays: null, website: null });
    expect(changedPaths(seen, { ...seen, leadDays: 0, contacts: [] })).toEqual(['leadDays', 'contacts.a']);
  });
});

describe('two people who change a supplier', () => {
  it('both keep what they changed, but where theirs was chosen', () => {
    const seen = draftOf({ name: 'Абразив', leadDays: 7 });
    const mine = { ...seen, leadDays: 3, note: 'моё' };
    const fresh = { ...seen, leadDays: 5, phone: '+7 900', contacts: [contact] };
    expect(rebase(mine, seen, fresh)).toEqual({ ...fresh, leadDays: 3, note: 'моё' });
    expect(rebase(mine, seen, fresh, new Set(['leadDays']))).toEqual({ ...fresh, note: 'моё' });
  });
});
