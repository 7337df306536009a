import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AuthService } from '../auth/auth.service.js';
import { Principals } from '../platform/access/principals.js';
import { Failure } from '../platform/failure/failure.js';
import type { S2Access, S2Credentials, S2Tokens } from './s2-token.dto.js';

/**
 * What a refresh token of S2 carries. Its clients keep one token and use it again and again, so it does not rotate;
 * it is good only as long as its session, which ends with sign-out, a new password or the user's deactivation.
 */
interface RefreshToken {
  sub: string;
  sid: string;
  use: 's2-refresh';
}

/** Tokens for the S2 API: the product's own sessions and access tokens. */
@Injectable()
export class S2TokenService {
  constructor(
    private readonly auth: AuthService,
    private readonly principals: Principals,
    private readonly jwt: JwtService,
  ) {}

  async obtain({ username, password }: S2Credentials, agent?: string): Promise<S2Tokens> {
    const { refresh, view } = await this.auth.signIn({ login: username, password }, agent);
    const claims: RefreshToken = { sub: refresh.userId, sid: refresh.sessionId, use: 's2-refresh' };
    const expiresIn = Math.floor((refresh.expiresAt.getTime() - Date.now()) / 1_000);
    return { access: view.accessToken, refresh: await this.jwt.signAsync(claims, { expiresIn }) };
  }

  /** A new access token; 401 where the token is no refresh token of S2 or its session has ended. */
  async refresh(token: string): Promise<S2Access> {
    const claims = await this.jwt
      .verifyAsync<Partial<RefreshToken>>(token, { algorithms: ['HS256'] })
      .catch(() => undefined);
    const { sub, sid, use } = claims ?? {};
    if (use !== 's2-refresh' || !sub || !sid || !(await this.principals.find(sub, sid))) {
      throw new Failure('auth.session_ended', { detail: 'The session has ended; sign in again.' });
    }
    return { access: await this.auth.accessToken(sub, sid) };
  }
}
