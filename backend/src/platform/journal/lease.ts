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

  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** Takes or renews the lease for `milliseconds`; false where another process holds it. */
  async hold(name: string, milliseconds: number): Promise<boolean> {
    const now = new Date();
    const leases = this.connection.collection<LeaseDocument>('leases');
    try {
      await leases.updateOne(
        { _id: name, $or: [{ holder: this.holder }, { until: { $lt: now } }] },
        { $set: { holder: this.holder, until: new Date(now.getTime() + milliseconds) } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      // The upsert meets the document of the process that holds the lease.
      if ((error as { code?: number }).code === 11_000) return false;
      throw error;
    }
  }
}
