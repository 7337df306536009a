import { describe, expect, it } from '@jest/globals';
import { changeOf, creationOf, draftOf, rebase } from './stock-draft';

describe('what is sent of a stock item', () => {
  it('is nothing that was left empty, but figures that are none', () => {
    expect(creationOf({ ...draftOf({}, 'шт'), name: ' Глина ', reorderPoint: 0 })).toEqual({
      name: 'Глина',
      unit: 'шт',
      reorderPoint: 0,
    });
  });

  it('is only what was changed; what was emptied is cleared', () => {
    const seen = draftOf({ name: 'Глина', unit: 'кг', cost: 100, location: 'Шкаф' });
    expect(changeOf(seen, { ...seen, cost: null, location: ' ', name: 'Глина ' })).toEqual({
      cost: null,
      location: null,
    });
  });

  it('keeps what both changed, but where theirs was chosen', () => {
    const seen = draftOf({ name: 'Глина', unit: 'кг' });
    const [mine, fresh] = [
      { ...seen, location: 'Шкаф', note: 'моё' },
      { ...seen, location: 'Полка', cost: 5 },
    ];
    expect(rebase(mine, seen, fresh)).toEqual({ ...fresh, location: 'Шкаф', note: 'моё' });
    expect(rebase(mine, seen, fresh, new Set(['location']))).toEqual({ ...fresh, note: 'моё' });
  });
});
