import { isISO8601 } from 'class-validator';

export const ID_FAULT = 'must be an id of 24 hexadecimal digits';

/** An id in its usual form, or the value as it is. */
export function toId(value: unknown): unknown {
  return typeof value === 'string' && value.length === 24 ? value.toLowerCase() : value;
}

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const EARLIEST = new Date('1900-01-01T00:00:00Z');
const LATEST = new Date('2200-01-01T00:00:00Z');

export const INSTANT_FAULT = 'must be an instant with a zone between 1900 and 2200, such as 2026-11-25T09:00:00Z';

/** The instant that a strict ISO 8601 text with a zone names, or the value as it is. */
export function toInstant(value: unknown): unknown {
  // `Date` alone takes 30 February for 2 March.
  if (typeof value !== 'string' || !ISO_INSTANT.test(value) || !isISO8601(value, { strict: true })) return value;
  const instant = new Date(value);
  return instant >= EARLIEST && instant <= LATEST ? instant : value;
}
