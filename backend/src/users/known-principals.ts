import { Injectable } from '@nestjs/common';
import type { Principal } from '../platform/access/caller.js';
import { Transactions } from '../platform/database/transactions.js';

/** Longest time that another process may not know of a change. */
const KEPT_MS = 5_000;

/** Most callers remembered at once. */
const MOST = 10_000;

/** Callers by session, remembered for a moment, and forgotten at once when any user, role or session changes. */
@Injectable()
export class KnownPrincipals {
  private readonly bySession = new Map<string, { principal: Principal; until: number }>();
  private readonly readers: (() => void)[] = [];
  private changes = 0;

  constructor(private readonly transactions: Transactions) {}

  get(sessionId: string): Principal | undefined {
    const known = this.bySession.get(sessionId);
    return known && known.until > Date.now() ? known.principal : undefined;
  }

  /** Reads a caller and remembers it, unless something changed while it was read: then it may be out of date. */
  async read(sessionId: string, read: () => Promise<Principal | undefined>): Promise<Principal | undefined> {
    const changes = this.changes;
    const principal = await read();
    if (principal && changes === this.changes) {
      if (this.bySession.size >= MOST) this.bySession.clear();
      this.bySession.set(sessionId, { principal, until: Date.now() + KEPT_MS });
    }
    return principal;
  }

  /** Calls `reader` whenever callers are forgotten. */
  follow(reader: () => void): void {
    this.readers.push(reader);
  }

  /** Reads everybody anew at their next call, once what has changed is committed, and tells who follows. */
  forget(): void {
    this.transactions.whenCommitted(() => {
      this.changes += 1;
      this.bySession.clear();
      for (const reader of this.readers) reader();
    });
  }
}
