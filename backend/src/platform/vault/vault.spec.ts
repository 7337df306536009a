import { describe, expect, it } from '@jest/globals';
import { Config } from '../config/config.module.js';
import { readEnvironment } from '../config/environment.js';
import { Vault } from './vault.js';

const vaultOf = (key?: string): Vault => new Vault(new Config(readEnvironment({}), 'a secret', '', '', key));

describe('the vault', () => {
  const vault = vaultOf('a key of the tests, long enough to be one');

  it('gives back what was sealed, in any language, and seals nothing twice to the same', () => {
    for (const text of ['', 'whsec_abc', 'Пароль 1С «Ёж» 🦔']) {
      const sealed = [vault.seal(text, 'one'), vault.seal(text, 'one')];
      expect(sealed.map((one) => vault.open(one, 'one'))).toEqual([text, text]);
      expect(new Set(sealed).size).toBe(2);
      if (text) expect(Buffer.from(sealed[0] ?? '', 'base64').toString()).not.toContain(text);
    }
  });

  it('opens nothing that was sealed for another place or with another key, or was changed since', () => {
    const sealed = vault.seal('secret', 'one');
    expect(() => vault.open(sealed, 'other')).toThrow(/sealed for other does not open/);
    expect(() => vaultOf('another key of the tests, also long').open(sealed, 'one')).toThrow(/does not open/);
    const bytes = Buffer.from(sealed, 'base64');
    for (const at of [0, 12, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => vault.open(changed.toString('base64'), 'one')).toThrow(/does not open/);
    }
    expect(() => vault.open('', 'one')).toThrow(/does not open/);
  });

  it('seals nothing without a key', () => {
    expect(() => vaultOf().seal('secret', 'one')).toThrow(/no key/);
  });
});
