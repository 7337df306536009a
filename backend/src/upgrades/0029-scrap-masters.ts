import { ObjectId, type Document } from 'mongodb';
import type { UpgradeData } from './upgrade-data.js';
import type { Upgrade } from './upgrade.js';

const PARTS = { collection: 'parts', entity: 'Part' };

/** Lost pieces and problems know who told of them, not their name alone, which becomes another. */
export const scrapMasters: Upgrade = {
  name: '0029-scrap-masters',
  apply: (data) =>
    data.changeEach(
      PARTS,
      {
        $or: [
          { scraps: { $elemMatch: { masterId: { $exists: false } } } },
          { problem: { $exists: true }, 'problem.byId': { $exists: false } },
        ],
      },
      async (part) => {
        const [scraps, problem] = [part['scraps'] as Document[], part['problem'] as Document | undefined];
        const lost = await tellers(data, part._id, 'scrapped');
        // Each report has its entry, in the same order; where some are missing, nobody can say whose is whose.
        const isWhole = lost.length === scraps.length;
        const [blocker] = problem ? (await tellers(data, part._id, 'blocked')).slice(-1) : [];
        return {
          document: {
            ...part,
            scraps: scraps.map((scrap, index) => ({ ...scrap, ...(isWhole && told(lost[index], 'master')) })),
            ...(problem && { problem: { ...problem, ...told(blocker, 'by') } }),
          },
        };
      },
    ),
};

interface Teller {
  id: ObjectId;
  /** As they are called today. */
  name: string;
}

const told = (teller: Teller | undefined, as: string): Document =>
  teller ? { [`${as}Id`]: teller.id, [`${as}Name`]: teller.name } : {};

/** Who did this with a part, each time it was done; nothing of those who are not there. */
async function tellers({ db }: UpgradeData, entityId: ObjectId, action: string): Promise<(Teller | undefined)[]> {
  const entries = await db
    .collection('journal')
    .find({ entity: 'Part', entityId, action }, { projection: { 'actor.id': 1 } })
    .sort({ _id: 1 })
    .toArray();
  const ids = entries.map(({ actor }) => String((actor as { id?: string }).id));
  const people = await db
    .collection('users')
    .find({ _id: { $in: ids.filter((id) => ObjectId.isValid(id)).map((id) => new ObjectId(id)) } })
    .project<{ _id: ObjectId; name: string }>({ name: 1 })
    .toArray();
  return ids.map((id) => {
    const person = people.find(({ _id }) => String(_id) === id);
    return person && { id: person._id, name: person.name };
  });
}
