import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { exchange, type RequestRules } from '../../platform/web/request.js';
import { Bitrix24Fault, faultOf, told, unreached } from './bitrix24-fault.js';

/** Where Bitrix24 gives out tokens: never at the portal, which is not to learn the secret of the application. */
export const AUTHORISATION_SERVER = 'https://oauth.bitrix24.tech';

/** How an application signs in (OAuth 2.0); kept sealed. */
export interface TokenPair {
  /** Good for an hour. */
  accessToken: string;
  /** Good for 180 days, and for one renewal. */
  refreshToken: string;
  /** Who is renewing it just now, and until when nobody else tries to, in milliseconds since 1970. */
  renewal?: { by: string; until: number };
}

/** Where the pair of a connection is kept for all processes. */
export interface TokenStore {
  read(): Promise<TokenPair>;
  /** Puts `after` where `before` is still what is kept, in one conditional write; gives what is kept then. */
  replace(before: TokenPair, after: TokenPair): Promise<TokenPair>;
}

/** An application of a portal as its owner has registered it. */
export interface Application {
  clientId: string;
  clientSecret: string;
  /** Another than Bitrix24's own, for tests. */
  authorisationServer?: string | undefined;
}

/** How a renewal is waited for. */
export interface RenewalPace {
  now: () => number;
  pause: (ms: number) => Promise<unknown>;
}

const RENEWAL_PACE: RenewalPace = { now: Date.now, pause: (ms) => sleep(ms) };
const ANSWER_MS = 30_000;
/** Longer than an answer may take: whoever renews is done by then, or is no more. */
const RENEWAL_MS = 45_000;
const LOOK_MS = 250;
const MOST_BYTES = 100_000;

/** The tokens of one connection: renewed when one is refused, once for all callers and processes. */
export class Bitrix24Tokens {
  private renewing: Promise<TokenPair> | undefined;

  constructor(
    private readonly application: Application,
    private readonly store: TokenStore,
    private readonly isAllowed: RequestRules['isAllowed'],
    private readonly pace: RenewalPace = RENEWAL_PACE,
  ) {}

  /** The pair that is kept. */
  current(): Promise<TokenPair> {
    return this.store.read();
  }

  /** The pair after one that was refused: whoever comes first renews it, the others take theirs. Throws `Bitrix24Fault`. */
  renewed(refused: TokenPair): Promise<TokenPair> {
    this.renewing ??= this.renew(refused).finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  private async renew({ accessToken }: TokenPair): Promise<TokenPair> {
    for (;;) {
      const kept = await this.store.read();
      if (kept.accessToken !== accessToken) return kept;
      if (kept.renewal && kept.renewal.until > this.pace.now()) {
        await this.pace.pause(LOOK_MS);
        continue;
      }
      const { renewal: _, ...before } = kept;
      const held = { ...before, renewal: { by: randomUUID(), until: this.pace.now() + RENEWAL_MS } };
      const now = await this.store.replace(kept, held);
      if (now.renewal?.by === held.renewal.by) return this.renewAs(held, before);
    }
  }

  private async renewAs(held: TokenPair, before: TokenPair): Promise<TokenPair> {
    const query = { grant_type: 'refresh_token', refresh_token: before.refreshToken };
    try {
      return await this.store.replace(held, await fetchTokens(this.application, query, this.isAllowed));
    } catch (error) {
      await this.store.replace(held, before);
      throw error;
    }
  }
}

/** The first pair of an application, for the code that the portal gave its owner, which is good for 30 seconds. */
export function firstTokens(
  application: Application,
  code: string,
  isAllowed: RequestRules['isAllowed'],
): Promise<TokenPair> {
  return fetchTokens(application, { grant_type: 'authorization_code', code }, isAllowed);
}

async function fetchTokens(
  { clientId, clientSecret, authorisationServer = AUTHORISATION_SERVER }: Application,
  query: Record<string, string>,
  isAllowed: RequestRules['isAllowed'],
): Promise<TokenPair> {
  const url = new URL('/oauth/token/', authorisationServer);
  url.search = new URLSearchParams({ ...query, client_id: clientId, client_secret: clientSecret }).toString();
  const rules = { isAllowed, mostBytes: MOST_BYTES, patience: ANSWER_MS };
  const answer = await exchange(url, { headers: { accept: 'application/json' } }, rules).catch((error: unknown) => {
    throw unreached(error);
  });
  const body = objectOf(answer.bytes);
  const { access_token: accessToken, refresh_token: refreshToken } = body;
  if (typeof accessToken === 'string' && typeof refreshToken === 'string') return { accessToken, refreshToken };
  const secrets = [clientSecret, ...Object.values(query)];
  const said = told(body['error_description'], secrets) || told(body['error'], secrets) || `HTTP ${answer.status}`;
  throw typeof body['error'] === 'string'
    ? faultOf(body['error'], said, answer.status)
    : new Bitrix24Fault('bitrix24.busy', { answer: said, isTransient: true });
}

/** The JSON object of an answer; an empty one where it is none. */
export function objectOf(bytes: Buffer): Record<string, unknown> {
  try {
    const value = JSON.parse(bytes.toString('utf8')) as unknown;
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    // Proxies and overloaded servers answer with pages.
    return {};
  }
}
