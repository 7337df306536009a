import { describe, expect, it } from '@jest/globals';
import { offerNews } from './offer-news';
import type { ShownItem } from './request-items';

const ITEM: ShownItem = {
  id: '1',
  name: 'Кружка',
  unit: 'шт',
  quantity: 10,
  received: 4,
  state: 'accepted',
  stockItemId: 'cup',
  price: 12_500,
};
const OFFER = { stockItemId: 'cup', unit: 'шт', checkedAt: '2026-11-25T09:00:00.000Z' };

describe('news of what was asked for', () => {
  it('is that the supplier has less than is still to come, or wants another price', () => {
    expect(offerNews(ITEM, [{ ...OFFER, inStock: 5, price: 12_500 }])).toMatchObject({ inStock: 5 });
    expect(offerNews(ITEM, [{ ...OFFER, inStock: 0, price: 14_000 }])).toMatchObject({ inStock: 0, price: 14_000 });
    expect(offerNews(ITEM, [{ ...OFFER, inStock: 6, price: 14_000 }])).not.toHaveProperty('inStock');
  });

  it('is none where all is as it was, nobody knows, or nothing is to come any more', () => {
    expect(offerNews(ITEM, [{ ...OFFER, inStock: 6, price: 12_500 }])).toBeUndefined();
    expect(offerNews(ITEM, [OFFER])).toBeUndefined();
    expect(offerNews(ITEM, [{ ...OFFER, stockItemId: 'saucer', inStock: 0 }])).toBeUndefined();
    expect(offerNews({ ...ITEM, state: 'declined', answer: 'declined' }, [{ ...OFFER, inStock: 0 }])).toBeUndefined();
    expect(offerNews({ ...ITEM, state: 'sent' }, [{ ...OFFER, inStock: 0 }])).toBeUndefined();
    expect(offerNews({ ...ITEM, received: 10 }, [{ ...OFFER, inStock: 0 }])).toBeUndefined();
  });

  it('is of the offer with the same article, and compares no pieces with boxes', () => {
    const offers = [
      { ...OFFER, article: 'A', inStock: 0 },
      { ...OFFER, article: 'B', inStock: 9 },
    ];
    expect(offerNews({ ...ITEM, article: 'B' }, offers)).toBeUndefined();
    expect(offerNews({ ...ITEM, article: 'C' }, offers)).toMatchObject({ inStock: 0 });
    expect(offerNews(ITEM, [{ ...OFFER, unit: 'коробка', inStock: 1 }])).toBeUndefined();
  });
});
