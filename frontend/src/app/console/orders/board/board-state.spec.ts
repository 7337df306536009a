import type { OrderListItem } from '@verstak/api';
import { type Board, emptyBoard, moved, placeOf, replaced } from './board-state';

function order(id: string, status: OrderListItem['status'] = 'draft', version = 1): OrderListItem {
  return {
    id,
    status,
    version,
    number: 1,
    clientId: 'c',
    clientName: 'Ромашка',
    items: [],
    partsDone: 0,
    partsTotal: 0,
    plannedSeconds: 0,
    earnedSeconds: 0,
    orderedAt: '',
    createdAt: '',
    updatedAt: '',
  };
}

function board(): Board {
  const drafts = [order('a'), order('b'), order('c')];
  return { ...emptyBoard(), draft: { cards: drafts, total: 60, limit: 50 } };
}

describe('the board', () => {
  it('moves a card into the place where it was dropped, and counts both columns', () => {
    const after = moved(board(), order('b'), 'confirmed');
    expect(after.draft.cards.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(after.draft.total).toBe(59);
    expect(after.confirmed).toMatchObject({ total: 1, cards: [{ id: 'b', status: 'confirmed' }] });
  });

  it('is as before where a refused card comes back', () => {
    const before = board();
    const back = moved(moved(before, order('b'), 'ready'), order('b'), 'draft', placeOf(before, 'b')?.index);
    expect(back).toEqual(before);
  });

  it('drops the card of a cancelled order', () => {
    expect(placeOf(moved(board(), order('b'), 'cancelled'), 'b')).toBeUndefined();
  });

  it('renews a card in its place, and moves it where its status changed', () => {
    expect(replaced(board(), order('b', 'draft', 2)).draft.cards[1]?.version).toBe(2);
    expect(placeOf(replaced(board(), order('b', 'ready', 2)), 'b')).toEqual({ status: 'ready', index: 0 });
  });
});
