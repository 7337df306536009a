import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ConnectionSubject } from '@verstak/domain';
import type { Connection as Database, Types } from 'mongoose';
import type { Collection } from 'mongodb';

/** A document that another system has called about as gone. */
interface Gone {
  /** The connection, the subject, and what it is called there: what is told twice stands here once. */
  _id: string;
  at: Date;
}

/** Documents that are looked at in one exchange. */
const MOST = 1_000;

/** What other systems say is gone, until somebody has looked whether that is so. */
@Injectable()
export class GoneRepository {
  private readonly gone: Collection<Gone>;

  constructor(@InjectConnection() database: Database) {
    this.gone = database.collection<Gone>('goneThere');
  }

  async add(connectionId: Types.ObjectId, subject: ConnectionSubject, ids: readonly string[]): Promise<void> {
    const at = new Date();
    const writes = ids.map((id) => ({
      updateOne: { filter: { _id: prefixOf(connectionId, subject) + id }, update: { $set: { at } }, upsert: true },
    }));
    if (writes.length) await this.gone.bulkWrite(writes, { ordered: false });
  }

  /** Some that are to be looked at. */
  async some(connectionId: Types.ObjectId, subject: ConnectionSubject): Promise<string[]> {
    const prefix = prefixOf(connectionId, subject);
    const found = await this.gone.find({ _id: startingWith(prefix) }, { limit: MOST }).toArray();
    return found.map(({ _id }) => _id.slice(prefix.length));
  }

  /** Forgets all that a connection has told. */
  async deleteOf(connectionId: Types.ObjectId): Promise<void> {
    await this.gone.deleteMany({ _id: startingWith(`${connectionId.toHexString()} `) });
  }

  async forget(connectionId: Types.ObjectId, subject: ConnectionSubject, ids: readonly string[]): Promise<void> {
    await this.gone.deleteMany({ _id: { $in: ids.map((id) => prefixOf(connectionId, subject) + id) } });
  }
}

function prefixOf(connectionId: Types.ObjectId, subject: ConnectionSubject): string {
  return `${connectionId.toHexString()} ${subject} `;
}

function startingWith(prefix: string): { $gte: string; $lt: string } {
  return { $gte: prefix, $lt: `${prefix}\uffff` };
}
