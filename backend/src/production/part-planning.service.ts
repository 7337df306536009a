import { Injectable } from '@nestjs/common';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { RoutesService } from '../routes/routes.service.js';
import { UsersService } from '../users/users.service.js';
import { routed } from './part-consequences.js';
import type { PartChange, PartCreate } from './part.dto.js';
import { isUntouched } from './part-work.js';
import type { Part } from './part.js';
import { PartsRepository } from './parts.repository.js';

/** Parts as they are planned: made by hand or as parts of others, changed, taken away; those of orders follow these. */
@Injectable()
export class PartPlanningService {
  constructor(
    private readonly parts: PartsRepository,
    private readonly routes: RoutesService,
    private readonly users: UsersService,
    private readonly transactions: Transactions,
  ) {}

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.parts.history(id, query);
  }

  /** Makes a part, for itself or as a part of another that is not of an order. */
  async create({ parentId, routeId, masterId, ...fields }: PartCreate): Promise<Stored<Part>> {
    return this.transactions.run(async () => {
      const parent = parentId ? await this.parts.get(parentId) : undefined;
      if (parent) requireOwn(parent);
      const route = routeId ? await this.routes.forWork(routeId) : undefined;
      const master = masterId ? await this.users.master(masterId) : undefined;
      return this.parts.add({
        ...fields,
        masterId,
        masterName: master?.name,
        ...routed(route),
        ...(parent ? { parentId, ancestorIds: [...parent.ancestorIds, parent._id.toHexString()] } : {}),
      });
    });
  }

  /** Changes a part that is not of an order; its route as long as nobody has worked on it. */
  async change(id: string, { version, ...fields }: PartChange): Promise<Stored<Part>> {
    return this.transactions.run(async () => {
      const before = await this.parts.get(id);
      requireOwn(before);
      const { routeId, masterId } = fields;
      const isRouted = routeId !== undefined && String(before.routeId ?? '') !== (routeId ?? '');
      if (isRouted || (fields.quantity !== undefined && fields.quantity !== before.quantity)) requireUntouched(before);
      const route = isRouted && routeId ? await this.routes.forWork(routeId) : undefined;
      const master = masterId ? await this.users.master(masterId) : undefined;
      return this.parts.change(before, { version }, (part) => {
        Object.assign(part, fields, isRouted ? routed(route) : {});
        if (masterId !== undefined) part.masterName = master?.name;
      });
    });
  }

  /** Deletes a part that is not of an order, on which nobody has worked and into which nothing goes. */
  async delete(id: string): Promise<void> {
    return this.transactions.run(async () => {
      const part = await this.parts.get(id);
      requireOwn(part);
      requireUntouched(part);
      if (part.childrenTotal) {
        const { childrenTotal: total, childrenDone: done } = part;
        throw Conflict('part.children', `${total} parts go into it; delete them first.`, { total, done });
      }
      await this.parts.delete(id);
    });
  }
}

/** 409 for what follows an order. */
function requireOwn({ orderId, orderNumber, number }: Part): void {
  if (!orderId) return;
  throw Conflict('part.of_order', `Part ${number} is made for order ${orderNumber}; change the order.`, {
    orderNumber,
  });
}

/** 409 once somebody has worked on it. */
function requireUntouched(part: Part): void {
  if (isUntouched(part)) return;
  throw Conflict('part.started', `Work on part ${part.number} has begun.`, { passes: part.passesTotal });
}
