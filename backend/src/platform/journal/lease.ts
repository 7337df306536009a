import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';

interface LeaseDocument {
  _id: string;
  holder: string;
  until: Date;
}

/** Lets one process at a time do a piece of work; a lease not renewed falls to the next that asks. */
@Injectable()
export class Leases {
  private readonly holder = randomUUID();
  /** When the leases of this process end, in milliseconds of Unix time. */
  private readonly held = new Map<string, number>();

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * Takes, keeps or renews the lease for `milliseconds`: `kept` where no other process can have held it since the last
   * call, `taken` where one may have, `undefined` where one does. It is renewed when half of its time has passed.
   */
  async hold(name: string, milliseconds: number): Promise<'kept' | 'taken' | undefined> {
    const now = Date.now();
    const until = this.held.get(name) ?? 0;
    if (until - now > milliseconds / 2) return 'kept';
    const leases = this.connection.collection<LeaseDocument>('leases');
    const next = now + milliseconds;
    try {
      await leases.updateOne(
        { _id: name, $or: [{ holder: this.holder }, { until: { $lt: new Date(now) } }] },
        { $set: { holder: this.holder, until: new Date(next) } },
        { upsert: true },
      );
      this.held.set(name, next);
      return until > Date.now() ? 'kept' : 'taken';
    } catch (error) {
      this.held.delete(name);
      // The upsert meets the document of the process that holds the lease.
      if ((error as { code?: number }).code === 11_000) return undefined;
      throw error;
    }
  }
}
