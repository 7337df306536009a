import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { AccessToken } from '../platform/access/access-token.js';
import { asSystem, currentCall, signedInPerson } from '../platform/access/caller.js';
import { Guesses } from '../platform/guesses/guesses.js';
import { Failure, RuleBroken } from '../platform/failure/failure.js';
import { SessionsService, type IssuedToken } from '../users/sessions.service.js';
import { passwordOf, signInOf, UsersService } from '../users/users.service.js';
import { KnownDevices, type Device } from './known-devices.js';
import type { OpenSession, PasswordChange, ProfileChange, SessionView, SignedInUser, SignIn } from './auth.dto.js';

export const ACCESS_TOKEN_SECONDS = 600;

/** A session as the caller sees it, with the tokens that go into the cookies. */
export interface OpenedSession {
  refresh: IssuedToken;
  /** By which the browser reads files until the session ends. */
  readingToken: string;
  /** The device in which it was opened, which is known from now on. */
  device?: Device;
  view: SessionView;
}

/** Signing in and out, and keeping a session alive. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly guesses: Guesses,
    private readonly devices: KnownDevices,
    private readonly jwt: JwtService,
  ) {}

  /** Opens a session; the same refusal whether the login or the password is wrong, 429 after too many. */
  async signIn({ login, password }: SignIn, agent?: string, device?: Device): Promise<OpenedSession> {
    const { address } = currentCall();
    const known = await this.users.ofLogin(login);
    const user = await this.guesses.guard(
      {
        account: signInOf(login),
        action: 'sign_in_failed',
        login,
        ...(device && known && this.devices.isKnown(device, known) ? { device: device.id } : { address }),
      },
      () => this.users.ifMatching(known, password),
    );
    const session = user && (await this.users.openSession(user, address, agent));
    if (!session) throw new Failure('auth.credentials', { detail: 'Login or password is wrong.' });
    const opened = await this.opened(session);
    return device ? { ...opened, device: this.devices.remember(device, user) } : opened;
  }

  /** Spends a refresh token for a new session view and a new token; 401 where it is spent, unknown or over. */
  async refresh(token: string | undefined): Promise<OpenedSession> {
    const refresh = token ? await this.sessions.rotate(token) : undefined;
    if (!refresh) throw new Failure('auth.session_ended', { detail: 'The session has ended; sign in again.' });
    return this.opened(refresh);
  }

  /** Ends the session of a refresh token, and that of whoever asks. */
  async signOut(token: string | undefined): Promise<void> {
    const { caller } = currentCall();
    if (token) await this.sessions.close(token);
    if (caller.kind === 'person') await this.sessions.end(caller.sessionId);
  }

  async me(): Promise<SignedInUser> {
    return this.describe(signedInPerson().userId);
  }

  /** Keeps what the caller says of themselves. */
  async changeMe({ email }: ProfileChange): Promise<SignedInUser> {
    const { userId } = signedInPerson();
    if (email !== undefined) await asSystem('own profile', () => this.users.setOwnEmail(userId, email ?? undefined));
    return this.describe(userId);
  }

  /** Where the caller is signed in, the session used last first. */
  async listSessions(): Promise<OpenSession[]> {
    const { userId, sessionId } = signedInPerson();
    return (await this.sessions.list(userId)).map(({ _id, agent, address, createdAt, usedAt, expiresAt }) => {
      const id = _id.toHexString();
      return { id, agent, address, signedInAt: createdAt, usedAt, expiresAt, isCurrent: id === sessionId };
    });
  }

  async endSession(id: string): Promise<void> {
    await this.sessions.endOf(signedInPerson().userId, id);
  }

  async endOtherSessions(): Promise<void> {
    const { userId, sessionId } = signedInPerson();
    const { login } = await this.describe(userId);
    await this.sessions.closeAll({ id: userId, login }, sessionId);
  }

  /**
   * Sets the caller's own password; ends the caller's other sessions, and gives the device as one that is known by the
   * new one. Guessing the present one is slowed down too.
   */
  async changePassword({ currentPassword, newPassword }: PasswordChange, device: Device): Promise<Device> {
    const { userId, sessionId } = signedInPerson();
    const isRight = await this.guesses.guard({ account: passwordOf(userId), action: 'password_failed' }, () =>
      this.users.hasPassword(userId, currentPassword),
    );
    if (!isRight) throw RuleBroken('auth.password_wrong', 'The current password is wrong.');
    const user = await asSystem('own password', () => this.users.setOwnPassword(userId, newPassword, sessionId));
    return this.devices.remember(device, user);
  }

  /** An access token for a session that is open. */
  async accessToken(userId: string, sessionId: string, gen = 0): Promise<string> {
    const claims: Omit<AccessToken, 'exp'> = { sub: userId, sid: sessionId, gen, use: 'access' };
    return this.jwt.signAsync(claims);
  }

  private async readingToken({ userId, sessionId, expiresAt }: IssuedToken): Promise<string> {
    const claims: Omit<AccessToken, 'exp'> = { sub: userId, sid: sessionId, use: 'read' };
    return this.jwt.signAsync(claims, { expiresIn: Math.floor((expiresAt.getTime() - Date.now()) / 1_000) });
  }

  private async opened(refresh: IssuedToken): Promise<OpenedSession> {
    const accessToken = await this.accessToken(refresh.userId, refresh.sessionId, refresh.generation);
    const readingToken = await this.readingToken(refresh);
    const user = await this.describe(refresh.userId);
    return { refresh, readingToken, view: { accessToken, expiresInSeconds: ACCESS_TOKEN_SECONDS, user } };
  }

  private async describe(userId: string): Promise<SignedInUser> {
    const found = await this.users.active(userId);
    if (!found) throw new Failure('auth.session_ended', { detail: 'The user may no longer sign in.' });
    const { user, role, permissions } = found;
    return {
      id: userId,
      login: user.login,
      name: user.name,
      roleId: String(user.roleId),
      roleKey: role.key,
      roleName: role.name,
      permissions,
      supplierId: user.supplierId && String(user.supplierId),
      supplierName: user.supplierName,
      email: user.email,
      mustChangePassword: user.mustChangePassword ?? false,
    };
  }
}
