import { HttpErrorResponse } from '@angular/common/http';

/** Why the server refused something: which fields, and what is wrong with the whole. */
export interface Refusal {
  /** A code of the API, or `offline` where there was no answer. */
  code: string;
  /** Which rule a field breaks, as the API calls it, by its path. */
  fields: ReadonlyMap<string, string>;
}

interface Problem {
  code?: string;
  errors?: { field: string; rule: string }[];
}

/** Reads the refusal of a request. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof HttpErrorResponse) || error.status === 0) return { code: 'offline', fields: new Map() };
  const { code = 'internal', errors = [] } = (error.error ?? {}) as Problem; // RFC 9457, by the API's document
  return { code, fields: new Map(errors.map(({ field, rule }) => [field, rule])) };
}

/** Why something about an account was refused, as the pages say it. */
export type AccountFault = 'credentials' | 'staff' | 'tooMany' | 'offline' | 'link' | 'password' | 'fields';

const ACCOUNT_FAULTS: Record<string, AccountFault> = {
  offline: 'offline',
  unavailable: 'offline',
  'request.too_many': 'tooMany',
  'auth.credentials': 'credentials',
  'auth.password_wrong': 'password',
  not_found: 'link',
};

export function accountFaultOf(error: unknown): AccountFault {
  return ACCOUNT_FAULTS[refusalOf(error).code] ?? 'fields';
}
