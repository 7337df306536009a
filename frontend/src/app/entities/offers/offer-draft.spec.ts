import { describe, expect, it } from '@jest/globals';
import type { OfferListItem } from '@verstak/api';
import { offerChangeOf, offerDraftOf, offerRowBack, offerRowChange, offerRowOf, offerRowRebase } from './offer-draft';

const offer: OfferListItem = {
  id: '1',
  number: 7,
  version: 3,
  name: 'Кружка',
  unit: 'шт',
  price: 12_500,
  inStock: 40,
  checkedAt: '2026-01-25T09:00:00.000Z',
  createdAt: '2026-01-25T09:00:00.000Z',
  updatedAt: '2026-01-25T09:00:00.000Z',
  isArchived: false,
};

describe('an offer that is edited in its row', () => {
  it('sends what differs, and nothing else; an empty cell clears', () => {
    expect(offerRowChange(offer, offerRowOf(offer))).toEqual({});
    expect(offerRowChange(offer, { ...offerRowOf(offer), price: 13_000, inStock: null })).toEqual({
      price: 13_000,
      inStock: null,
    });
  });

  it('is taken back by what it was', () => {
    expect(offerRowBack(offer, { price: 13_000, leadDays: 4 })).toEqual({ price: 12_500, leadDays: null });
  });

  it('keeps what was typed over what others have changed meanwhile', () => {
    const now = { ...offer, price: 11_000, inStock: 39 };
    expect(offerRowRebase(offer, { ...offerRowOf(offer), price: 13_000 }, now)).toMatchObject({
      price: 13_000,
      inStock: 39,
    });
  });
});

describe('the form of an offer', () => {
  it('begins a new one in the usual unit, and sends what was said', () => {
    const blank = offerDraftOf('шт');
    expect(offerChangeOf(blank, { ...blank, name: ' Глина ', unit: 'кг', price: 0 })).toEqual({
      name: 'Глина',
      unit: 'кг',
      price: 0,
    });
  });

  it('clears what was emptied, and leaves the rest alone', () => {
    const before = offerDraftOf('шт', { ...offer, article: 'KR-1', stockItemId: '2' });
    expect(offerChangeOf(before, { ...before, article: ' ', stockItemId: '', leadDays: 2 })).toEqual({
      article: null,
      stockItemId: null,
      leadDays: 2,
    });
  });
});
