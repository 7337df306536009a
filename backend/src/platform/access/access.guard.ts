import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { Failure, Forbidden } from '../http/failure.js';
import { ACCESS, type Access } from './allow.js';
import { identify, type Principal } from './caller.js';

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
    if (access === 'public') return true;
    if (!access) throw Forbidden('undeclared');
    await super.canActivate(context);
    const { user } = context.switchToHttp().getRequest<{ user: Principal }>();
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
}
