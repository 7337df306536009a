import { describe, expect, it } from '@jest/globals';
import { Entity, type Stored } from '../database/entity.js';
import type { Transactions } from '../database/transactions.js';
import { Reactions, type Reaction } from './reactions.js';

class Shelf extends Entity {
  room!: number;
}

/** Nothing is rehearsed here. */
const NONE = {} as Transactions;

const shelf = (room: number): Stored<Shelf> => ({ room, version: 1 }) as Stored<Shelf>;

/** Notes what it is asked for; is concerned by shelves with room alone. */
function reaction(rule: string, told: string[]): Reaction<Shelf, number> {
  return {
    rule,
    learn: ({ after }) => (after?.room ? after.room : undefined),
    consequences: (_change, room) => [{ kind: 'part.made', quantity: room }],
    bringAbout: (consequences, { after }) => {
      told.push(`${rule}: ${consequences.length} for ${after?.room}`);
      return Promise.resolve(shelf((after?.room ?? 0) + 1));
    },
  };
}

describe('reactions to a change', () => {
  it('are foreseen before any of them is brought about, and each gets the document as the one before left it', async () => {
    const told: string[] = [];
    const reactions = new Reactions(NONE);
    reactions.add(Shelf, reaction('first', told));
    reactions.add(Shelf, reaction('second', told));
    const foreseen = await reactions.foresee(Shelf, { after: shelf(3), action: 'created' });
    expect(foreseen.parts.flatMap(({ consequences }) => consequences)).toHaveLength(2);
    expect(told).toEqual([]);
    expect(await reactions.bringAbout(foreseen)).toMatchObject({ room: 5 });
    expect(told).toEqual(['first: 1 for 3', 'second: 1 for 4']);
  });

  it('that are not concerned do nothing', async () => {
    const told: string[] = [];
    const reactions = new Reactions(NONE);
    reactions.add(Shelf, reaction('first', told));
    const foreseen = await reactions.foresee(Shelf, { before: shelf(3), action: 'deleted' });
    expect(await reactions.bringAbout(foreseen)).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('to a deletion are brought about also where nothing of it is told', async () => {
    const told: string[] = [];
    const reactions = new Reactions(NONE);
    const quiet = { ...reaction('quiet', told), consequences: () => [] };
    reactions.add(Shelf, { ...quiet, learn: () => 0 });
    await reactions.bringAbout(await reactions.foresee(Shelf, { after: shelf(3), action: 'changed' }));
    expect(told).toEqual([]);
    await reactions.bringAbout(await reactions.foresee(Shelf, { before: shelf(3), action: 'deleted' }));
    expect(told).toEqual(['quiet: 0 for undefined']);
  });

  it('are refused where there is one of the same rule: none replaces another unseen', () => {
    const reactions = new Reactions(NONE);
    reactions.add(Shelf, reaction('first', []));
    expect(() => reactions.add(Shelf, reaction('first', []))).toThrow('two reactions: first');
  });
});
