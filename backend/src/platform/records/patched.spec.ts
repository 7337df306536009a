import { describe, expect, it } from '@jest/globals';
import { patched } from './patched.js';

const BEFORE = { name: 'Ёж', welcome: { ru: 'Здравствуйте', en: 'Welcome' }, pages: { offer: { ru: 'Оферта' } } };

describe('a change of nested documents', () => {
  it('leaves the parts that it does not name', () => {
    expect(patched(BEFORE, { welcome: { ru: 'Привет' }, pages: { privacy: { en: 'Privacy' } } })).toEqual({
      welcome: { ru: 'Привет', en: 'Welcome' },
      pages: { offer: { ru: 'Оферта' }, privacy: { en: 'Privacy' } },
    });
  });

  it('takes away what it sets to null, and what has no parts left', () => {
    expect(patched(BEFORE, { name: null, welcome: { en: null } })).toEqual({
      name: null,
      welcome: { ru: 'Здравствуйте' },
    });
    expect(patched(BEFORE, { welcome: { ru: null, en: null }, pages: { offer: { ru: null } } })).toEqual({
      welcome: null,
      pages: null,
    });
    expect(patched({}, { welcome: {}, accent: undefined })).toEqual({ welcome: null });
  });

  it('takes lists, instants and nothing else whole', () => {
    const at = new Date(0);
    expect(patched({ list: [{ id: 'a' }], at: new Date(1) }, { list: [], at })).toEqual({ list: [], at });
  });
});
