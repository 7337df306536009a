import type { ObjectId } from 'mongodb';
import { createHash } from 'node:crypto';
import type { Upgrade } from './upgrade.js';

const PARTS = { collection: 'parts', entity: 'Part' };

const LETTERS = '0123456789ACDEFGHJKMNPRTVWXY';
const LENGTH = 8;

/** Every part has a code, and is found by it. */
export const partCodes: Upgrade = {
  name: '0014-part-codes',
  async apply(data) {
    const coded = data.db.collection('parts').find({ code: { $exists: true } }, { projection: { code: 1 } });
    const taken = new Set<string>();
    for await (const { code } of coded) taken.add(String(code));
    await data.changeEach(PARTS, { code: { $exists: false } }, (part) => {
      const code = freeCode(part._id, taken);
      taken.add(code);
      const words = (part['words'] as string[] | undefined) ?? [];
      const tokens = [code, code.slice(LENGTH / 2)].map((one) => `%${one.toLowerCase()}`);
      return { document: { ...part, code, words: [...words, ...tokens] } };
    });
  },
};

/** Follows from the part's id, so that it is the same where the upgrade was stopped and goes on. */
function freeCode(id: ObjectId, taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt += 1) {
    const code = codeOf(`${id.toHexString()} ${attempt}`);
    if (!taken.has(code)) return code;
  }
}

/** Letters by the digits of the hash, as large a number as makes each code as likely. */
function codeOf(text: string): string {
  let number = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`);
  const places = BigInt(LETTERS.length);
  return Array.from({ length: LENGTH }, () => {
    const letter = LETTERS.charAt(Number(number % places));
    number /= places;
    return letter;
  }).join('');
}
