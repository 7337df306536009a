import type { ExchangeFault, FetchFault } from '@verstak/domain';
import { NotFetched } from '../../platform/web/request.js';
import { ExchangeFailed } from '../connected-system.js';

/** Why Bitrix24 did not do what it was asked, and what that means for the exchange. */
const FAULTS = {
  'bitrix24.address': 'credentials',
  'bitrix24.moved': 'redirects',
  'bitrix24.unauthorised': 'credentials',
  'bitrix24.forbidden': 'credentials',
  'bitrix24.plan': 'credentials',
  'bitrix24.limit': 'limit',
  'bitrix24.busy': 'status',
  'bitrix24.unreachable': 'unreachable',
  'bitrix24.incomplete': 'not_understood',
  'bitrix24.missing': 'not_understood',
  'bitrix24.currency': 'not_understood',
  'bitrix24.refused': 'not_understood',
} as const satisfies Record<string, ExchangeFault>;

export type Bitrix24FaultCode = keyof typeof FAULTS;

/** What else is known of a fault. */
export interface FaultDetails {
  /** What Bitrix24 said, at most 300 characters, without secrets. */
  answer?: string | undefined;
  /** What it means for the exchange, where the code alone does not tell. */
  fault?: ExchangeFault;
  /** When it may be asked again, as it said. */
  retryAt?: Date | undefined;
  /** That it may go well a little later. */
  isTransient?: boolean;
  /** That nothing was done, it said: it may be asked the same again, whatever it was. */
  isUndone?: boolean;
}

/** A refusal of Bitrix24, or of the way there. Neither addresses nor secrets are in it. */
export class Bitrix24Fault extends ExchangeFailed {
  readonly isTransient: boolean;
  readonly isUndone: boolean;

  constructor(
    readonly code: Bitrix24FaultCode,
    { answer, fault = FAULTS[code], retryAt, isTransient = false, isUndone = false }: FaultDetails = {},
  ) {
    super(fault, answer || undefined, retryAt);
    this.message = answer ? `${code}: ${answer}` : code;
    this.isTransient = isTransient;
    this.isUndone = isUndone;
  }
}

/** Longest piece of an answer that is told. */
const MOST = 300;

/** What an answer says of itself, in one line and without what must not be told. */
export function told(said: unknown, secrets: readonly string[]): string {
  const line = (typeof said === 'string' ? said : '').replace(/\s+/g, ' ').trim();
  return secrets.reduce((rest, secret) => (secret ? rest.replaceAll(secret, '…') : rest), line).slice(0, MOST);
}

/** The fault of a refusal by its code; what is not named here is told in Bitrix24's own words. */
const BY_CODE: Record<string, Bitrix24FaultCode> = {
  expired_token: 'bitrix24.unauthorised',
  invalid_token: 'bitrix24.unauthorised',
  no_auth_found: 'bitrix24.unauthorised',
  invalid_client: 'bitrix24.unauthorised',
  invalid_grant: 'bitrix24.unauthorised',
  payment_required: 'bitrix24.plan',
  insufficient_scope: 'bitrix24.forbidden',
  invalid_scope: 'bitrix24.forbidden',
  invalid_credentials: 'bitrix24.forbidden',
  user_access_error: 'bitrix24.forbidden',
  not_found: 'bitrix24.missing',
  owner_not_found: 'bitrix24.missing',
  query_limit_exceeded: 'bitrix24.limit',
  operation_time_limit: 'bitrix24.limit',
  overload_limit: 'bitrix24.limit',
  internal_server_error: 'bitrix24.busy',
  error_unexpected_answer: 'bitrix24.busy',
};

/** Refusals that come before anything is done. */
const UNDONE = new Set(['query_limit_exceeded', 'operation_time_limit', 'overload_limit', 'expired_token']);

/** What a refusal means; `retryAt` where it is known. */
export function faultOf(code: string, answer: string, status: number, retryAt?: Date): Bitrix24Fault {
  const key = code.toLowerCase();
  const isPlan = key === 'access_denied' && /commercial plans/i.test(answer);
  const fault = isPlan ? 'bitrix24.plan' : (BY_CODE[key] ?? byStatus(status));
  const isTransient = fault === 'bitrix24.busy' || fault === 'bitrix24.limit';
  return new Bitrix24Fault(fault, { answer: answer || code, retryAt, isTransient, isUndone: UNDONE.has(key) });
}

function byStatus(status: number): Bitrix24FaultCode {
  if (status >= 300 && status < 400) return 'bitrix24.moved';
  if (status === 401) return 'bitrix24.unauthorised';
  if (status === 403) return 'bitrix24.forbidden';
  if (status === 404) return 'bitrix24.missing';
  if (status === 408 || status === 429 || status >= 500) return 'bitrix24.busy';
  return 'bitrix24.refused';
}

/** Faults of the way that no later time mends. */
const LASTING: readonly FetchFault[] = ['private_network', 'too_large', 'certificate'];

/** What it means that Bitrix24 was not reached. Throws what is no fault of the way. */
export function unreached(error: unknown): Bitrix24Fault {
  if (!(error instanceof NotFetched)) throw error;
  const { fault } = error;
  const code = fault === 'cut_off' ? 'bitrix24.incomplete' : 'bitrix24.unreachable';
  return new Bitrix24Fault(code, { fault, isTransient: !LASTING.includes(fault) });
}
