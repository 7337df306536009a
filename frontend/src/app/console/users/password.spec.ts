import { describe, expect, it } from '@jest/globals';
import { makePassword } from './password';

describe('a password that is made for somebody', () => {
  it('is long enough, has no letters that look alike, and is another one each time', () => {
    const made = Array.from({ length: 200 }, makePassword);
    for (const password of made)
      expect(password).toMatch(/^([a-km-np-zA-HJ-NP-Z2-9]{4}-){3}[a-km-np-zA-HJ-NP-Z2-9]{4}$/);
    expect(new Set(made).size).toBe(made.length);
    expect(made.join('')).not.toMatch(/[0O1lIo]/);
  });
});
