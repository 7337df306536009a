import { Injectable } from '@nestjs/common';
import { performersOf } from '@verstak/domain';
import { OrdersService } from '../orders/orders.service.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Stored } from '../platform/database/entity.js';
import type { Part } from '../production/part.js';
import { ProductionService } from '../production/production.service.js';
import { UsersService } from '../users/users.service.js';
import { changeOf, happeningOf, type News, type NewsSource } from './news.js';

/** Whose turn it is with a part, told to them; and what keeps it from being made, to whoever can do something about it. */
@Injectable()
export class PartNews implements NewsSource {
  constructor(
    private readonly production: ProductionService,
    private readonly orders: OrdersService,
    private readonly users: UsersService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    const own = entries.filter((entry) => entry.entity === 'Part' && (isProblem(entry) || isHandedOn(entry)));
    const parts = await this.production.byIds(own.map(({ entityId }) => String(entityId)));
    const news = own.map(async (entry): Promise<News[]> => {
      const part = parts.get(String(entry.entityId));
      if (!part) return [];
      return isProblem(entry) ? [await this.problemOf(part, entry)] : assignmentOf(part, entry);
    });
    return (await Promise.all(news)).flat();
  }

  private async problemOf(part: Stored<Part>, entry: JournalEntry): Promise<News> {
    const helpers = await this.users.idsHolding('parts:override');
    const orderId = part.orderId && String(part.orderId);
    const managerId = orderId && (await this.orders.named([orderId])).get(orderId)?.managerId;
    return {
      about: { topic: 'problem', ...namedPart(part) },
      details: {
        ...orderOf(part),
        byName: entry.actor.name,
        ...(entry.params?.reason && { text: entry.params.reason }),
      },
      to: [...helpers, ...(managerId ? [String(managerId)] : [])],
      ...happeningOf(entry),
    };
  }
}

/** What a part is called where it is told of. */
export function namedPart({
  _id,
  number,
  title,
}: Stored<Part>): Pick<News['about'], 'subject' | 'subjectId' | 'number' | 'name'> {
  return { subject: 'Part', subjectId: _id.toHexString(), number, name: title };
}

/** The order that a part is made for, whose parts are told of together. */
export function orderOf({ orderNumber }: Part): { orderNumber?: number } {
  return orderNumber === undefined ? {} : { orderNumber };
}

/** By what parts of one order are told of together. */
export function threadOf({ _id, orderId }: Stored<Part>): string {
  return `parts ${orderId ? String(orderId) : _id.toHexString()}`;
}

function isProblem({ action }: JournalEntry): boolean {
  return action === 'blocked';
}

function isHandedOn(entry: JournalEntry): boolean {
  return !!changeOf(entry, 'masterId') || !!changeOf(entry, 'stagesDone');
}

/** Those whose turn it has become, and was not before. */
function assignmentOf(part: Stored<Part>, entry: JournalEntry): News[] {
  const isNew = !entry.changes.some(({ before }) => before !== undefined) && entry.entityVersion === 1;
  const given = changeOf(entry, 'masterId') ?? { before: part.masterId, after: part.masterId };
  const done = changeOf(entry, 'stagesDone') ?? { before: part.stagesDone, after: part.stagesDone };
  const before = isNew ? [] : turnAt(part, Number(done.before), given.before);
  const to = turnAt(part, Number(done.after), given.after).filter((id) => !before.includes(id));
  if (!to.length) return [];
  return [
    {
      about: { topic: 'assigned', ...namedPart(part) },
      details: { ...orderOf(part), byName: entry.actor.name },
      thread: threadOf(part),
      to,
      ...happeningOf(entry),
    },
  ];
}

function turnAt({ stages }: Part, stagesDone: number, masterId: unknown): string[] {
  const stage = stages[stagesDone];
  return stage ? performersOf(stage, { masterId }).map(String) : [];
}
