import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { MOST_WEBHOOKS } from '@verstak/domain';
import { DateTime } from 'luxon';
import { asSystem } from '../platform/access/caller.js';
import { Leases } from '../platform/database/leases.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';

const LEASE = 'webhooks-sweep';
const LEASE_MS = 60_000;

/** How long deliveries are kept, and how many of a place. */
const KEPT_DAYS = 30;
const MOST_KEPT = 20_000;

/** Deletes, every hour and in one process at a time, what was sent long ago. */
@Injectable()
export class WebhookSweeper {
  private readonly logger = new Logger(WebhookSweeper.name);

  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly leases: Leases,
  ) {}

  @Cron('41 * * * *')
  async sweepHourly(): Promise<void> {
    if (!(await this.leases.hold(LEASE, LEASE_MS))) return;
    try {
      await asSystem(LEASE, () => this.sweep(DateTime.now()));
    } catch (error) {
      this.logger.warn(`Sweeping webhooks failed, again in an hour: ${String(error)}`);
    }
  }

  /** Deletes old deliveries, and drops what was written for a place while that was switched off. */
  async sweep(now: DateTime): Promise<void> {
    const on = await this.endpoints.on();
    await this.deliveries.dropWaitingBeyond(on.map(({ _id }) => _id));
    const { items } = await this.endpoints.list({ page: 1, pageSize: MOST_WEBHOOKS });
    const all = items.map(({ _id }) => _id);
    await this.deliveries.deleteOld(now.minus({ days: KEPT_DAYS }).toJSDate(), all, MOST_KEPT);
  }
}
