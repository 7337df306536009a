import type { Product } from '@verstak/api';
import {
  BLANK_MATERIAL,
  BLANK_OPTION,
  BLANK_QUESTION,
  changeOf,
  changedPaths,
  creationOf,
  draftOf,
  rebase,
} from './product-draft';

const CHOICE = { id: 'c', name: '330 мл', price: 0, minutesPerUnit: 0 };
const PRODUCT = {
  id: 'p',
  version: 3,
  number: 1,
  name: 'Кружка',
  unit: 'шт',
  price: 100_000,
  categoryId: 'mugs',
  isShown: true,
  isArchived: false,
  options: [{ id: 'o', name: 'Объём', isRequired: true, choices: [CHOICE] }],
  questions: [{ id: 'q', name: 'Надпись', kind: 'text', maxLength: 20 }],
} as unknown as Product;

describe('a product as it is typed', () => {
  it('is sent without what is empty', () => {
    const draft = { ...draftOf(undefined, 'шт'), name: ' Торт ', price: 250_000, options: [BLANK_OPTION] };
    expect(creationOf(draft)).toEqual({
      name: 'Торт',
      unit: 'шт',
      price: 250_000,
      options: [{ name: '', choices: [{ name: '', price: 0, minutesPerUnit: 0 }] }],
      questions: [],
    });
  });

  it('is sent with only what differs, and null for what was emptied', () => {
    const seen = draftOf(PRODUCT);
    expect(changedPaths(seen, draftOf(PRODUCT))).toEqual([]);
    expect(changeOf(seen, { ...seen, categoryId: '', isShown: false, price: 120_000 })).toEqual({
      categoryId: null,
      isShown: false,
      price: 120_000,
    });
    const questions = [...seen.questions, { ...BLANK_QUESTION, name: 'Дата', kind: 'day' as const, maxLength: 5 }];
    expect(changeOf(seen, { ...seen, questions })).toEqual({
      questions: [
        { id: 'q', name: 'Надпись', kind: 'text', maxLength: 20 },
        { name: 'Дата', kind: 'day' },
      ],
    });
  });

  it('is sent with all of what goes into it, or with null where nothing does any more', () => {
    const material = { id: 'm', stockItemId: 's', name: 'Глина', unit: 'кг', quantity: 0.35 };
    const seen = draftOf({ ...PRODUCT, materials: [material] });
    expect(changeOf(seen, draftOf({ ...PRODUCT, materials: [material] }))).toEqual({});
    const another = { ...BLANK_MATERIAL, stockItemId: 'g', quantity: 0.02, choiceId: 'c' };
    expect(changeOf(seen, { ...seen, materials: [...seen.materials, another] })).toEqual({
      materials: [
        { id: 'm', stockItemId: 's', quantity: 0.35 },
        { stockItemId: 'g', quantity: 0.02, choiceId: 'c' },
      ],
    });
    expect(changeOf(seen, { ...seen, materials: [] })).toEqual({ materials: null });
  });

  it('keeps what others changed beside it', () => {
    const seen = draftOf(PRODUCT);
    const mine = { ...seen, price: 120_000, name: 'Кружка белая' };
    const theirs = { ...seen, unit: 'пара', name: 'Кружка синяя' };
    expect(rebase(mine, seen, theirs)).toMatchObject({ price: 120_000, unit: 'пара', name: 'Кружка белая' });
    expect(rebase(mine, seen, theirs, new Set(['name']))).toMatchObject({ price: 120_000, name: 'Кружка синяя' });
  });
});
