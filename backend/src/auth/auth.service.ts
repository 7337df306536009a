import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { AccessToken } from '../platform/access/jwt.strategy.js';
import { currentCall, signedInCaller } from '../platform/access/caller.js';
import { Failure, RuleBroken } from '../platform/http/failure.js';
import { passwordMatches } from '../users/passwords.js';
import { RolesRepository } from '../users/roles.repository.js';
import { SessionsRepository, type IssuedToken } from '../users/sessions.repository.js';
import { UserPrincipals } from '../users/user-principals.js';
import { UsersRepository, loginKey } from '../users/users.repository.js';
import { UsersService } from '../users/users.service.js';
import type { PasswordChange, SessionView, SignedInUser, SignIn } from './auth.dto.js';
import { SignInThrottle } from './sign-in-attempts.js';

export const ACCESS_TOKEN_SECONDS = 600;

/** A session as the caller sees it, with the refresh token that goes into the cookie. */
export interface OpenedSession {
  refresh: IssuedToken;
  view: SessionView;
}

/** Signing in and out, and keeping a session alive. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersRepository,
    private readonly roles: RolesRepository,
    private readonly usersService: UsersService,
    private readonly sessions: SessionsRepository,
    private readonly principals: UserPrincipals,
    private readonly throttle: SignInThrottle,
    private readonly jwt: JwtService,
  ) {}

  /** Opens a session; the same refusal whether the login or the password is wrong, 429 after too many. */
  async signIn({ login, password }: SignIn, agent?: string): Promise<OpenedSession> {
    const account = `account:${loginKey(login)}`;
    const { address } = currentCall();
    const keys = [account, ...(address ? [`address:${address}`] : [])];
    await this.throttle.check(keys);
    const user = await this.users.byLogin(login);
    const isRight = await passwordMatches(password, user?.isActive ? user.passwordHash : undefined);
    if (!user || !isRight) {
      await this.throttle.failed(keys);
      throw new Failure('auth.credentials', { detail: 'Login or password is wrong.' });
    }
    await this.throttle.succeeded(account);
    return this.opened(await this.sessions.open(user._id.toHexString(), address, agent));
  }

  /** Spends a refresh token for a new session view and a new token; 401 where it is spent, unknown or over. */
  async refresh(token: string | undefined): Promise<OpenedSession> {
    const refresh = token ? await this.sessions.rotate(token) : undefined;
    if (!refresh) {
      this.principals.forget();
      throw new Failure('auth.session_ended', { detail: 'The session has ended; sign in again.' });
    }
    return this.opened(refresh);
  }

  async signOut(token: string | undefined): Promise<void> {
    const refresh = token ? await this.sessions.rotate(token) : undefined;
    if (refresh) await this.sessions.close(refresh.sessionId);
    this.principals.forget();
  }

  async me(): Promise<SignedInUser> {
    return this.describe(signedInCaller().userId);
  }

  /** Sets the caller's own password; ends the caller's other sessions. */
  async changePassword({ currentPassword, newPassword }: PasswordChange): Promise<void> {
    const { userId, sessionId } = signedInCaller();
    const user = await this.users.find(userId);
    if (!(await passwordMatches(currentPassword, user?.passwordHash))) {
      throw RuleBroken('auth.password_wrong', 'The current password is wrong.');
    }
    await this.usersService.changeOwnPassword(userId, newPassword, sessionId);
    this.principals.forget();
  }

  private async opened(refresh: IssuedToken): Promise<OpenedSession> {
    const claims: AccessToken = { sub: refresh.userId, sid: refresh.sessionId, use: 'access' };
    const accessToken = await this.jwt.signAsync(claims);
    const user = await this.describe(refresh.userId);
    return { refresh, view: { accessToken, expiresInSeconds: ACCESS_TOKEN_SECONDS, user } };
  }

  private async describe(userId: string): Promise<SignedInUser> {
    const user = await this.users.find(userId);
    if (!user?.isActive) throw new Failure('auth.session_ended', { detail: 'The user may no longer sign in.' });
    const role = await this.roles.load(String(user.roleId));
    const permissions = this.roles.permissionsOf(role);
    return { id: userId, login: user.login, name: user.name, roleId: String(user.roleId), roleKey: role.key, roleName: role.name, permissions };
  }
}
