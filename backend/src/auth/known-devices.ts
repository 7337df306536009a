import { Injectable } from '@nestjs/common';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import type { User } from '../users/user.js';

/** People of one device that are remembered, the latest first. */
const MOST_PEOPLE = 20;
const ID = /^[\w-]{22}$/;
const MARK = /^[\w-]{43}$/;

/** A browser as its cookie says: its name, and a mark for each of the people who have signed in there. */
export interface Device {
  readonly id: string;
  readonly marks: readonly string[];
}

/** The device of a cookie; a new one where that is none. */
export function deviceFrom(cookie: string | undefined): Device {
  const [id = '', ...marks] = cookie?.split('.') ?? [];
  if (!ID.test(id)) return { id: randomBytes(16).toString('base64url'), marks: [] };
  return { id, marks: marks.filter((mark) => MARK.test(mark)).slice(0, MOST_PEOPLE) };
}

/** The device as its cookie holds it. */
export function textOf({ id, marks }: Device): string {
  return [id, ...marks].join('.');
}

/**
 * Tells the devices in which somebody has signed in with the password that they have now. The mark of that is made with
 * the key of the tokens, so nothing is stored, and nobody marks a device but by signing in.
 */
@Injectable()
export class KnownDevices {
  constructor(private readonly config: Config) {}

  /** Whether this user has signed in there, with the present password. */
  isKnown({ id, marks }: Device, user: Stored<User>): boolean {
    const right = Buffer.from(this.mark(id, user));
    return marks.some((mark) => timingSafeEqual(Buffer.from(mark), right));
  }

  /** The device, known to be this user's too. */
  remember({ id, marks }: Device, user: Stored<User>): Device {
    const own = this.mark(id, user);
    return { id, marks: [own, ...marks.filter((mark) => mark !== own)].slice(0, MOST_PEOPLE) };
  }

  private mark(id: string, { _id, passwordHash }: Stored<User>): string {
    const known = `device ${id} of ${_id.toHexString()} by ${passwordHash}`;
    return createHmac('sha256', this.config.jwtKey).update(known).digest('base64url');
  }
}
