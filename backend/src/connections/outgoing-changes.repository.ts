import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ConnectionSubject } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import { newId } from '../platform/database/unit.js';
import { OutgoingChange } from './outgoing-change.js';

/** More are not begun and left by one exchange: what is sent at once, and what waits for others. */
const MOST_BEGUN = 1_000;

/** What other systems are still to be told of. */
@Injectable()
export class OutgoingChangesRepository {
  constructor(@InjectModel(OutgoingChange.name) private readonly model: Model<OutgoingChange>) {}

  /** Has a connection told of these documents, each once. */
  async add(
    connectionId: Types.ObjectId,
    subject: ConnectionSubject,
    documentIds: readonly string[],
    dueAt: Date,
  ): Promise<void> {
    if (!documentIds.length) return;
    await this.model.collection.bulkWrite(
      [...new Set(documentIds)].map((id) => ({
        updateOne: {
          filter: { connectionId, subject, documentId: new Types.ObjectId(id) },
          update: { $set: { mark: newId(), dueAt }, $setOnInsert: { tries: 0 } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }

  /** What is due of a subject for longest, at most so many. */
  async due(
    connectionId: Types.ObjectId,
    subject: ConnectionSubject,
    most: number,
    now: Date,
  ): Promise<Stored<OutgoingChange>[]> {
    return this.dueWhere({ connectionId, subject, dueAt: { $lte: now } }, most);
  }

  /** What of a subject is due and was begun to be sent before, the longest due first, at most 1,000. */
  async begun(connectionId: Types.ObjectId, subject: ConnectionSubject, now: Date): Promise<Stored<OutgoingChange>[]> {
    return this.dueWhere({ connectionId, subject, dueAt: { $lte: now }, tries: { $gt: 0 } }, MOST_BEGUN);
  }

  /** Counts an attempt to send these. */
  async countTry(changes: readonly Stored<OutgoingChange>[]): Promise<void> {
    if (!changes.length) return;
    const where = allOf<OutgoingChange>({ _id: { $in: changes.map(({ _id }) => _id) } });
    await this.model.updateMany(where, { $inc: { tries: 1 } });
  }

  /** Whether something of these connections is due. */
  async isDue(connectionIds: readonly Types.ObjectId[], now: Date): Promise<boolean> {
    if (!connectionIds.length) return false;
    const where = allOf<OutgoingChange>({ connectionId: { $in: connectionIds }, dueAt: { $lte: now } });
    return !!(await this.model.exists(where));
  }

  /** Takes away what was sent, unless it has changed since it was read. */
  async settle(sent: readonly Pick<Stored<OutgoingChange>, '_id' | 'mark'>[]): Promise<void> {
    for (const { _id, mark } of sent) await this.model.deleteOne(allOf<OutgoingChange>({ _id, mark }));
  }

  /** Puts off what could not be sent now. */
  async putOff(ids: readonly Types.ObjectId[], dueAt: Date): Promise<void> {
    await this.model.updateMany(allOf<OutgoingChange>({ _id: { $in: ids } }), { $set: { dueAt } });
  }

  /** Deletes what is of none of these connections: noted while another was deleted. */
  async deleteBeyond(connectionIds: readonly Types.ObjectId[]): Promise<void> {
    await this.model.deleteMany(allOf<OutgoingChange>({ connectionId: { $nin: connectionIds } }));
  }

  async deleteOf(connectionId: Types.ObjectId): Promise<void> {
    await this.model.deleteMany(allOf<OutgoingChange>({ connectionId }));
  }

  private async dueWhere(where: object, most: number): Promise<Stored<OutgoingChange>[]> {
    return this.model
      .find(allOf<OutgoingChange>(where))
      .sort({ dueAt: 1, _id: 1 })
      .limit(most)
      .lean<Stored<OutgoingChange>[]>();
  }
}
