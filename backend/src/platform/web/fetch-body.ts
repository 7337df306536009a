import type { IncomingMessage } from 'node:http';
import {
  ask,
  bodyOf,
  credentialsOf,
  NotFetched,
  retryAfterOf,
  within,
  type Fetched,
  type RequestRules,
} from './request.js';

/** What is fetched, from where, and how long it may take with every redirect. */
export interface FetchRules extends RequestRules {
  /** What media types are wanted, as HTTP names them. */
  accept: string;
}

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * What lies at an http or https address of somebody, unpacked. Where it leads, also by its name or
 * by a redirect, is checked with the very address that is connected to; a user and a password in it go to its own
 * server alone. Throws `NotFetched`.
 */
export async function fetchBody(address: string, rules: FetchRules): Promise<Fetched> {
  return within(rules, async (signal) => {
    const first = new URL(address);
    let url = first;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const credentials = url.origin === first.origin ? credentialsOf(first) : undefined;
      const answer = await ask(url, { headers: { accept: rules.accept }, credentials }, rules, signal);
      const next = redirectOf(answer, url);
      if (!next) return await goodBodyOf(answer, rules.mostBytes);
      answer.destroy();
      url = next;
    }
    throw new NotFetched('redirects');
  });
}

async function goodBodyOf(answer: IncomingMessage, most: number): Promise<Fetched> {
  if (answer.statusCode === 200) return bodyOf(answer, most);
  answer.destroy();
  throw new NotFetched('status', answer.statusCode, retryAfterOf(answer));
}

/** Where an answer sends on to; `undefined` where it does not. */
function redirectOf({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): URL | undefined {
  if (!REDIRECTS.has(statusCode)) return undefined;
  const url = location === undefined ? null : URL.parse(location, from.href);
  if (!url || !/^https?:$/.test(url.protocol)) throw new NotFetched('redirects');
  return url;
}
