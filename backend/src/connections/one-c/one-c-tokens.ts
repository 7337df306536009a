import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Stored } from '../../platform/database/entity.js';
import { randomBytes } from 'node:crypto';
import type { Connection } from '../connection.js';

/** The longest exchange. */
const KEPT_SECONDS = 12 * 60 * 60;
/** Letters of the password's hash by which a token ends with the password. */
const MARK = 16;

/** What a token of an exchange says. */
export interface OneCToken {
  use: 'one-c';
  connectionId: string;
  /** Of the password that it was given for. */
  mark: string;
  /** By which one exchange is told from the next. */
  jti: string;
}

/** Tokens by which 1C goes on with an exchange that it began with a password: signed, so any process knows them. */
@Injectable()
export class OneCTokens {
  constructor(private readonly jwt: JwtService) {}

  async issue(connection: Stored<Connection>): Promise<{ token: string; id: string }> {
    const id = randomBytes(16).toString('hex');
    const connectionId = connection._id.toHexString();
    const claims: OneCToken = { use: 'one-c', connectionId, mark: markOf(connection), jti: id };
    return { token: await this.jwt.signAsync(claims, { expiresIn: KEPT_SECONDS }), id };
  }

  /** What a token says that is good and not over; `undefined` of any other. */
  async read(token: string): Promise<OneCToken | undefined> {
    const claims = await this.jwt
      .verifyAsync<Partial<OneCToken>>(token, { algorithms: ['HS256'] })
      .catch(() => undefined);
    return claims?.use === 'one-c' ? (claims as OneCToken) : undefined;
  }

  /** Whether it was given for the password that the connection has now. */
  isOf({ mark }: OneCToken, connection: Stored<Connection>): boolean {
    return mark === markOf(connection);
  }
}

function markOf({ passwordHash = '' }: Connection): string {
  return passwordHash.slice(0, MARK);
}
