import { Injectable } from '@nestjs/common';
import type { ClientSession, Db, Document, WithId } from 'mongodb';
import { DataCheck } from '../platform/database/data-check.js';

const NOTHING = { passesTotal: 0, workedMs: 0 };

/** A part knows how many stretches of work it had, how long those took that ended, and since when one goes on. */
@Injectable()
export class PartWorkCheck extends DataCheck {
  readonly kind = { collection: 'parts', entity: 'Part' };
  readonly what = 'stretches of work';

  async makeAnew(parts: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]> {
    const length = { $max: [{ $subtract: ['$endedAt', '$startedAt'] }, 0] };
    const isOver = { $gt: ['$endedAt', null] };
    const sums = db.collection('stagePasses').aggregate<Document>(
      [
        { $match: { partId: { $in: parts.map(({ _id }) => _id) } } },
        {
          $group: {
            _id: '$partId',
            passesTotal: { $sum: 1 },
            workedMs: { $sum: { $cond: [isOver, length, 0] } },
            startedAt: { $max: { $cond: [isOver, null, '$startedAt'] } },
          },
        },
      ],
      { session },
    );
    const works = new Map<string, Document>();
    for await (const { _id, startedAt, ...work } of sums)
      works.set(String(_id), { ...work, workedMs: Number(work['workedMs']), ...(startedAt ? { startedAt } : {}) });
    return parts.map(({ _id }) => works.get(String(_id)) ?? NOTHING);
  }
}
