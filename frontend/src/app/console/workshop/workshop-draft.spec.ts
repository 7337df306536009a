import { describe, expect, it } from '@jest/globals';
import { changeOf, changedPaths, draftOf, rebase } from './workshop-draft';

const SEEN = draftOf({ name: 'Ёж', phone: '+7 900', email: 'a@example.org' });

describe('what is typed of the workshop', () => {
  it('is sent where it differs; an emptied field is cleared', () => {
    expect(changeOf(SEEN, { ...SEEN, phone: ' ', taxNumber: ' 7707083893 ' })).toEqual({
      phone: null,
      taxNumber: '7707083893',
    });
    expect(changedPaths(SEEN, { ...SEEN, name: 'Ёж ' })).toEqual([]);
  });

  it('stays beside what others changed, but for what was taken from them', () => {
    const mine = { ...SEEN, name: 'Мой', phone: '+7 901' };
    const theirs = { ...SEEN, name: 'Их', phone: '+7 902', email: 'b@example.org' };
    expect(rebase(mine, SEEN, theirs, new Set(['phone']))).toEqual({ ...theirs, name: 'Мой' });
  });
});
