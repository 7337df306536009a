import { describe, expect, it } from '@jest/globals';
import { clockText } from './part-clock';

describe('the clock of a part', () => {
  it('reads as minutes, and as hours from the first on', () => {
    expect([0, 65, 3_599, 3_600, 3_725].map(clockText)).toEqual(['0:00', '1:05', '59:59', '1:00:00', '1:02:05']);
  });
});
