import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Draft, draft, isKept } from './draft';

interface Typed {
  name: string;
  note: string;
}

const KEY = 'verstak.draft.test';
const STORED: Typed = { name: 'Кружка', note: '' };
const NAMES = ['name', 'note'] as const;

const changed = (base: Typed, mine: Typed): string[] => NAMES.filter((name) => base[name] !== mine[name]);
const merged = (mine: Typed, base: Typed, theirs: Typed, takeTheirs: ReadonlySet<string>): Typed => {
  const fields = NAMES.map((name) => [
    name,
    mine[name] === base[name] || takeTheirs.has(name) ? theirs[name] : mine[name],
  ]);
  return Object.fromEntries(fields);
};
const open = (version = 1, stored = STORED): Draft<Typed> => {
  const made = TestBed.runInInjectionContext(() => draft({ name: '', note: '' }, { key: () => KEY, changed, merged }));
  made.open(stored, version);
  TestBed.tick();
  return made;
};
const type = (into: Draft<Typed>, fields: Partial<Typed>): void => {
  into.mine.update((mine) => ({ ...mine, ...fields }));
  TestBed.tick();
};

describe('what is typed into a form', () => {
  beforeEach(() => sessionStorage.clear());

  it('is kept while it differs from what is stored, and asked about', () => {
    const made = open();
    type(made, { note: 'Срочно' });
    expect([made.hasUnsaved(), isKept(KEY)]).toEqual([true, true]);
    type(made, { note: '' });
    expect([made.hasUnsaved(), isKept(KEY)]).toEqual([false, false]);
  });

  it('is there again after a reload, on top of what others changed meanwhile, with the version it began with', () => {
    type(open(), { note: 'Срочно' });
    const again = open(5, { name: 'Ваза', note: '' });
    expect([again.mine(), again.isRestored(), again.version]).toEqual([{ name: 'Ваза', note: 'Срочно' }, true, 1]);
  });

  it('is not brought back into a form that asks for more since', () => {
    type(open(), { note: 'Срочно' });
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { mine: Partial<Typed> };
    delete kept.mine.name;
    sessionStorage.setItem(KEY, JSON.stringify(kept));
    const again = open();
    expect([again.mine(), again.isRestored()]).toEqual([STORED, false]);
  });

  it('is forgotten once it is saved or given up, whatever is typed after', () => {
    const made = open();
    type(made, { note: 'Срочно' });
    made.close();
    type(made, { note: 'Поздно' });
    expect([made.hasUnsaved(), isKept(KEY)]).toEqual([false, false]);
  });

  it('follows others where nothing collides, and then saves upon their version', () => {
    const made = open();
    type(made, { note: 'Срочно' });
    made.follow({ name: 'Ваза', note: '' }, 2);
    expect([made.mine(), made.version]).toEqual([{ name: 'Ваза', note: 'Срочно' }, 2]);
  });

  it('keeps its version where both changed one field, so that saving shows both values', () => {
    const made = open();
    type(made, { note: 'Срочно' });
    made.follow({ name: 'Кружка', note: 'Не спешить' }, 2);
    expect([made.mine().note, made.version]).toEqual(['Срочно', 1]);
    made.rebase({ name: 'Кружка', note: 'Не спешить' }, 2, new Set(['note']));
    expect([made.mine().note, made.version, made.hasUnsaved()]).toEqual(['Не спешить', 2, false]);
  });

  it('has nothing to type into until the stored thing is there', () => {
    const made = TestBed.runInInjectionContext(() => draft(STORED, { key: () => KEY, changed }));
    made.open(undefined);
    expect([made.isReady(), made.hasUnsaved()]).toEqual([false, false]);
  });
});
