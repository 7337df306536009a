import { HttpErrorResponse } from '@angular/common/http';
import { ERROR_STATUS, type ErrorCode, type FieldConflict, type FieldFault, type Problem } from '@verstak/domain';

/** A refusal of the API as an error: `code` is translated, `errors` belong to fields, `params` fill the sentence. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: readonly FieldFault[];
  readonly params: Readonly<Record<string, unknown>>;

  constructor(problem: Problem) {
    super(problem.detail || problem.code);
    this.code = problem.code;
    this.status = problem.status;
    this.errors = problem.errors ?? [];
    this.params = problem.params ?? {};
  }

  /** Fields that somebody else changed too; empty unless the code is `conflict.version`. */
  get conflicts(): FieldConflict[] {
    const conflicts = this.params['conflicts'];
    return Array.isArray(conflicts) ? (conflicts as FieldConflict[]) : [];
  }
}

/** Any failure of a request as an `ApiProblem`; no answer at all and foreign answers count as `unavailable`. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (!(error instanceof HttpErrorResponse)) return problemOf('internal', String(error));
  const body = parsed(error.error);
  if (isProblem(body)) return new ApiProblem(body);
  return problemOf(error.status >= 500 || error.status === 0 ? 'unavailable' : 'request.malformed', error.message);
}

/** The same where a file was asked for: its refusal arrives as bytes, which are read first. */
export async function readProblem(error: HttpErrorResponse & { error: Blob }): Promise<ApiProblem> {
  const { headers, status } = error;
  return toProblem(new HttpErrorResponse({ error: await error.error.text(), headers, status }));
}

/** Whether a failure of a request has a body that is still to be read. */
export function isUnread(error: unknown): error is HttpErrorResponse & { error: Blob } {
  return error instanceof HttpErrorResponse && error.error instanceof Blob;
}

/** Whether a refusal says nothing about the request itself, so that the same may succeed later. */
export function isPassing({ status, code }: ApiProblem): boolean {
  return status === 401 || status === 429 || status === 503 || code === 'idempotency.in_progress';
}

function problemOf(code: ErrorCode, detail: string): ApiProblem {
  return new ApiProblem({ type: 'about:blank', title: code, status: ERROR_STATUS[code], code, detail });
}

/** A refusal of a request that asked for text or a file arrives unparsed. */
function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && String(body.code) in ERROR_STATUS;
}
