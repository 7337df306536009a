import type { FetchFault } from '@verstak/domain';
import { jsonOf, told } from '../../platform/graph/graph-failure.js';

/** What MoySklad says is wrong, in its own words, with its number of the error and the field that it is about. */
export interface MoySkladRefusal {
  code?: number;
  parameter?: string;
  error: string;
}

/**
 * Why MoySklad did not do what it was asked: it was not reached (`FetchFault`), the credentials are wrong, the user may
 * not do that, there is no such thing, it is busy, its answer is none of its protocol, or it refuses what was sent.
 */
export type MoySkladProblem =
  FetchFault | 'credentials' | 'forbidden' | 'missing' | 'busy' | 'not_understood' | 'refused';

/** What did not come of a request to MoySklad; it never tells credentials or addresses. */
export class MoySkladFault extends Error {
  constructor(
    readonly problem: MoySkladProblem,
    readonly refusals: readonly MoySkladRefusal[] = [],
    readonly status?: number,
  ) {
    super([problem, ...refusals.map(inWords)].join(': '));
  }

  /** Whether the errors have this number of MoySklad's among them. */
  has(code: number): boolean {
    return this.refusals.some((refusal) => refusal.code === code);
  }
}

/** A refusal in one line: the number, the field, the words. */
export function inWords({ code, parameter, error }: MoySkladRefusal): string {
  return [code, parameter, error].filter((part) => part !== undefined).join(' ');
}

/** Most errors of one answer that are told. */
const MOST_REFUSALS = 20;

/** The errors that an answer of MoySklad names; none where it has no such body. */
export function refusalsOf(said: unknown, secrets: readonly string[] = []): MoySkladRefusal[] {
  const errors = (said as { errors?: unknown } | null | undefined)?.errors;
  if (!Array.isArray(errors)) return [];
  return errors.slice(0, MOST_REFUSALS).map((each: Record<string, unknown> | null) => {
    const { code, parameter, error, error_message: message } = each ?? {};
    const words = [told(error, secrets), told(message, secrets)].filter((text, n, all) => all.indexOf(text) === n);
    return {
      ...(typeof code === 'number' && { code }),
      ...(typeof parameter === 'string' && parameter && { parameter: told(parameter, secrets) }),
      error: words.filter(Boolean).join(': ') || 'unknown error',
    };
  });
}

/** Too many requests at once, whatever the rate: MoySklad's number of that error. */
export const TOO_MANY_AT_ONCE = 1073;
/** Too many wrong passwords: whoever goes on is kept out for longer. */
const TOO_MANY_GUESSES = 1048;

const BY_STATUS: Record<number, MoySkladProblem> = {
  401: 'credentials',
  403: 'forbidden',
  404: 'missing',
  413: 'too_large',
};

/** What an answer that is no good one means. */
export function faultOf(answer: { status: number; bytes: Buffer }, secrets: readonly string[]): MoySkladFault {
  const { status } = answer;
  const named = refusalsOf(jsonOf(answer), secrets);
  const refusals = named.length ? named : [{ error: `HTTP ${status}` }];
  const isLockedOut = named.some(({ code }) => code === TOO_MANY_GUESSES);
  const problem = isLockedOut ? 'credentials' : isBusy(status) ? 'busy' : (BY_STATUS[status] ?? 'refused');
  return new MoySkladFault(problem, refusals, status);
}

function isBusy(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
