import fc from 'fast-check';
import { amendment, changedPaths, creation, placedAmong, rebased } from './order-amendment';
import { collide } from '../../../ui/forms/draft';
import { NO_WORK } from './maker';
import { type LineDraft, type OrderDraft, blankLine } from './order-draft';

const ZONE = 'Europe/Moscow';

function line(fields: Partial<LineDraft> = {}): LineDraft {
  return { ...blankLine('шт'), id: 'a', title: 'Кружка', quantity: 2, unitPrice: 150_000, ...fields };
}

function draft(fields: Partial<OrderDraft> = {}): OrderDraft {
  return { clientId: 'c1', dueAt: '2026-11-25', note: '', deliveryAddress: '', paid: 0, items: [line()], ...fields };
}

const text = fc.constantFrom('', 'Кружка', 'Торт', ' Торт ');
const anyLine = (id: fc.Arbitrary<string>): fc.Arbitrary<LineDraft> =>
  fc.record({
    id,
    title: fc.constantFrom('Кружка', 'Торт'),
    product: text,
    productId: fc.constantFrom('', 'p1', 'p2'),
    choiceIds: fc.constantFrom([], ['c1'], ['c1', 'c2']),
    answers: fc.constantFrom([], [{ questionId: 'q1', value: 'Анне' }]),
    wishes: text,
    quantity: fc.constantFrom(1, 2, 2.5),
    unit: fc.constantFrom('шт', 'кг'),
    unitPrice: fc.constantFrom(null, 0, 150_000),
    discountPercent: fc.constantFrom(null, 5),
    unitCost: fc.constantFrom(null, 500),
    masterId: fc.constantFrom('', 'm1', 'm2', NO_WORK),
  });
const anyDraft: fc.Arbitrary<OrderDraft> = fc.record({
  clientId: fc.constantFrom('c1', 'c2'),
  dueAt: fc.constantFrom('', '2026-11-25', '2026-12-01'),
  note: text,
  deliveryAddress: text,
  paid: fc.constantFrom(null, 0, 500),
  items: fc.uniqueArray(anyLine(fc.constantFrom('a', 'b', 'c')), { selector: ({ id }) => id }),
});

const isAmended = (base: OrderDraft, mine: OrderDraft): boolean => changedPaths(base, mine).length > 0;

describe('what is sent of an amended order', () => {
  it('is nothing of a new order that nobody has touched, whose line has no id yet', () => {
    const untouched = draft({ items: [blankLine('шт')] });
    expect(isAmended(untouched, draft({ items: [blankLine('шт')] }))).toBe(false);
    expect(isAmended(untouched, draft({ items: [{ ...blankLine('шт'), title: 'Торт' }] }))).toBe(true);
  });

  it('is nothing of a copied order that nobody has touched, whose lines have no ids yet', () => {
    const copied = [line({ id: '' }), line({ id: '', title: 'Торт' })];
    const start = draft({ items: copied });
    expect(isAmended(start, draft({ items: [...copied, blankLine('шт')] }))).toBe(false);
    expect(isAmended(start, draft({ items: [line({ id: '', quantity: 5 }), line({ id: '', title: 'Торт' })] }))).toBe(
      true,
    );
    expect(isAmended(start, draft({ items: copied.slice(0, 1) }))).toBe(true);
    expect(isAmended(start, draft({ items: [...copied, line({ id: '', title: 'Свечи' })] }))).toBe(true);
  });

  it('holds only the fields that differ', () => {
    const base = draft();
    const mine = draft({ note: 'Позвонить', items: [line({ quantity: 3 })] });
    expect(amendment(base, mine, ZONE)).toEqual({ note: 'Позвонить', items: [{ id: 'a', quantity: 3 }] });
  });

  it('clears emptied fields with null and emptied sums with zero', () => {
    const base = draft({ paid: 500, note: 'Позвонить', items: [line({ masterId: 'm1', wishes: 'Синяя' })] });
    const mine = draft({ paid: null, dueAt: '', items: [line({ unitPrice: null })] });
    expect(amendment(base, mine, ZONE)).toEqual({
      dueAt: null,
      note: null,
      paid: 0,
      items: [{ id: 'a', unitPrice: 0, masterId: null, wishes: null }],
    });
  });

  it('says of a line either who makes it or that nothing is made', () => {
    const sent = (before: string, after: string): unknown =>
      amendment(draft({ items: [line({ masterId: before })] }), draft({ items: [line({ masterId: after })] }), ZONE)
        .items?.[0];
    expect(sent('', NO_WORK)).toEqual({ id: 'a', needsNoWork: true });
    expect(sent('m1', NO_WORK)).toEqual({ id: 'a', needsNoWork: true });
    expect(sent(NO_WORK, 'm1')).toEqual({ id: 'a', masterId: 'm1' });
    expect(sent(NO_WORK, '')).toEqual({ id: 'a', needsNoWork: false });
    const added = creation(draft({ items: [line({ id: '', masterId: NO_WORK })] }), 'draft', ZONE);
    expect(added.items[0]).toMatchObject({ needsNoWork: true });
    expect(added.items[0]).not.toHaveProperty('masterId');
    const [without, made] = [
      draft({ items: [line({ masterId: NO_WORK })] }),
      draft({ items: [line({ masterId: 'm1' })] }),
    ];
    expect(changedPaths(draft(), without)).toEqual(changedPaths(draft(), made));
  });

  it('names removed lines and adds new ones without the blank last one', () => {
    const mine = draft({ items: [line({ id: '', title: ' Торт ', unitPrice: 100 }), blankLine('шт')] });
    expect(amendment(draft(), mine, ZONE).items).toEqual([
      { id: 'a', isRemoved: true },
      { title: 'Торт', quantity: 2, unit: 'шт', unitPrice: 100 },
    ]);
  });

  it('puts the due date at the end of its day in the workshop', () => {
    expect(creation(draft(), 'draft', ZONE).dueAt).toBe('2026-11-25T20:59:59.999Z');
  });

  it('is nothing where nothing but spaces was typed', () => {
    expect(isAmended(draft(), draft({ note: '  ', paid: null }))).toBe(false);
  });
});

