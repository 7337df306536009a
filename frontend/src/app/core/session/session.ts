import { Service, computed, inject, signal } from '@angular/core';
import type { SessionView, SignedInUser } from '@verstak/api';
import type { Permission } from '@verstak/domain';
import { toProblem } from '../http/api-problem';
import { AuthApi } from './auth-api';
import { SessionChannel } from './session-channel';

/** Renewed this long before the token ends, so that a click never waits for it. */
const MARGIN_SECONDS = 45;

/**
 * Who is signed in. The access token lives in memory only; a reload renews it from the cookie. All tabs leave
 * together.
 */
@Service()
export class Session {
  private readonly api = inject(AuthApi);
  private readonly channel = inject(SessionChannel);
  private readonly tokens = signal<SessionView | undefined>(undefined);
  private renewal?: Promise<string | undefined>;
  private timer?: ReturnType<typeof setTimeout>;

  private readonly endedElsewhere = signal(false);

  readonly user = computed<SignedInUser | undefined>(() => this.tokens()?.user);
  readonly accessToken = computed(() => this.tokens()?.accessToken);
  readonly isSignedIn = computed(() => this.tokens() !== undefined);
  /** The session ended without this tab's asking: by time, by the server, or from another tab. */
  readonly hasLapsed = this.endedElsewhere.asReadonly();
  private readonly permissions = computed(() => new Set(this.user()?.permissions));

  constructor() {
    this.channel.onSignOut(() => this.lapse());
  }

  /** Tries once, silently, to go on with the session of the cookie. */
  async resume(): Promise<void> {
    await this.renew(undefined);
  }

  /** Opens a session; rejects with an `ApiProblem` where it is refused. */
  async signIn(login: string, password: string): Promise<void> {
    // A renewal under way would end the new session with its own refusal.
    if (this.renewal) await this.renewal;
    this.keep(await this.api.signIn(login, password));
  }

  /** Ends the session here and in all other tabs, also where the server cannot be reached. */
  async signOut(): Promise<void> {
    const ended = this.api.signOut();
    this.forget();
    this.channel.signOut();
    await ended.catch(() => undefined);
  }

  /**
   * A fresh access token, or `undefined` where the session is over. Callers meanwhile share one request; a caller
   * whose token was replaced while it waited gets the new one without another.
   */
  renew(spent: string | undefined): Promise<string | undefined> {
    const current = this.tokens()?.accessToken;
    if (current && current !== spent) return Promise.resolve(current);
    this.renewal ??= this.refresh().finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  /** Whether the role of who is signed in holds the permission; reactive. */
  can(permission: Permission): boolean {
    return this.permissions().has(permission);
  }

  /** Whether it holds at least one of them. */
  canAny(permissions: readonly Permission[]): boolean {
    return permissions.some((permission) => this.can(permission));
  }

  private async refresh(): Promise<string | undefined> {
    try {
      const tokens = await this.channel.exclusively(() => this.api.refresh());
      this.keep(tokens);
      return tokens.accessToken;
    } catch (error) {
      // Only an answer that says so ends the session; a lost network leaves it to be tried again.
      if (toProblem(error).status === 401) this.lapse();
      return undefined;
    }
  }

  private keep(tokens: SessionView): void {
    this.tokens.set(tokens);
    this.endedElsewhere.set(false);
    clearTimeout(this.timer);
    const delay = Math.max(5, tokens.expiresInSeconds - MARGIN_SECONDS) * 1_000;
    this.timer = setTimeout(() => void this.renew(tokens.accessToken), delay);
  }

  private lapse(): void {
    this.endedElsewhere.set(this.isSignedIn());
    this.forget();
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.tokens.set(undefined);
  }
}
