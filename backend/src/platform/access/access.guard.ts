import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { isCustomer, isOutsider } from '@verstak/domain';
import type { FastifyRequest } from 'fastify';
import { Failure, Forbidden } from '../failure/failure.js';
import { ACCESS, PERSONAL, type Access } from './allow.js';
import { callerPermissions, identify, PersonOnly, requirePermission, type Actor, type Person } from './caller.js';
import { Integrations } from './integrations.js';
import { hasKey, KEY_PREFIX } from './key-text.js';

/** Denies every route that does not say who may call it, and everybody it does not name. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly integrations: Integrations,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw Forbidden('undeclared');
    if (hasKey(requestOf(context).url)) throw keyInAddress();
    if (access === 'public') await this.recognise(context);
    else this.admit(context, await this.actor(context));
    if (access === 'console' && isCustomer(callerPermissions())) throw Forbidden('console');
    if (access === 'staff' && isOutsider(callerPermissions())) throw Forbidden('staff');
    if (typeof access !== 'string') requirePermission(...access);
    return true;
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error instanceof Error) throw error;
    if (!user) throw new Failure('auth.required', { detail: 'Sign in first: send a valid access token as Bearer.' });
    return user;
  }

  /** On a public route, whoever is signed in is known too; a token that is no good makes a visitor. */
  private async recognise(context: ExecutionContext): Promise<void> {
    if (!requestOf(context).headers.authorization) return;
    try {
      identify(await this.actor(context));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }

  /** Names who asks; 403 where that is a program and the route is about a person. */
  private admit(context: ExecutionContext, actor: Actor): void {
    identify(actor);
    if (actor.kind === 'person') return;
    if (this.reflector.getAllAndOverride(PERSONAL, [context.getHandler(), context.getClass()])) throw PersonOnly();
  }

  /** Whose key or token the request carries, as rights stand now. */
  private async actor(context: ExecutionContext): Promise<Actor> {
    const request = requestOf(context) as FastifyRequest & { user: Person };
    const key = keyIn(request);
    if (key) return this.integrations.identify(key);
    await super.canActivate(context);
    return request.user;
  }
}

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}

/** The API key in the header of a request; `undefined` where that has none. */
function keyIn({ headers }: FastifyRequest): string | undefined {
  const [, token] = /^bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '') ?? [];
  return token?.startsWith(KEY_PREFIX) ? token : undefined;
}

function keyInAddress(): Failure {
  return new Failure('auth.key_in_address', {
    detail:
      'An API key must not stand in an address, which logs and histories keep: revoke this one, make another, and send ' +
      'it as Authorization: Bearer.',
  });
}
