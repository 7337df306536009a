import { Service, computed, inject, signal } from '@angular/core';
import type { SessionView, SignedInUser } from '@verstak/api';
import { type Permission, type Right, abilityFor, isCustomer } from '@verstak/domain';
import { toProblem } from '../http/api-problem';
import { KeptAnswers } from '../last-seen/kept-answers';
import { recall, remember } from '../platform/storage';
import { AuthApi } from './auth-api';
import { SessionChannel } from './session-channel';
import { ShopDoor } from './shop-door';

/** Renewed this long before the token ends, so that a click never waits for it. */
const MARGIN_SECONDS = 45;

/** Milliseconds that a start waits for a server that does not answer, where it is known who was signed in. */
export const PATIENCE = 3_000;

/** Who was signed in last in this browser, and did not sign out. */
const PERSON = 'verstak.person';
/** Somebody signed out, of which the server does not know yet. */
const LEAVING = 'verstak.leaving';

/**
 * Who is signed in. The access token lives in memory only; a reload renews it from the cookie. All tabs leave
 * together. Where the server is out of reach at the start, who was signed in last is taken to be so until it says
 * otherwise: they see what was kept for them, and nothing of anybody else.
 */
@Service()
export class Session {
  private readonly api = inject(AuthApi);
  private readonly channel = inject(SessionChannel);
  private readonly answers = inject(KeptAnswers);
  private readonly shop = inject(ShopDoor);
  private readonly tokens = signal<SessionView | undefined>(undefined);
  /** Whose session the server has not confirmed yet. */
  private readonly known = signal<SignedInUser | undefined>(undefined);
  private renewal?: Promise<string | undefined>;
  /** While the session has lapsed: the token of the same person, once they have signed in again. */
  private comeback?: PromiseWithResolvers<string | undefined>;
  private timer?: ReturnType<typeof setTimeout>;

  private readonly endedElsewhere = signal(false);

  /** Who is signed in, and who was while a session that lapsed waits for them: what they were at stays as it is. */
  readonly user = computed<SignedInUser | undefined>(() => this.tokens()?.user ?? this.known());
  readonly accessToken = computed(() => this.tokens()?.accessToken);
  readonly isSignedIn = computed(() => this.user() !== undefined && !this.hasLapsed());
  /** The session ended without this tab's asking: by time, by the server, or from another tab. */
  readonly hasLapsed = this.endedElsewhere.asReadonly();
  readonly permissions = computed<ReadonlySet<Permission>>(() => new Set(this.user()?.permissions));
  /** What who is signed in may do; a supplier has a desk for the own rows: places for those of others are not theirs, so it is left out whose they are. */
  readonly rights = computed(() => abilityFor(this.permissions(), { userId: this.user()?.id }));

  constructor() {
    this.channel.on('sign-out', () => this.lapse());
    // The cookie of a session is that of all tabs.
    this.channel.on('sign-in', () => this.hasLapsed() && void this.refresh());
  }

  /** Tries once, silently, to go on with the session of the cookie; without an answer, as who was signed in last. */
  async resume(): Promise<void> {
    if (recall(LEAVING)) return inTime(this.leave());
    const renewed = this.renew(undefined);
    await (lastPerson() ? inTime(renewed) : renewed);
    // A refusal has forgotten the person.
    if (!this.tokens()) this.known.set(lastPerson());
  }

  /** Opens a session; rejects with an `ApiProblem` where it is refused. A customer is led to the shop instead. */
  async signIn(login: string, password: string): Promise<void> {
    // A renewal under way would end the new session with its own refusal.
    if (this.renewal) await this.renewal;
    this.keep(await this.api.signIn(login, password));
    this.channel.tell('sign-in');
  }

  /** Ends the session here and in all other tabs, also where the server cannot be reached. */
  async signOut(): Promise<void> {
    remember(LEAVING, 'yes');
    const left = this.leave();
    this.forget();
    this.channel.tell('sign-out');
    await left;
  }

  /**
   * A fresh access token, or `undefined` where there is none to be had. Callers meanwhile share one request; a caller
   * whose token was replaced while it waited gets the new one without another. Where the session has lapsed, they wait
   * until the same person has signed in again.
   */
  async renew(spent: string | undefined): Promise<string | undefined> {
    const current = this.tokens()?.accessToken;
    if (current && current !== spent) return current;
    if (!this.hasLapsed()) {
      this.renewal ??= this.refresh().finally(() => (this.renewal = undefined));
      const token = await this.renewal;
      if (token) return token;
    }
    return this.comeback?.promise;
  }

  /** Whether the role of who is signed in holds the permission; reactive. */
  can(permission: Permission): boolean {
    return this.permissions().has(permission);
  }

  /** Whether who is signed in may do this to some rows at least; reactive. */
  may([action, subject]: Right): boolean {
    return this.rights().can(action, subject);
  }

  /** Tells the server that the session is over; where it cannot be told, at the next start. */
  private async leave(): Promise<void> {
    try {
      await this.api.signOut();
      remember(LEAVING, null);
    } catch (error) {
      if (toProblem(error).code !== 'unavailable') remember(LEAVING, null);
    }
  }

  private async refresh(): Promise<string | undefined> {
    try {
      const tokens = await this.channel.exclusively(() => this.api.refresh());
      this.keep(tokens);
      return this.accessToken();
    } catch (error) {
      // Only an answer that says so ends the session; a lost network leaves it to be tried again.
      if (toProblem(error).status === 401) this.lapse();
      return undefined;
    }
  }

  private keep(tokens: SessionView): void {
    // The cookie is the shop's too: a customer is shown there, unless somebody is at work here who would lose it.
    if (isCustomer(tokens.user.permissions)) return this.user() ? this.lapse() : this.shop.open();
    const person = JSON.stringify(tokens.user);
    // Somebody else, or the same with other rights, may not see what was kept.
    if (recall(PERSON) !== person) void this.answers.clear();
    remember(PERSON, person);
    remember(LEAVING, null);
    // What somebody else was at is not done in their name.
    this.goOn(this.user()?.id === tokens.user.id ? tokens.accessToken : undefined);
    this.known.set(undefined);
    this.tokens.set(tokens);
    this.endedElsewhere.set(false);
    clearTimeout(this.timer);
    const delay = Math.max(5, tokens.expiresInSeconds - MARGIN_SECONDS) * 1_000;
    this.timer = setTimeout(() => void this.renew(tokens.accessToken), delay);
  }

  private lapse(): void {
    if (this.hasLapsed()) return;
    const [user, isSignedIn] = [this.user(), this.isSignedIn()];
    this.forget();
    this.known.set(user);
    this.endedElsewhere.set(isSignedIn);
    if (isSignedIn) this.comeback = Promise.withResolvers();
  }

  private goOn(token: string | undefined): void {
    this.comeback?.resolve(token);
    this.comeback = undefined;
  }

  private forget(): void {
    clearTimeout(this.timer);
    remember(PERSON, null);
    void this.answers.clear();
    this.goOn(undefined);
    this.known.set(undefined);
    this.tokens.set(undefined);
    this.endedElsewhere.set(false);
  }
}

/** Ends with `work`, or when a server that does not answer was waited for long enough. */
async function inTime(work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

function lastPerson(): SignedInUser | undefined {
  try {
    // Only `keep` writes there.
    return (JSON.parse(recall(PERSON) ?? 'null') as SignedInUser | null) ?? undefined;
  } catch {
    return undefined;
  }
}
