import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasKey, isWhole, KEY_PREFIX, newKey } from './key-text.js';

describe('the text of an API key', () => {
  it('is recognised, marked by one double click, and never the same twice', () => {
    const keys = Array.from({ length: 200 }, newKey);
    expect(new Set(keys).size).toBe(200);
    for (const key of keys) expect(key).toMatch(/^vk_[0-9A-Za-z]{49}$/);
    expect(keys.every(isWhole)).toBe(true);
  });

  it('is told from one with any one character wrong, missing or too many', () => {
    const key = newKey();
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom(...'0aZ9x_-'), (at, other) => {
        const wrong = key.slice(0, at) + other + key.slice(at + 1);
        expect(isWhole(wrong)).toBe(wrong === key);
        expect(isWhole(key.slice(0, at) + key.slice(at + 1))).toBe(false);
        expect(isWhole(key.slice(0, at) + other + key.slice(at))).toBe(false);
      }),
    );
    expect(['', KEY_PREFIX, `${key} `].some(isWhole)).toBe(false);
  });

  it('is found in an address', () => {
    expect(hasKey(`/api/v1/orders?key=${newKey()}`)).toBe(true);
    expect(hasKey(`/api/v1/orders/${newKey()}`)).toBe(true);
    expect(hasKey('/api/v1/orders?q=vk_1')).toBe(false);
  });
});
