import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Config } from '../config/config.module.js';
import { Failure } from '../failure/failure.js';
import type { AccessToken } from './access-token.js';
import type { Person } from './caller.js';
import { Principals } from './principals.js';
import { readingToken } from './read-by-cookie.js';

const bearer = ExtractJwt.fromAuthHeaderAsBearerToken() as (request: FastifyRequest) => string | null;

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    config: Config,
    private readonly principals: Principals,
  ) {
    super({
      jwtFromRequest: (request: unknown) =>
        bearer(request as FastifyRequest) ?? readingToken(request as FastifyRequest),
      // Its types know texts and buffers only; it passes on what it gets, and `jsonwebtoken` takes a key.
      secretOrKey: config.jwtKey as unknown as string,
      algorithms: ['HS256'],
      passReqToCallback: true,
    });
  }

  async validate(request: FastifyRequest, token: AccessToken): Promise<Person> {
    const isMeant = token.use === (bearer(request) ? 'access' : 'read');
    const principal = isMeant ? await this.principals.find(token.sub, token.sid, token.gen) : undefined;
    if (!principal) throw new Failure('auth.session_ended', { detail: 'The session has ended; sign in again.' });
    return principal;
  }
}
