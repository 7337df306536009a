import { Injectable } from '@nestjs/common';
import type { Person } from './caller.js';
import type { AccessToken } from './access-token.js';
import { Principals } from './principals.js';

const MOST = 10_000;

/**
 * Access tokens whose signature was checked, until they expire: a screen sends the same one for ten minutes.
 * Only the signature is remembered; session and permissions are asked for at every call.
 */
@Injectable()
export class VerifiedTokens {
  private readonly claims = new Map<string, AccessToken>();

  constructor(private readonly principals: Principals) {}

  /** Remembers what a verified token says. */
  add(token: string, claims: AccessToken): void {
    if (this.claims.size >= MOST) this.claims.clear();
    this.claims.set(token, claims);
  }

  /** The principal of an `Authorization` header whose token is remembered. */
  async find(header: string | undefined): Promise<Person | undefined> {
    const token = header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : undefined;
    const claims = token ? this.claims.get(token) : undefined;
    if (!token || !claims) return undefined;
    if (claims.exp * 1_000 > Date.now()) return this.principals.find(claims.sub, claims.sid);
    this.claims.delete(token);
    return undefined;
  }
}
