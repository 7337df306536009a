import { describe, expect, it } from '@jest/globals';
import { expandPlurals } from './plurals';

const RU = '{count, plural, =0 {нет заказов} one {# заказ} few {# заказа} many {# заказов} other {# заказа}}';

describe('plurals', () => {
  it.each([
    [0, 'нет заказов'],
    [1, '1 заказ'],
    [2, '2 заказа'],
    [5, '5 заказов'],
    [11, '11 заказов'],
    [21, '21 заказ'],
    [1.5, '1,5 заказа'],
  ])('of %d follow CLDR in Russian', (count, text) => {
    expect(expandPlurals(RU, { count }, 'ru')).toBe(text);
  });

  it('keep the text around them and other parameters', () => {
    const text = expandPlurals('{{name}}: {n, plural, one {# day of {{name}}} other {# days}}!', { n: 1 }, 'en');
    expect(text).toBe('{{name}}: 1 day of {{name}}!');
  });

  it('are left as they are without a number', () => {
    expect(expandPlurals(RU, {}, 'ru')).toBe(RU);
  });
});
