import { createHash, timingSafeEqual } from 'node:crypto';
import type { ConnectionSubject } from '@verstak/domain';
import { Bitrix24Fault } from './bitrix24-fault.js';
import { CONTACT, COMPANY, clientId, numberOf } from './bitrix24-values.js';

/** What an event says: which record is another, never what it is now. */
export interface Bitrix24Event {
  subject: ConnectionSubject;
  externalId: string;
  /** That it is no more; whether that is true, a look at it shows. */
  isDeleted: boolean;
}

/** Events that tell of what is exchanged, by what they are called without their ending. */
const SUBJECTS: Record<string, { subject: ConnectionSubject; idOf: (id: number) => string }> = {
  ONCRMDEAL: { subject: 'orders', idOf: String },
  ONCRMCONTACT: { subject: 'clients', idOf: (id) => clientId(CONTACT, id) },
  ONCRMCOMPANY: { subject: 'clients', idOf: (id) => clientId(COMPANY, id) },
  'CATALOG.PRODUCT.ON.': { subject: 'products', idOf: String },
};

/**
 * What the form of an event tells: it is sent once, may be late, come twice or before one that happened earlier, so it
 * says only what to look at. `undefined` where it tells of nothing that is exchanged; throws `Bitrix24Fault` where it is
 * not from the portal (`auth[application_token]`).
 */
export function eventOf(form: unknown, applicationToken = ''): Bitrix24Event | undefined {
  const fields = (form ?? {}) as Record<string, unknown>;
  if (!applicationToken || !isSame(textOf(fields['auth[application_token]']), applicationToken))
    throw new Bitrix24Fault('bitrix24.forbidden');
  const [, name = '', ending] = /^(.*?)(ADD|UPDATE|DELETE)$/.exec(textOf(fields['event']).toUpperCase()) ?? [];
  const known = Object.hasOwn(SUBJECTS, name) ? SUBJECTS[name] : undefined;
  const id = numberOf(textOf(fields['data[FIELDS][ID]']));
  if (!known || !id) return undefined;
  return { subject: known.subject, externalId: known.idOf(id), isDeleted: ending === 'DELETE' };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Compares in a time that tells nothing of the right one. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}
