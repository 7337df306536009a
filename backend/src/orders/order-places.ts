import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper, type TalkKeeper } from '../platform/access/places.js';
import { UsersService } from '../users/users.service.js';
import { OrdersRepository } from './orders.repository.js';

/**
 * What belongs to an item is for who may read or change the order. What belongs to the whole order may hold sums and
 * contacts, as bills and letters do: it is for who may read those too.
 */
@Injectable()
export class OrderPlaces implements PlaceKeeper {
  readonly subject = 'Order';
  readonly piece = 'itemId';
  readonly talk: TalkKeeper = {
    allows: (id, caller) => this.orders.allows('read', caller, { _id: id }),
    titles: async (ids, caller) => {
      const orders = await this.orders.namedFor(caller, ids);
      return new Map(orders.map(({ _id, number, clientName }) => [_id.toHexString(), { number, name: clientName }]));
    },
    concerned: async (id) => {
      const [order] = await this.orders.named([id]);
      if (order?.managerId) return [String(order.managerId)];
      // What is nobody's yet, as an order from the shop, is whose it may become.
      return this.users.idsHolding('orders:write');
    },
  };

  constructor(
    private readonly orders: OrdersRepository,
    private readonly users: UsersService,
    places: Places,
  ) {
    places.add(this);
  }

  async allows(action: 'read' | 'change', { subjectId, itemId }: Place, caller: Caller): Promise<boolean> {
    if (!itemId && !(caller.permissions.has('orders:prices') && caller.permissions.has('clients:contacts')))
      return false;
    return this.orders.allows(action, caller, { _id: subjectId });
  }

  async exists({ subjectId, itemId }: Place): Promise<boolean> {
    return !itemId || this.orders.hasItem(subjectId, itemId);
  }
}
