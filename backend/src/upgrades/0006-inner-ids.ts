import { ObjectId, type Document } from 'mongodb';
import type { Upgrade } from './upgrade.js';

/** Lists whose members had ids as texts, and the names of those. */
const LISTS: readonly [collection: string, list: string, names: readonly string[]][] = [
  ['orders', 'items', ['id', 'masterId']],
  ['clients', 'contacts', ['id']],
  ['parts', 'scraps', ['id']],
];

/** Ids inside of lists are ids, like all others. What people see stays: neither a version nor an entry. */
export const innerIds: Upgrade = {
  name: '0006-inner-ids',
  async apply(data) {
    await data.dropIndex('parts', 'orderId_1');
    for (const [collection, list, names] of LISTS) {
      const isText = names.map((name) => ({ [`${list}.${name}`]: { $type: 'string' } }));
      await data.deriveEach(collection, { $or: isText }, (document) => ({
        [list]: (document[list] as Document[]).map((member) => withIds(member, names)),
      }));
    }
  },
};

function withIds(member: Document, names: readonly string[]): Document {
  const texts = names.filter((name) => typeof member[name] === 'string');
  return { ...member, ...Object.fromEntries(texts.map((name) => [name, new ObjectId(String(member[name]))])) };
}
