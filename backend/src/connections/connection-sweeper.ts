import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { MOST_CONNECTIONS } from '@verstak/domain';
import { asSystem } from '../platform/access/caller.js';
import { Leases } from '../platform/database/leases.js';
import { ConnectionsRepository } from './connections.repository.js';
import { ExchangeLog } from './exchange-log.js';
import { OutgoingChangesRepository } from './outgoing-changes.repository.js';

const LEASE = 'connections-sweep';
const LEASE_MS = 60_000;

/** Deletes, every hour and in one process at a time, what was exchanged long ago. */
@Injectable()
export class ConnectionSweeper {
  private readonly logger = new Logger(ConnectionSweeper.name);

  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly log: ExchangeLog,
    private readonly changes: OutgoingChangesRepository,
    private readonly leases: Leases,
  ) {}

  @Cron('47 * * * *')
  async sweepHourly(): Promise<void> {
    if (!(await this.leases.hold(LEASE, LEASE_MS))) return;
    try {
      await asSystem(LEASE, () => this.sweep(new Date()));
    } catch (error) {
      this.logger.warn(`Sweeping the log of connections failed, again in an hour: ${String(error)}`);
    }
  }

  async sweep(now: Date): Promise<void> {
    const { items } = await this.connections.list({ page: 1, pageSize: MOST_CONNECTIONS });
    const all = items.map(({ _id }) => _id);
    await this.log.sweep(now, all);
    await this.changes.deleteBeyond(all);
  }
}
