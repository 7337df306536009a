import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ConnectionOffReason, ExchangeFault } from '@verstak/domain';
import type { Model, QueryFilter, Types, UpdateQuery } from 'mongoose';
import { asSystem } from '../platform/access/caller.js';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import { allOf } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { Connection } from './connection.js';
import type { ConnectionListQuery } from './connection.dto.js';

/** No part of an exchange takes longer: who has not renewed its claim by then has gone. */
const CLAIM_MS = 120_000;

/** An exchange that somebody has taken over. */
export type ClaimedConnection = Stored<Connection> & { busyUntil: Date };

@Injectable()
export class ConnectionsRepository extends BaseRepository<Connection> {
  constructor(@InjectModel(Connection.name) model: Model<Connection>, context: RepositoryContext) {
    super(model, Connection, 'Connection', context);
  }

  /** Connections by name unless told otherwise. */
  async list(query: ConnectionListQuery): Promise<Page<Stored<Connection>>> {
    return this.page({ ...query, sort: query.sort ?? 'name' }, Connection);
  }

  async count(): Promise<number> {
    return this.model.countDocuments();
  }

  async add(fields: Partial<Connection>, id: Types.ObjectId): Promise<Stored<Connection>> {
    return this.insert(fields, 'created', id);
  }

  async delete(connection: Stored<Connection>): Promise<void> {
    return this.remove(connection);
  }

  /** Those that something is exchanged with, whoever asks. */
  async on(): Promise<Stored<Connection>[]> {
    return this.model.find({ isOn: true }, WITHOUT_DERIVED).lean<Stored<Connection>[]>();
  }

  /** The one that signs in here with this login, whoever asks; `null` where there is none. */
  async byLogin(login: string): Promise<Stored<Connection> | null> {
    return this.model.findOne({ login }, WITHOUT_DERIVED).lean<Stored<Connection>>();
  }

  /** One as it is now, whoever asks; `null` where it is gone. */
  async fresh(id: Types.ObjectId | string): Promise<Stored<Connection> | null> {
    return this.model.findById(id, WITHOUT_DERIVED).lean<Stored<Connection>>();
  }

  /** Whether some of these that are on is due to be asked, whoever asks. */
  async isDue(kinds: readonly string[], now: Date): Promise<boolean> {
    return !!(await this.model.exists(due(kinds, now)));
  }

  /** Takes over the exchange of these kinds that is due for longest; `null` where none is. */
  async claimDue(kinds: readonly string[], now: Date): Promise<ClaimedConnection | null> {
    return this.claim(due(kinds, now), now);
  }

  /** Takes over the exchange of one that is on, due or not; `null` where it is under way. */
  async claimOne(_id: Types.ObjectId, now: Date): Promise<ClaimedConnection | null> {
    return this.claim(allOf<Connection>({ _id, isOn: true, ...idle(now) }), now);
  }

  /** Has one asked at the next look. */
  async makeDue(id: Types.ObjectId, nextAt: Date): Promise<void> {
    await this.model.updateOne({ _id: id, isOn: true }, { $set: { nextAt } });
  }

  /** Goes on with an exchange: `false` where somebody else has it, or it was switched off or deleted. */
  async renewClaim(claimed: ClaimedConnection, now: Date): Promise<boolean> {
    const busyUntil = new Date(now.getTime() + CLAIM_MS);
    const { _id } = claimed;
    const held = { _id, isOn: true, busyUntil: claimed.busyUntil };
    const { matchedCount } = await this.model.updateOne(held, { $set: { busyUntil } });
    if (matchedCount) claimed.busyUntil = busyUntil;
    return !!matchedCount;
  }

  /** Keeps how far what it gives was taken. */
  async keepPosition(id: Types.ObjectId, position: Record<string, unknown>): Promise<void> {
    await this.model.updateOne({ _id: id }, { $set: { position } });
  }

  /** Ends an exchange that is still that of who took it over; whoever has asked for another meanwhile gets it. */
  async settle(
    { _id, busyUntil, nextAt: asked }: ClaimedConnection,
    at: Date,
    nextAt: Date | undefined,
    fault: ExchangeFault | undefined,
  ): Promise<void> {
    await this.noteResult({ _id }, at, fault);
    if (nextAt) await this.model.updateOne({ _id, busyUntil, nextAt: asked ?? null }, { $set: { nextAt } });
    await this.model.updateOne({ _id, busyUntil }, { $unset: { busyUntil: '' } });
  }

  /** Notes how an exchange went. */
  async noteResult({ _id }: { _id: Types.ObjectId }, at: Date, fault: ExchangeFault | undefined): Promise<void> {
    const update: UpdateQuery<Connection> = fault
      ? { $set: { fault } }
      : { $set: { lastSuccessAt: at }, $unset: { fault: '', failingSince: '' } };
    await this.model.updateOne({ _id }, update);
    if (fault) await this.model.updateOne({ _id, failingSince: null }, { $set: { failingSince: at } });
  }

  /** Tells how much of it was refused and waits. */
  async noteRefused(id: Types.ObjectId | string, refused: number): Promise<void> {
    await this.model.updateOne({ _id: id }, refused ? { $set: { refused } } : { $unset: { refused: '' } });
  }

  /** Replaces what it is signed in to with where that is still what was read: `false` where another was quicker. */
  async replaceSecret(id: Types.ObjectId, before: string | undefined, secret: string): Promise<boolean> {
    const { matchedCount } = await this.model.updateOne({ _id: id, secret: before ?? null }, { $set: { secret } });
    return !!matchedCount;
  }

  /** Has nothing exchanged any more, for a reason of the product's own; nothing where it is off already. */
  async switchOff(id: Types.ObjectId, offReason: ConnectionOffReason): Promise<void> {
    await asSystem('connections', () =>
      this.transactions.run(async () => {
        const connection = await this.one({ _id: id, isOn: true });
        if (!connection) return;
        await this.change(
          connection,
          { action: 'switched_off' },
          (off) => void Object.assign(off, { isOn: false, offReason }),
        );
      }),
    );
  }

  private async claim(where: QueryFilter<Connection>, now: Date): Promise<ClaimedConnection | null> {
    const claim = { $set: { busyUntil: new Date(now.getTime() + CLAIM_MS) } };
    return this.model
      .findOneAndUpdate(where, claim, { sort: { nextAt: 1 }, returnDocument: 'after', projection: WITHOUT_DERIVED })
      .lean<ClaimedConnection>();
  }
}

/** Those that are due, and that nobody is at. */
function due(kinds: readonly string[], now: Date): QueryFilter<Connection> {
  return allOf<Connection>({ isOn: true, kind: { $in: kinds }, nextAt: { $lte: now }, ...idle(now) });
}

/** That nobody is at; one that is busy for longer than anybody may be, was left by a wrong clock. */
function idle(now: Date): object {
  const longest = new Date(now.getTime() + CLAIM_MS);
  return { $or: [{ busyUntil: null }, { busyUntil: { $lte: now } }, { busyUntil: { $gt: longest } }] };
}
