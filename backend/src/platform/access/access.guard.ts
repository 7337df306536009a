import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { isCustomer, isOutsider } from '@verstak/domain';
import type { FastifyRequest } from 'fastify';
import { Failure, Forbidden } from '../failure/failure.js';
import { ACCESS, type Access } from './allow.js';
import { callerPermissions, identify, requirePermission, type Person } from './caller.js';

/** Denies every route that does not say who may call it, and everybody it does not name. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw Forbidden('undeclared');
    if (access === 'public') await this.recognise(context);
    else identify(await this.person(context));
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
    if (!context.switchToHttp().getRequest<FastifyRequest>().headers.authorization) return;
    try {
      identify(await this.person(context));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }

  /** The person whose token the request carries, as roles stand now. */
  private async person(context: ExecutionContext): Promise<Person> {
    await super.canActivate(context);
    return context.switchToHttp().getRequest<FastifyRequest & { user: Person }>().user;
  }
}
