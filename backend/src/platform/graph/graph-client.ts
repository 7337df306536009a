import type { GraphSettings } from '../config/graph-settings.js';
import { fetchBody } from '../web/fetch-body.js';
import { isPublicAddress } from '../web/public-address.js';
import { exchange, type Asked, type Exchanged, type Fetched } from '../web/request.js';
import { AccessTokens } from './access-tokens.js';
import { graphFailure, jsonOf, oneDriveFailure, unreached } from './graph-failure.js';
import { ComeAgain, PACE, repeated, type Pace } from './repeats.js';

/** Most bytes of an answer of Graph itself: a page of a folder has some hundred kilobytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/** What Graph is asked, at a path below its address. */
export interface GraphRequest {
  method?: 'GET' | 'POST' | 'PUT';
  json?: unknown;
  content?: Uint8Array;
  /** Done twice it would be done twice: it is repeated only where the server says that it did nothing. */
  isOnce?: boolean;
  signal?: AbortSignal | undefined;
  /** How long it may wait in all, in milliseconds, if not as long as the client's pace says. */
  mostWaitMs?: number;
}

/** Speaks with Microsoft Graph as the application: signed in, patient with a busy server, within bounds. */
export class GraphClient {
  private readonly tokens: AccessTokens;
  private readonly base: URL;

  constructor(
    private readonly settings: GraphSettings,
    readonly pace: Pace = PACE,
  ) {
    this.tokens = new AccessTokens(settings, pace);
    this.base = new URL(`${settings.graphUrl}/`);
  }

  /** The JSON that Graph answers with; throws a `Failure` of OneDrive. */
  async ask<T>(path: string, request: GraphRequest = {}): Promise<T> {
    const { signal, mostWaitMs = this.pace.mostWaitMs } = request;
    const answer = await repeated(() => this.signedIn(path, request), { ...this.pace, mostWaitMs }, signal);
    return jsonOf(answer) as T;
  }

  /** What lies at an address that Graph names, which is a key by itself: nobody is signed in there. */
  async fetchNamed(address: string, mostBytes: number, signal?: AbortSignal): Promise<Fetched> {
    const rules = { isAllowed: this.isAllowed, mostBytes, patience: this.pace.contentMs, signal, accept: '*/*' };
    return fetchBody(this.named(address).href, rules).catch((error: unknown) => {
      throw unreached(error, signal);
    });
  }

  /** Asks at an address that Graph names, once, whatever is answered. */
  async askNamed(address: string, asked: Asked, signal?: AbortSignal): Promise<Exchanged> {
    return this.exchange(this.named(address), asked, signal);
  }

  /** What an answer that is no good one means. */
  failureOf(answer: Exchanged, token = ''): Error {
    return graphFailure(answer, [this.settings.clientSecret, token]);
  }

  /** With another token once, where the first is no longer good. */
  private async signedIn(path: string, request: GraphRequest): Promise<Exchanged> {
    const token = await this.tokens.get();
    const answer = await this.send(path, request, token);
    if (answer.status !== 401) return this.good(answer, token, request);
    this.tokens.giveUp(token);
    const another = await this.tokens.get();
    return this.good(await this.send(path, request, another), another, request);
  }

  private good(answer: Exchanged, token: string, request: GraphRequest): Exchanged {
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw final(this.failureOf(answer, token), request);
  }

  private async send(path: string, request: GraphRequest, token: string): Promise<Exchanged> {
    const { method = 'GET', json, content, signal } = request;
    const url = new URL(path, this.base);
    // The way to the next page is an address that an answer named.
    if (url.origin !== this.base.origin) throw oneDriveFailure('onedrive.refused', { answer: 'another host' });
    const body = content ?? (json === undefined ? undefined : Buffer.from(JSON.stringify(json)));
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body ? { 'content-type': content ? 'application/octet-stream' : 'application/json' } : {}),
    };
    return this.exchange(url, { method, headers, body }, signal, !!content).catch((error: unknown) => {
      throw final(error, request);
    });
  }

  private async exchange(url: URL, asked: Asked, signal?: AbortSignal, isContent = !!asked.body): Promise<Exchanged> {
    signal?.throwIfAborted();
    const patience = isContent ? this.pace.contentMs : this.pace.answerMs;
    const rules = { isAllowed: this.isAllowed, mostBytes: MOST_BYTES, patience, signal };
    return exchange(url, asked, rules).catch((error: unknown) => {
      throw unreached(error, signal);
    });
  }

  /** The operator has named the host of Graph; wherever else Graph leads lies in the public internet. */
  private readonly isAllowed = (address: string, host: string): boolean =>
    host === this.base.hostname.replace(/^\[|\]$/g, '') || isPublicAddress(address);

  private named(address: string): URL {
    const url = URL.parse(address);
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && this.base.protocol === 'http:');
    if (!url || !isSafe) throw oneDriveFailure('onedrive.refused', { answer: 'no https address' });
    return url;
  }
}

/** What must not be done twice is not tried again where nobody knows whether it was done. */
function final(error: unknown, { isOnce }: GraphRequest): unknown {
  return isOnce && error instanceof ComeAgain && !error.isUndone ? error.failure : error;
}
