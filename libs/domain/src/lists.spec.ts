import { describe, expect, it } from '@jest/globals';
import { inOrder } from './lists.js';

describe('things in an order', () => {
  it('stand as the ids tell, and behind them as they came; ids of nothing count for nothing', () => {
    const things = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
    expect(inOrder(things, ['d', 'x', 'b']).map(({ id }) => id)).toEqual(['d', 'b', 'a', 'c']);
    expect(inOrder(things, [])).toEqual(things);
  });
});
