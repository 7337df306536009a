import { HttpErrorResponse } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { type SessionView, SessionService } from '@verstak/api';
import { isCustomer } from '@verstak/domain';

/** Whose account is open in this browser: kept, so that a guest's page asks for no session. */
const OPEN = 'verstak.shop.account';
/** Renewed this long before the token ends. */
const MARGIN_MS = 45_000;
/** One window at a time renews the session, which is the console's too: two at once would look like a theft. */
const RENEWING = 'verstak.session';

/** The customer who is signed in, in all windows of this browser; the access token lives in memory only. */
@Service()
export class Account {
  private readonly api = inject(SessionService);
  private readonly tokens = signal<SessionView | undefined>(undefined);
  private endsAt = 0;
  private resuming?: Promise<boolean>;
  private renewal?: Promise<string | undefined>;

  readonly user = computed(() => this.tokens()?.user);
  readonly isSignedIn = computed(() => this.tokens() !== undefined);

  /** Goes on with the session of the browser, where there was one; tells whether a customer is signed in. */
  async resume(isSure = false): Promise<boolean> {
    if (this.isSignedIn()) return true;
    if (!isSure && !localStorage.getItem(OPEN)) return false;
    this.resuming ??= this.renew().then(
      () => this.isSignedIn(),
      () => false,
    );
    return this.resuming.finally(() => (this.resuming = undefined));
  }

  /** Opens a session; gives whether it is a customer's. Rejects where it is refused. */
  async signIn(login: string, password: string): Promise<boolean> {
    this.keep(await this.api.signIn({ body: { login, password } }));
    return this.isSignedIn();
  }

  /** Ends the session here, also where the server cannot be reached. */
  async signOut(): Promise<void> {
    this.forget();
    await this.api.signOut();
  }

  /** A token that is good for a while; `undefined` for a guest. Rejects where the session has ended. */
  async token(): Promise<string | undefined> {
    const current = this.tokens();
    if (!current || Date.now() < this.endsAt - MARGIN_MS) return current?.accessToken;
    return this.renew();
  }

  /** The session has ended. */
  forget(): void {
    localStorage.removeItem(OPEN);
    this.tokens.set(undefined);
  }

  private async renew(): Promise<string | undefined> {
    this.renewal ??= this.refresh().finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  private async refresh(): Promise<string | undefined> {
    const refresh = (): Promise<SessionView> => this.api.refreshSession();
    try {
      this.keep(await (navigator.locks ? navigator.locks.request(RENEWING, refresh) : refresh()));
      return this.tokens()?.accessToken;
    } catch (error) {
      if (error instanceof HttpErrorResponse && error.status === 401) this.forget();
      throw error;
    }
  }

  /** People of the workshop are guests in the shop. */
  private keep(session: SessionView): void {
    if (!isCustomer(session.user.permissions)) return this.forget();
    this.endsAt = Date.now() + session.expiresInSeconds * 1_000;
    localStorage.setItem(OPEN, session.user.name);
    this.tokens.set(session);
  }
}
