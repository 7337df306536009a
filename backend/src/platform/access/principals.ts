import type { Person } from './caller.js';

/** Whose rights are others by now: those of one session, of one person or of one role. */
export type Forgotten = { sessionId: string } | { userId: string } | { roleId: string };

/** Whether it is of this session, user or role that something is forgotten. */
export function isMeant(one: { sessionId: string; userId: string; roleId?: string }, forgotten: Forgotten): boolean {
  if ('sessionId' in forgotten) return one.sessionId === forgotten.sessionId;
  return 'userId' in forgotten ? one.userId === forgotten.userId : one.roleId === forgotten.roleId;
}

/** Gives the person behind a session of a user; implemented by the users capability. */
export abstract class Principals {
  /** The person as roles and permissions stand now, or `undefined` where the session or the user has ended. */
  abstract find(userId: string, sessionId: string, generation?: number): Promise<Person | undefined>;

  /** The person without a session, for what goes on after it has ended, or `undefined` where the user has ended. */
  abstract active(userId: string): Promise<Person | undefined>;

  /** Calls `reader` whenever a session, user or role may have changed. */
  abstract follow(reader: (forgotten: Forgotten) => void): void;
}
