import { describe, expect, it } from '@jest/globals';
import { textIn } from './local-text.js';

describe('a text in two languages', () => {
  it('is the one of the language, else of the other, and says which', () => {
    expect(textIn({ ru: 'Да', en: 'Yes' }, 'en')).toEqual({ text: 'Yes', language: 'en' });
    expect(textIn({ ru: 'Да', en: '' }, 'en')).toEqual({ text: 'Да', language: 'ru' });
    expect(textIn({}, 'ru')).toBeUndefined();
    expect(textIn(undefined, 'ru')).toBeUndefined();
  });
});
