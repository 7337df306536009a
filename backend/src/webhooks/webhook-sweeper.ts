import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { MOST_WEBHOOKS } from '@verstak/domain';
import { DateTime } from 'luxon';
import { leasedRound } from '../platform/database/leased-round.js';
import { Leases } from '../platform/database/leases.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';

/** How long deliveries are kept, and how many of a place. */
const KEPT_DAYS = 30;
const MOST_KEPT = 20_000;

/** Deletes, every hour and in one process at a time, what was sent long ago. */
@Injectable()
export class WebhookSweeper {
  constructor(
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly leases: Leases,
  ) {}

  @Cron('41 * * * *')
  async sweepHourly(): Promise<void> {
    await leasedRound(this.leases, 'webhooks-sweep', () => this.sweep(DateTime.now()));
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
