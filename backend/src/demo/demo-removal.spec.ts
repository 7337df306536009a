import { describe, expect, it } from '@jest/globals';
import { partingOf, type Referring } from './demo-removal.js';

const document = (id: string, refers: string[] = [], more: Partial<Referring> = {}): Referring => ({
  kind: 'Thing',
  id,
  refers,
  ...more,
});

const DEMO = [
  document('client'),
  document('manager', [], { kind: 'User' }),
  document('order', ['client', 'manager']),
  document('part', ['order'], { owner: 'order' }),
  document('stretch', ['part'], { owner: 'part' }),
  document('other'),
];

const goingOf = (own: Referring[]): string[] => partingOf(DEMO, own).going.map(({ id }) => id);

describe('what of a demo goes', () => {
  it('is all of it where nothing of one’s own refers to it', () => {
    expect(goingOf([document('own', ['elsewhere'])])).toEqual(DEMO.map(({ id }) => id));
  });

  it('is nothing that an own document refers to, nor what that refers to, nor what belongs to these', () => {
    const { going, staying } = partingOf(DEMO, [document('own', ['order'])]);
    expect(going.map(({ id }) => id)).toEqual(['manager', 'other']);
    expect([...staying]).toEqual([
      ['order', 'own'],
      ['client', 'own'],
      ['part', 'own'],
      ['stretch', 'own'],
    ]);
  });

  it('is what refers to what stays, and somebody whom no own document names', () => {
    expect(goingOf([document('own', ['client'])])).toEqual(['manager', 'order', 'part', 'stretch', 'other']);
    expect(goingOf([document('own', ['manager'])])).toEqual(['client', 'order', 'part', 'stretch', 'other']);
  });
});
