import type { OneDriveFault } from '@verstak/domain';
import type { GraphSettings } from '../config/graph-settings.js';
import type { Failure } from '../failure/failure.js';
import { exchange, type Exchanged } from '../web/request.js';
import { busy, jsonOf, oneDriveFailure, told, unreached } from './graph-failure.js';
import { repeated, type ComeAgain, type Pace } from './repeats.js';

const MOST_BYTES = 100_000;
/** A token that ends within this time is not begun with. */
const MARGIN_MS = 5 * 60_000;

/**
 * What Microsoft Entra calls the usual mistakes. It may change these numbers: whatever stands not here is told in its
 * own words.
 */
const BY_CODE: Record<number, OneDriveFault> = {
  90002: 'onedrive.tenant',
  900021: 'onedrive.tenant',
  900023: 'onedrive.tenant',
  700016: 'onedrive.client',
  7000215: 'onedrive.secret',
  7000222: 'onedrive.secret_expired',
};

/** Lets the application sign in (OAuth 2.0 client credentials), once for all who need it at a time. */
export class AccessTokens {
  private current?: { token: string; until: number };
  private fetching: Promise<string> | undefined;

  constructor(
    private readonly settings: GraphSettings,
    private readonly pace: Pace,
  ) {}

  /** A token that is good for some minutes; throws a `Failure` where the application may not sign in. */
  async get(): Promise<string> {
    if (this.current && Date.now() < this.current.until) return this.current.token;
    this.fetching ??= repeated(() => this.fetch(), this.pace).finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  /** Gives up a token that was refused, unless there is another already. */
  giveUp(token: string): void {
    if (this.current?.token === token) delete this.current;
  }

  private async fetch(): Promise<string> {
    const { tenantId, clientId, clientSecret, graphUrl, loginUrl } = this.settings;
    const url = new URL(`${loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`);
    const form = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${audienceOf(graphUrl)}/.default`,
      grant_type: 'client_credentials',
    });
    const rules = { isAllowed: () => true, mostBytes: MOST_BYTES, patience: this.pace.answerMs };
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const asked = { method: 'POST', headers, body: Buffer.from(form.toString()) };
    const answer = await exchange(url, asked, rules).catch((error: unknown) => {
      throw unreached(error, undefined);
    });
    const { access_token: token, expires_in: seconds } = (jsonOf(answer) ?? {}) as Record<string, unknown>;
    if (answer.status !== 200 || typeof token !== 'string') throw refusalOf(answer, [clientSecret]);
    const lifeMs = Number(seconds) * 1_000 || 0;
    this.current = { token, until: Date.now() + Math.max(lifeMs - MARGIN_MS, lifeMs / 2) };
    return token;
  }
}

/** A stand-in by http stands in for the worldwide service. */
function audienceOf(graphUrl: string): string {
  const { protocol, origin } = new URL(graphUrl);
  return protocol === 'https:' ? origin : 'https://graph.microsoft.com';
}

function refusalOf(answer: Exchanged, secrets: readonly string[]): Failure | ComeAgain {
  const body = (jsonOf(answer) ?? {}) as { error_codes?: unknown; error_description?: unknown };
  const said = told(body.error_description, secrets).replace(/ Trace ID:.*$/, '') || `HTTP ${answer.status}`;
  if (answer.status === 429 || answer.status >= 500) return busy(answer, said);
  const code = Array.isArray(body.error_codes) ? Number(body.error_codes[0]) : Number(/AADSTS(\d+)/.exec(said)?.[1]);
  return oneDriveFailure(BY_CODE[code] ?? 'onedrive.unauthorised', { answer: said });
}
