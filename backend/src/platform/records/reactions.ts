import { Injectable } from '@nestjs/common';
import type { JournalAction } from '@verstak/domain';
import type { Class } from '../fields/index.js';
import type { Consequence } from './consequence.js';
import type { Entity, Stored } from '../database/entity.js';
import { Transactions } from '../database/transactions.js';
import { runningUnit } from '../database/unit.js';
import type { Failure } from '../failure/failure.js';

/** A change of a document within its transaction: without `before` it is made, without `after` it goes. */
export interface DocumentChange<T> {
  readonly before?: Stored<T>;
  readonly after?: Stored<T>;
  readonly action: JournalAction;
  /** The request whose doings the change takes back. */
  readonly undoes?: string;
  /** It goes whatever would keep it. */
  readonly isForced?: boolean;
}

/** A rule that must be true in the transaction of a change: what follows from it elsewhere. */
export interface Reaction<T extends Entity, Known = unknown, C extends Consequence = Consequence> {
  /** The rule in a few words; no two reactions to one kind of document have the same. */
  readonly rule: string;
  /** What of other documents it depends on; `undefined` where the change does not concern it. */
  learn(change: DocumentChange<T>): Promise<Known | undefined> | Known | undefined;
  /** What follows, and nothing else: a pure function. Throws the refusal of a change that must not be. */
  consequences(change: DocumentChange<T>, known: Known): readonly C[];
  /** Makes that happen; gives the document as it then stands where it has changed by that. */
  bringAbout?(consequences: readonly C[], change: DocumentChange<T>): Promise<Stored<T> | undefined> | undefined;
}

/** What others refer to, and what is said where it is to be deleted all the same. */
export interface Keeping<T extends Entity> {
  readonly rule: string;
  /** How many refer to the one with this id, whoever asks. */
  count(id: string): Promise<number>;
  refusal(document: Stored<T>, count: number): Failure;
}

/** What a change will bring about, reaction by reaction. */
export interface Foreseen<T extends Entity> {
  readonly change: DocumentChange<T>;
  readonly parts: readonly { reaction: Reaction<T>; consequences: readonly Consequence[] }[];
}

/**
 * The rules of all capabilities, by the kind of document whose change they follow: they register themselves, so that
 * none depends on what follows from it. Every repository asks them in every change.
 */
@Injectable()
export class Reactions {
  private readonly byType = new Map<Class, Reaction<Entity>[]>();

  constructor(private readonly transactions: Transactions) {}

  /** Adds a reaction to changes of a class of document; throws where there is one of the same rule. */
  add<T extends Entity, Known, C extends Consequence>(type: Class<T>, reaction: Reaction<T, Known, C>): void {
    const known = this.byType.get(type) ?? [];
    if (known.some(({ rule }) => rule === reaction.rule)) throw new Error(`There are two reactions: ${reaction.rule}`);
    // What it learns and what follows from that goes to nobody but itself.
    this.byType.set(type, [...known, reaction as unknown as Reaction<Entity>]);
  }

  /** Refuses the deletion of a document of a class as long as others refer to it. */
  keep<T extends Entity>(type: Class<T>, { rule, count, refusal }: Keeping<T>): void {
    this.add<T, number, never>(type, {
      rule,
      learn: ({ before, after }) => (before && !after ? count(before._id.toHexString()) : undefined),
      consequences: ({ before }, found) => {
        if (before && found) throw refusal(before, found);
        return [];
      },
    });
  }

  /**
   * What would follow from the changes of some work, none of which is made: so a preview takes the very way of what it
   * previews, with its refusals.
   */
  async rehearse(work: () => Promise<unknown>): Promise<readonly Consequence[]> {
    const told: Consequence[] = [];
    await this.transactions.rehearse(work, told);
    return told;
  }

  /** What follows from a change that is about to be made. */
  async foresee<T extends Entity>(type: Class<T>, change: DocumentChange<T>): Promise<Foreseen<T>> {
    const parts = [];
    for (const reaction of (this.byType.get(type) ?? []) as unknown as Reaction<T>[]) {
      const known = await reaction.learn(change);
      const consequences = known === undefined ? [] : reaction.consequences(change, known);
      // Of what goes also that goes which nobody is told of.
      if (known !== undefined && (consequences.length || !change.after)) parts.push({ reaction, consequences });
    }
    return { change, parts };
  }

  /** Makes that happen; gives the document as it then stands. A rehearsal only takes note of it. */
  async bringAbout<T extends Entity>({ change, parts }: Foreseen<T>): Promise<Stored<T> | undefined> {
    const rehearsed = runningUnit()?.rehearsed;
    let { after } = change;
    for (const { reaction, consequences } of parts) {
      if (rehearsed) rehearsed.push(...consequences);
      else after = (await reaction.bringAbout?.(consequences, { ...change, after })) ?? after;
    }
    return after;
  }
}
