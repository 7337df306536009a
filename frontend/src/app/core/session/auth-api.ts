import { HttpClient, HttpContext } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type { Permission } from '@verstak/domain';
import { firstValueFrom } from 'rxjs';
import { WITHOUT_SESSION } from '../http/without-session';

/** Who is signed in and what their role lets them do. */
export interface SessionUser {
  id: string;
  login: string;
  name: string;
  roleId: string;
  roleName: string;
  roleKey: string;
  permissions: Permission[];
}

/** What opening or renewing a session gives. */
export interface Tokens {
  accessToken: string;
  expiresInSeconds: number;
  user: SessionUser;
}

/** The routes of `auth`; the refresh token travels in a cookie that no script can read. */
@Service()
export class AuthApi {
  private readonly http = inject(HttpClient);
  private readonly open = { context: new HttpContext().set(WITHOUT_SESSION, true) };

  signIn(login: string, password: string): Promise<Tokens> {
    return firstValueFrom(this.http.post<Tokens>('/api/v1/auth/sign-in', { login, password }, this.open));
  }

  refresh(): Promise<Tokens> {
    return firstValueFrom(this.http.post<Tokens>('/api/v1/auth/refresh', {}, this.open));
  }

  signOut(): Promise<void> {
    return firstValueFrom(this.http.post<void>('/api/v1/auth/sign-out', {}, this.open));
  }

  changePassword(currentPassword: string, newPassword: string): Promise<void> {
    return firstValueFrom(this.http.post<void>('/api/v1/auth/password', { currentPassword, newPassword }));
  }
}
