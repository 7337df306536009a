import { Injectable } from '@nestjs/common';
import type { ClientSession, Db, Document, WithId } from 'mongodb';
import { DataCheck } from '../platform/records/data-check.js';

/** A part knows since when the stretch of work goes on that has not ended. */
@Injectable()
export class PartWorkCheck extends DataCheck {
  readonly kind = { collection: 'parts', entity: 'Part' };
  readonly what = 'since when somebody works';

  async makeAnew(parts: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]> {
    const filter = { partId: { $in: parts.map(({ _id }) => _id) }, endedAt: null };
    const open = await db.collection('stagePasses').find(filter, { session }).toArray();
    const since = new Map(open.map(({ partId, startedAt }) => [String(partId), startedAt as unknown]));
    return parts.map(({ _id }) => ({ startedAt: since.get(String(_id)) }));
  }
}
