import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Config } from '../config/config.module.js';
import { Failure } from '../http/failure.js';
import type { AccessToken } from './access-token.js';
import type { Person } from './caller.js';
import { Principals } from './principals.js';

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    config: Config,
    private readonly principals: Principals,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: config.jwtSecret,
      algorithms: ['HS256'],
    });
  }

  async validate(token: AccessToken): Promise<Person> {
    const principal = token.use === 'access' ? await this.principals.find(token.sub, token.sid) : undefined;
    if (!principal) throw new Failure('auth.session_ended', { detail: 'The session has ended; sign in again.' });
    return principal;
  }
}
