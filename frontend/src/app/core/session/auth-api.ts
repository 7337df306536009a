import { HttpContext } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import { Api, type SessionView, changePassword, refreshSession, signIn, signOut } from '@verstak/api';
import { WITHOUT_SESSION } from '../http/without-session';

/** The calls that open, renew and end a session; the refresh token travels in a cookie that no script can read. */
@Service()
export class AuthApi {
  private readonly api = inject(Api);
  private readonly open = new HttpContext().set(WITHOUT_SESSION, true);

  signIn(login: string, password: string): Promise<SessionView> {
    return this.api.invoke(signIn, { body: { login, password } }, this.open);
  }

  refresh(): Promise<SessionView> {
    return this.api.invoke(refreshSession, undefined, this.open);
  }

  signOut(): Promise<void> {
    return this.api.invoke(signOut, undefined, this.open);
  }

  changePassword(currentPassword: string, newPassword: string): Promise<void> {
    return this.api.invoke(changePassword, { body: { currentPassword, newPassword } });
  }
}
