import { createHash } from 'node:crypto';
import type { JournalEntry } from './journal-entry.js';

/** An entry as it is stored. */
export type StoredEntry = JournalEntry & { _id: { toHexString(): string } };

/** All that an entry says, as one text: the same before it is stored and after, where nothing may have become `null`. */
export function contentOf(entry: StoredEntry): string {
  const { _id, at, actor, entity, entityId, number, action, entityVersion, changes, derived, requestId, params } =
    entry;
  const { ownerId } = entry;
  const content = [
    _id.toHexString(),
    at,
    actor,
    entity,
    String(entityId),
    number,
    action,
    entityVersion,
    changes,
    derived,
    requestId,
    ...(params ? [params] : []),
    ...(ownerId ? [{ ownerId: String(ownerId) }] : []),
  ];
  return JSON.stringify(content, (_name, value: unknown) => value ?? undefined);
}

/**
 * The hashes, SHA-256 in hex, under which an entry may stand that was sealed before there was a key: of the former hash,
 * the position and what entries said then.
 */
export function hashesWithoutKey(former: string, position: number, entry: StoredEntry): string[] {
  const { number = null, requestId, derived } = entry;
  const { at, actor, entity, entityId, action, entityVersion, changes } = entry;
  const first = [
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
  const next = [...first, number, requestId];
  return [derived ? [...next, derived] : next, first].map(hashOf);
}

function hashOf(content: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
