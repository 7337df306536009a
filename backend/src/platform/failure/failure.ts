import { ERROR_STATUS, type ErrorCode, type FieldConflict, type FieldFault } from '@verstak/domain';

/** Faults told of at once; who sends more wrong fields than these is helped by the first ones. */
export const MOST_FAULTS = 100;

interface Details {
  detail: string;
  params?: Record<string, unknown>;
  errors?: FieldFault[];
}

/** A refusal that the caller is told of as problem+json. */
export class Failure extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly details: Details,
  ) {
    super(`${code}: ${details.detail}`);
    this.status = ERROR_STATUS[code];
  }
}

/** 404: there is no such document, or none that the caller may read. */
export function NotFound(entity: string, id: string | number): Failure {
  return new Failure('not_found', { detail: `There is no ${entity} ${id}.`, params: { entity, id } });
}

/** 409: somebody else was first, or the document is in a state that forbids it. */
export function Conflict(code: ErrorCode, detail: string, params?: Record<string, unknown>): Failure {
  return new Failure(code, { detail, params });
}

/** 409 with each field that two people changed: what was there, what stands now and what was to be written. */
export function VersionConflict(version: number, conflicts: FieldConflict[]): Failure {
  const fields = conflicts.map(({ field }) => field).join(', ');
  return new Failure('conflict.version', {
    detail: `Somebody else changed ${fields} meanwhile; send version ${version} with the value that should stand.`,
    params: { version, conflicts },
  });
}

/** 422: well-formed, but a rule of the business forbids it. */
export function RuleBroken(code: ErrorCode, detail: string, params?: Record<string, unknown>): Failure {
  return new Failure(code, { detail, params });
}

/** 403: signed in, but without the permission. */
export function Forbidden(permission: string): Failure {
  return new Failure('auth.forbidden', { detail: `This needs the permission ${permission}.`, params: { permission } });
}

/** 400: fields that break their declaration, each with what would be accepted. */
export function Invalid(errors: FieldFault[]): Failure {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new Failure('request.validation', { detail: detail.slice(0, 1_000), errors });
}
