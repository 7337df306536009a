import { Injectable } from '@nestjs/common';
import { addDays, dayIn, instantOf, performersOf, startOfDay, type CalendarDay } from '@verstak/domain';
import { OrdersService } from '../orders/orders.service.js';
import { Config } from '../platform/config/config.module.js';
import { currentStage } from '../production/part.js';
import { ProductionService } from '../production/production.service.js';
import type { News } from './news.js';
import { NotificationWriter } from './notification-writer.js';
import { namedPart, orderOf, threadOf } from './part-news.js';

const DAY_MS = 86_400_000;

/** What became overdue so many days ago is told of, if nobody was there to tell it before. */
const OVERDUE_DAYS = 7;

/** Most orders and parts of each kind that one round tells of. */
const MOST = 1_000;

type Topic = 'due_tomorrow' | 'overdue';

/**
 * What comes with time alone: orders that are due tomorrow or have become overdue, told to whoever manages them, and
 * parts, to whose turn it is. Each once for the day that it was due, however often it is looked.
 */
@Injectable()
export class DueReminders {
  constructor(
    private readonly orders: OrdersService,
    private readonly production: ProductionService,
    private readonly writer: NotificationWriter,
    private readonly config: Config,
  ) {}

  async remind(now: Date): Promise<void> {
    const today = dayIn(this.config.timeZone, now);
    const tomorrow = addDays(today, 1);
    await this.writer.write(await this.newsWithin('due_tomorrow', tomorrow, addDays(tomorrow, 1), now));
    await this.writer.write(await this.newsWithin('overdue', addDays(today, -OVERDUE_DAYS), today, now));
  }

  private async newsWithin(topic: Topic, from: CalendarDay, to: CalendarDay, at: Date): Promise<News[]> {
    const { timeZone } = this.config;
    const ends = [startOfDay(from, timeZone), startOfDay(to, timeZone)] as const;
    const [orders, parts] = await Promise.all([
      this.orders.dueWithin(...ends, MOST),
      this.production.dueWithin(...ends, MOST),
    ]);
    const ofOrders = orders.map(({ _id, number, clientName: name, dueAt, managerId }) => {
      const about = { topic, subject: 'Order', subjectId: _id.toHexString(), number, name } as const;
      return { about, ...this.dueOf(dueAt, at), to: managerId ? [String(managerId)] : [] };
    });
    const ofParts = parts.map((part) => {
      const stage = currentStage(part);
      const { details, position } = this.dueOf(part.dueAt, at);
      return {
        about: { topic, ...namedPart(part) },
        details: { ...details, ...orderOf(part) },
        position,
        at,
        thread: threadOf(part),
        to: stage ? performersOf(stage, part).map(String) : [],
      };
    });
    return [...ofOrders, ...ofParts];
  }

  private dueOf(dueAt: Date | undefined, at: Date): Pick<News, 'details' | 'position' | 'at'> {
    const day = dayIn(this.config.timeZone, dueAt ?? at);
    return { details: { day }, position: instantOf(day) / DAY_MS, at };
  }
}
