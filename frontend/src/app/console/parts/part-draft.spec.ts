import { describe, expect, it } from '@jest/globals';
import { PART } from '../../entities/parts/part.spec-data';
import { type PartDraft, changeOf, changedPaths, creationOf, draftOf, rebase } from './part-draft';

const ZONE = 'Europe/Moscow';
const SEEN = draftOf({ ...PART, designation: 'КР-1', dueAt: '2026-12-01T20:59:59.999Z', routeId: 'r' }, ZONE);
const typed = (fields: Partial<PartDraft>): PartDraft => ({ ...SEEN, ...fields });

describe('the draft of a part', () => {
  it('is sent without what was left empty, due at the end of its day', () => {
    const draft = { ...draftOf({ unit: 'шт' }, ZONE), title: ' Вал ', dueAt: '2026-12-01' };
    expect(creationOf(draft, ZONE, 'p')).toEqual({
      title: 'Вал',
      quantity: 1,
      unit: 'шт',
      dueAt: '2026-12-01T20:59:59.999Z',
      parentId: 'p',
    });
  });

  it('sends only what differs, and clears what was emptied', () => {
    expect(SEEN.dueAt).toBe('2026-12-01');
    expect(changeOf(SEEN, typed({ title: ' Кружка ' }), ZONE)).toEqual({});
    expect(changeOf(SEEN, typed({ designation: '', dueAt: '', quantity: 2.5, routeId: '' }), ZONE)).toEqual({
      designation: null,
      dueAt: null,
      quantity: 2.5,
      routeId: null,
    });
  });

  it('keeps what this person changed on top of what others did, but for what is left to them', () => {
    const fresh = typed({ title: 'Кружка белая', wishes: 'Срочно' });
    const mine = typed({ wishes: 'Не спешить', quantity: 5 });
    expect(changedPaths(SEEN, mine)).toEqual(['quantity', 'wishes']);
    expect(rebase(mine, SEEN, fresh)).toMatchObject({ title: 'Кружка белая', wishes: 'Не спешить', quantity: 5 });
    expect(rebase(mine, SEEN, fresh, new Set(['wishes']))).toMatchObject({ wishes: 'Срочно', quantity: 5 });
  });
});
