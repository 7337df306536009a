import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Failure, Forbidden } from '../http/failure.js';
import { ACCESS, type Access } from './allow.js';
import { identify, type Principal } from './caller.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Denies every route that does not say who may call it, and everybody it does not name. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly verified: VerifiedTokens,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    if (!access) throw Forbidden('undeclared');
    const user = await this.caller(context);
    if (access !== 'signed-in' && !access.some((permission) => user.permissions.has(permission))) {
      throw Forbidden(access.join(' | '));
    }
    identify(user);
    return true;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error instanceof Error) throw error;
    if (!user) throw new Failure('auth.required', { detail: 'Sign in first: send a valid access token as Bearer.' });
    return user;
  }

  /** The principal of a token seen before, as roles stand now; else what the strategy makes of the token. */
  private async caller(context: ExecutionContext): Promise<Principal> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Principal }>();
    const known = await this.verified.find(request.headers.authorization);
    if (known) return known;
    await super.canActivate(context);
    return request.user as Principal;
  }
}
