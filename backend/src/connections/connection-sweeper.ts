import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { MOST_CONNECTIONS } from '@verstak/domain';
import { leasedRound } from '../platform/database/leased-round.js';
import { Leases } from '../platform/database/leases.js';
import { ConnectionsRepository } from './connections.repository.js';
import { ExchangeLog } from './exchange-log.js';
import { OutgoingChangesRepository } from './outgoing-changes.repository.js';

/** Deletes, every hour and in one process at a time, what was exchanged long ago. */
@Injectable()
export class ConnectionSweeper {
  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly log: ExchangeLog,
    private readonly changes: OutgoingChangesRepository,
    private readonly leases: Leases,
  ) {}

  @Cron('47 * * * *')
  async sweepHourly(): Promise<void> {
    await leasedRound(this.leases, 'connections-sweep', () => this.sweep(new Date()));
  }

  async sweep(now: Date): Promise<void> {
    const { items } = await this.connections.list({ page: 1, pageSize: MOST_CONNECTIONS });
    const all = items.map(({ _id }) => _id);
    await this.log.sweep(now, all);
    await this.changes.deleteBeyond(all);
  }
}
