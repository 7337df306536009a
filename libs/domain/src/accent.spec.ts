import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accentOf, contrast, ON_ACCENT } from './accent.js';

const GROUNDS = { light: ['#faf7f2', '#f2ede4', '#fffdf9'], dark: ['#17181b', '#24262a', '#1c1d21'] } as const;

const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`);

describe('the accent of a workshop', () => {
  it('is measured as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
  });

  it('stays as it was chosen where it can be read', () => {
    expect(accentOf('#8a1f4d').light).toBe('#8a1f4d');
    expect(accentOf('#86d0d6').dark).toBe('#86d0d6');
    expect(accentOf('#ffe680').light).not.toBe('#ffe680');
  });

  it('can be read by day and by night, whatever was chosen', () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        const accent = accentOf(chosen);
        for (const theme of ['light', 'dark'] as const)
          for (const ground of [...GROUNDS[theme], ON_ACCENT[theme]])
            expect(contrast(accent[theme], ground)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});
