import { HttpErrorResponse } from '@angular/common/http';

/** Why the server refused something: which fields, and what is wrong with the whole. */
export interface Refusal {
  /** A code of the API, or `offline` where there was no answer. */
  code: string;
  /** What is wrong with a field, as the API says it, by its path. */
  fields: ReadonlyMap<string, string>;
}

interface Problem {
  code?: string;
  errors?: { field: string; message: string }[];
}

/** Reads the refusal of a request. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof HttpErrorResponse) || error.status === 0) return { code: 'offline', fields: new Map() };
  const { code = 'internal', errors = [] } = (error.error ?? {}) as Problem; // RFC 9457, by the API's document
  return { code, fields: new Map(errors.map(({ field, message }) => [field, message])) };
}
