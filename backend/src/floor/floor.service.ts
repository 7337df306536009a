import { Injectable } from '@nestjs/common';
import { dayIn, startOfDay } from '@verstak/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { OrderProgress, type Progress } from '../orders/order-progress.js';
import { Config } from '../platform/config/config.module.js';
import { SharedReads } from '../platform/database/shared-reads.js';
import { FloorLedger } from './floor-ledger.js';
import { tallyFloor, type TalliedOrder } from './floor-tally.js';
import type { Floor, FloorOrder, FloorQuery } from './floor.dto.js';

/** Between two counts of the same, however many ask: nobody sees a shop floor change more often than that. */
const PACE_MS = 500;
/** What has not changed is counted anew all the same: parts become late, names change. */
const OLDEST_MS = 10_000;
/** Kinds of counts that are kept; more are counted each time. */
const MOST_KEPT = 50;

interface Kept {
  floor: Floor;
  version: number;
}

/** The shop floor as it is, counted once for all who watch it. */
@Injectable()
export class FloorService {
  private readonly turns = new SharedReads();
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly ledger: FloorLedger,
    private readonly progress: OrderProgress,
    private readonly config: Config,
  ) {}

  /** With every change that was committed before the call. */
  async read({ orderId, routeId, workerId, workCentre }: FloorQuery): Promise<Floor> {
    const query = { orderId, routeId, workerId, workCentre };
    const key = JSON.stringify(query);
    return this.turns.run(key, () => this.readOnce(key, query));
  }

  private async readOnce(key: string, query: FloorQuery): Promise<Floor> {
    const kept = this.kept.get(key);
    const age = kept ? Date.now() - kept.floor.at.getTime() : Infinity;
    let parts = await this.ledger.now();
    if (kept?.version === this.ledger.version && age < OLDEST_MS) return kept.floor;
    if (age < PACE_MS) {
      // Who asks meanwhile waits with this one, and gets the same.
      await pause(PACE_MS - Math.max(age, 0));
      parts = await this.ledger.now();
    }
    const { version } = this.ledger;
    const floor = await this.count(parts, query);
    this.keep(key, { floor, version });
    return floor;
  }

  private async count(parts: Awaited<ReturnType<FloorLedger['now']>>, query: FloorQuery): Promise<Floor> {
    const { timeZone } = this.config;
    const at = new Date();
    const tally = tallyFloor(parts.values(), query, startOfDay(dayIn(timeZone, at), timeZone));
    return { at, ...tally, orders: await this.withProgress(tally.orders) };
  }

  private async withProgress(orders: readonly TalliedOrder[]): Promise<FloorOrder[]> {
    const progress = await this.progress.of(orders.map(({ id }) => id));
    const none: Progress = { plannedSeconds: 0, earnedSeconds: 0, partsTotal: 0, partsDone: 0 };
    return orders.map((order) => ({ ...order, ...(progress.get(order.id) ?? none) }));
  }

  private keep(key: string, kept: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}
