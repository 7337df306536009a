import { Injectable } from '@nestjs/common';
import type { Person } from '../platform/access/caller.js';
import { isMeant, type Forgotten } from '../platform/access/principals.js';
import { Transactions } from '../platform/database/transactions.js';

/** Longest time that a lost message of another process may stay without effect. */
const KEPT_MS = 5_000;

/** Most people remembered at once. */
const MOST = 10_000;

/** By which token somebody is read: of which session, and of which generation of it. */
interface Shown {
  sessionId: string;
  userId: string;
  generation: number;
}

/** Somebody who is being read, whose rights may change meanwhile. */
interface Reading extends Shown {
  isOutdated: boolean;
}

/** People by session, remembered for a moment; of those whose session, user or role changes nothing stays remembered. */
@Injectable()
export class KnownPrincipals {
  private readonly bySession = new Map<string, { person: Person; generation: number; until: number }>();
  private readonly readings = new Set<Reading>();
  private readonly readers: ((forgotten: Forgotten) => void)[] = [];

  constructor(private readonly transactions: Transactions) {}

  /** Whoever is remembered, unless the token is of a newer generation: that it has arrived is to be noted first. */
  get(sessionId: string, generation: number): Person | undefined {
    const known = this.bySession.get(sessionId);
    return known && known.until > Date.now() && known.generation >= generation ? known.person : undefined;
  }

  /** Reads a person and remembers them, unless their rights changed meanwhile: then what was read may be out of date. */
  async read(shown: Shown, read: () => Promise<Person | undefined>): Promise<Person | undefined> {
    const reading: Reading = { ...shown, isOutdated: false };
    this.readings.add(reading);
    try {
      const person = await read();
      if (person && !reading.isOutdated) this.remember(person, shown.generation);
      return person;
    } finally {
      this.readings.delete(reading);
    }
  }

  /** Calls `reader` whenever people are forgotten. */
  follow(reader: (forgotten: Forgotten) => void): void {
    this.readers.push(reader);
  }

  /** Reads these anew at their next call, once what has changed is committed, and tells who follows. */
  forget(forgotten: Forgotten): void {
    this.transactions.whenCommitted(() => {
      for (const [sessionId, { person }] of this.bySession)
        if (isMeant(person, forgotten)) this.bySession.delete(sessionId);
      // Whose role is read, is not known yet.
      for (const reading of this.readings)
        if ('roleId' in forgotten || isMeant(reading, forgotten)) reading.isOutdated = true;
      for (const reader of this.readers) reader(forgotten);
    });
  }

  private remember(person: Person, generation: number): void {
    if (this.bySession.size >= MOST) this.bySession.clear();
    this.bySession.set(person.sessionId, { person, generation, until: Date.now() + KEPT_MS });
  }
}
