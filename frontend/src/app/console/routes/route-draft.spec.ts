import { describe, expect, it } from '@jest/globals';
import type { Route } from '@verstak/api';
import { BLANK_STAGE, type RouteDraft, changeOf, changedPaths, creationOf, draftOf, rebase } from './route-draft';

const ROUTE = {
  name: 'Полка',
  stages: [
    { id: 'a', name: 'Распил', workCentre: 'Пила', setUpMinutes: 10, minutesPerUnit: 1, masterIds: ['m'] },
    { id: 'b', name: 'Шлифовка', setUpMinutes: 0, minutesPerUnit: 2, masterIds: [] },
  ],
} as unknown as Route;

const typed = (fields: Partial<RouteDraft>): RouteDraft => ({ ...draftOf(ROUTE), ...fields });

describe('the draft of a route', () => {
  it('is sent without what was left empty', () => {
    const stages = [{ ...BLANK_STAGE, name: ' Лак ', minutesPerUnit: null }];
    expect(creationOf({ name: ' Рама ', note: ' ', stages })).toEqual({
      name: 'Рама',
      stages: [{ name: 'Лак', setUpMinutes: 0, minutesPerUnit: 0, masterIds: [] }],
    });
  });

  it('sends only what differs, and of the stages all, in their order', () => {
    const [first, second] = draftOf(ROUTE).stages;
    expect(changeOf(typed({}), typed({}))).toEqual({});
    expect(changeOf(typed({ note: 'Дуб' }), typed({}))).toEqual({ note: null });
    const moved = typed({ stages: [second!, first!] });
    expect(changedPaths(typed({}), moved)).toEqual(['stages']);
    expect(changeOf(typed({}), moved).stages?.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('keeps what this person changed on top of what others did, but for what is left to them', () => {
    const fresh = typed({ name: 'Полка узкая', note: 'Сосна' });
    const mine = typed({ note: 'Дуб' });
    expect(rebase(mine, typed({}), fresh)).toMatchObject({ name: 'Полка узкая', note: 'Дуб' });
    expect(rebase(mine, typed({}), fresh, new Set(['note']))).toMatchObject({ note: 'Сосна' });
  });
});
