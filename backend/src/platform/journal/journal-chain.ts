import { createHash } from 'node:crypto';
import type { JournalEntry } from './journal-entry.js';

/** An entry as it is stored. */
export type StoredEntry = JournalEntry & { _id: { toHexString(): string } };

/** What is wrong at a place of the chain: no entry has it, another beside the one sealed, or one that is not as sealed. */
export interface ChainFault {
  position: number;
  kind: 'missing' | 'changed' | 'added';
  entryId?: string;
}

/** SHA-256 of the former hash, the position and all that an entry says, in hex. */
export function chainHash(former: string, position: number, entry: StoredEntry): string {
  const { number = null, requestId, derived } = entry;
  return hashOf([...sealedFirst(former, position, entry), number, requestId, ...(derived ? [derived] : [])]);
}

/** Follows the chain, entries by position, and tells how many stand as they were sealed and what is wrong first. */
export async function checkChain(
  entries: AsyncIterable<StoredEntry>,
): Promise<{ entries: number; fault?: ChainFault }> {
  let last = { position: 0, hash: '' };
  for await (const entry of entries) {
    const fault = faultAfter(last, entry);
    if (fault) return { entries: last.position, fault };
    last = { position: last.position + 1, hash: entry.hash ?? '' };
  }
  return { entries: last.position };
}

function faultAfter(last: { position: number; hash: string }, entry: StoredEntry): ChainFault | undefined {
  const position = last.position + 1;
  const entryId = entry._id.toHexString();
  if (entry.position === last.position) return { position: last.position, kind: 'added', entryId };
  if (entry.position !== position) return { position, kind: 'missing' };
  const hashes = [chainHash(last.hash, position, entry), hashOf(sealedFirst(last.hash, position, entry))];
  return hashes.includes(entry.hash ?? '') ? undefined : { position, kind: 'changed', entryId };
}

/** What the first entries were sealed by: they stand under a hash without number and request. */
function sealedFirst(former: string, position: number, entry: StoredEntry): unknown[] {
  const { at, actor, entity, entityId, action, entityVersion, changes } = entry;
  return [
    former,
    position,
    entry._id.toHexString(),
    at,
    actor,
    entity,
    String(entityId),
    action,
    entityVersion,
    changes,
  ];
}

function hashOf(content: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