describe('two people at one order', () => {
  it('keeps what each changed in different fields', () => {
    const mine = draft({ items: [line({ quantity: 5 })] });
    const theirs = draft({ note: 'Срочно', items: [line({ unitPrice: 99 })] });
    expect(rebased(mine, draft(), theirs)).toEqual(
      draft({ note: 'Срочно', items: [line({ quantity: 5, unitPrice: 99 })] }),
    );
  });

  it('keeps mine in the same field unless theirs was chosen', () => {
    const [mine, theirs] = [draft({ note: 'Моё' }), draft({ note: 'Их' })];
    expect(rebased(mine, draft(), theirs).note).toBe('Моё');
    expect(rebased(mine, draft(), theirs, new Set(['note'])).note).toBe('Их');
  });

  it('brings an edited line back as a new one where they removed it, and lets an untouched one go', () => {
    const theirs = draft({ items: [] });
    expect(rebased(draft({ items: [line({ quantity: 7 })] }), draft(), theirs).items).toEqual([
      line({ id: '', quantity: 7 }),
    ]);
    expect(rebased(draft(), draft(), theirs).items).toEqual([]);
  });

  it('keeps a line removed that I removed, unless their change of it was chosen', () => {
    const theirs = draft({ items: [line({ quantity: 9 })] });
    expect(rebased(draft({ items: [] }), draft(), theirs).items).toEqual([]);
    expect(rebased(draft({ items: [] }), draft(), theirs, new Set(['items.a'])).items).toEqual([line({ quantity: 9 })]);
  });

  it('takes all of theirs where I touched nothing, whatever they did', () => {
    fc.assert(fc.property(anyDraft, anyDraft, (base, theirs) => expect(rebased(base, base, theirs)).toEqual(theirs)));
  });

  it('loses none of my fields where they touched nothing', () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, (base, mine) => {
        const added = mine.items.map((item) =>
          base.items.some(({ id }) => id === item.id) ? item : { ...item, id: '' },
        );
        const own = { ...mine, items: added };
        const after = rebased(own, base, base);
        expect(changedPaths(base, after).sort()).toEqual(changedPaths(base, own).sort());
      }),
    );
  });

  it('collides over one field or over a line that one of them removed, not over neighbours', () => {
    expect(collide(['items.a.quantity'], ['items.a.quantity'])).toBe(true);
    expect(collide(['items.a'], ['items.a.quantity'])).toBe(true);
    expect(collide(['items.a.quantity', 'note'], ['items.a.unitPrice', 'items.b', 'dueAt'])).toBe(false);
  });
});

describe('the place of a fault', () => {
  const blank = blankLine('шт');
  const added = line({ id: '' });

  it('is that of the line in the form, though blank and untouched lines are not sent', () => {
    const lines = [blank, line({ id: 'a' }), line({ id: 'b' }), blank, added, line({ id: '', title: 'Торт' })];
    const placed = placedAmong(lines, [{ id: 'b', quantity: 0 }, { title: added.title }, { title: 'Торт' }]);
    expect(['items.0.quantity', 'items.1.title', 'items.2.title'].map(placed)).toEqual([
      'items.2.quantity',
      'items.4.title',
      'items.5.title',
    ]);
  });

  it('stays as it is where nothing of the form answers to it', () => {
    const placed = placedAmong([added], [{ title: added.title }]);
    expect(['note', 'items', 'items.7.title'].map(placed)).toEqual(['note', 'items', 'items.7.title']);
    expect(placedAmong([added], [{ id: 'gone', isRemoved: true }])('items.0.id')).toBe('items.-1.id');
  });
});
