import type { Principal } from './caller.js';

/** Gives the caller behind a session of a user; implemented by the users capability. */
export abstract class Principals {
  /** The principal as roles and permissions stand now, or `undefined` where the session or the user has ended. */
  abstract find(userId: string, sessionId: string): Promise<Principal | undefined>;

  /** Calls `reader` whenever a session, user or role may have changed. */
  abstract follow(reader: () => void): void;
}
