import { describe, expect, it } from '@jest/globals';
import { changeOf, changedPaths, draftOf, rebase } from './workshop-draft';

const SEEN = draftOf({ name: 'Ёж', phone: '+7 900', email: 'a@example.org', welcome: { ru: 'Здравствуйте' } });

describe('what is typed of the workshop', () => {
  it('is sent where it differs; an emptied field is cleared', () => {
    expect(changeOf(SEEN, { ...SEEN, phone: ' ', taxNumber: ' 7707083893 ' })).toEqual({
      phone: null,
      taxNumber: '7707083893',
    });
    const pages = { ...SEEN.pages, offer: { ru: '', en: 'Terms' } };
    const typed = { ...SEEN, welcome: { ru: '', en: '' }, pages };
    expect(changeOf(SEEN, typed)).toEqual({ welcome: { ru: null }, pages: { offer: { en: 'Terms' } } });
    expect(changedPaths(SEEN, { ...SEEN, name: 'Ёж ' })).toEqual([]);
  });

  it('stays beside what others changed, but for what was taken from them', () => {
    const mine = { ...SEEN, name: 'Мой', phone: '+7 901', welcome: { ru: 'Моё', en: 'Mine' } };
    const theirs = { ...SEEN, name: 'Их', phone: '+7 902', email: 'b@example.org', welcome: { ru: 'Их', en: '' } };
    expect(rebase(mine, SEEN, theirs, new Set(['phone', 'welcome.ru']))).toEqual({
      ...theirs,
      name: 'Мой',
      welcome: { ru: 'Их', en: 'Mine' },
    });
    expect(rebase(mine, SEEN, theirs, new Set(['welcome'])).welcome).toEqual(theirs.welcome);
  });
});
