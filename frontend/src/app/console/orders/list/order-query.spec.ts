import { queryOf } from './order-query';

/** A Wednesday. */
const TODAY = '2026-11-25';

describe('the order list and its address', () => {
  it('asks for whole days of the workshop, the last included', () => {
    const filters = { dueFrom: ['2026-11-25'], dueTo: ['2026-11-25'] };
    expect(queryOf({ q: '', filters }, 'Europe/Moscow', TODAY)).toEqual({
      dueFrom: '2026-11-24T21:00:00.000Z',
      dueTo: '2026-11-25T21:00:00.000Z',
    });
  });

  it('asks for several clients and masters, and for sums in minor units', () => {
    const filters = { clientId: ['a', 'b'], masterId: ['m'], totalFrom: ['100'], totalTo: ['much'] };
    expect(queryOf({ q: '', filters }, 'UTC', TODAY)).toEqual({
      clientId: ['a', 'b'],
      masterId: ['m'],
      totalFrom: 100,
    });
  });

  it('asks for margins in per cent, less than nothing too', () => {
    const filters = { marginFrom: ['-12.5'], marginTo: ['much'] };
    expect(queryOf({ q: '', filters }, 'UTC', TODAY)).toEqual({ marginFrom: -12.5 });
  });

  it('asks for what orders refer to, or for those that lack it', () => {
    const filters = { managerId: ['a'], productId: ['none'], categoryId: ['b', 'c'], masterId: ['m', 'none'] };
    expect(queryOf({ q: '', filters }, 'UTC', TODAY)).toEqual({
      managerId: ['a'],
      productMissing: true,
      categoryId: ['b', 'c'],
      masterMissing: true,
    });
  });

  it('passes on words, statuses it knows, and flags that are on', () => {
    const filters = { status: ['ready', 'nonsense'], due: ['late'], isMine: ['maybe'] };
    expect(queryOf({ q: 'ромашка', filters }, 'UTC', TODAY)).toEqual({ q: 'ромашка', status: ['ready'], isLate: true });
  });

  it.each([
    ['today', { dueFrom: '2026-11-25T00:00:00.000Z', dueTo: '2026-11-26T00:00:00.000Z' }],
    ['week', { dueFrom: '2026-11-25T00:00:00.000Z', dueTo: '2026-11-30T00:00:00.000Z' }],
    ['late', { isLate: true }],
    ['none', { dueMissing: true }],
    ['someday', {}],
  ])('asks for what is due %s', (due, asked) => {
    expect(queryOf({ q: '', filters: { due: [due] } }, 'UTC', TODAY)).toEqual(asked);
  });

  it('asks for how orders stand with their payments, and for what is owed', () => {
    const filters = { payment: ['none', 'part', 'nonsense'], owedFrom: ['100'] };
    expect(queryOf({ q: '', filters }, 'UTC', TODAY)).toEqual({ payment: ['none', 'part'], owedFrom: 100 });
  });
});
