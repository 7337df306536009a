import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper } from '../platform/access/places.js';
import { PartsRepository } from './parts.repository.js';

/** What belongs to an item is also for the master of its part to read; at the part the master adds to it. */
@Injectable()
export class ItemPlaces implements PlaceKeeper {
  readonly subject = 'Order';
  readonly piece = 'partId';

  constructor(
    private readonly parts: PartsRepository,
    places: Places,
  ) {
    places.add(this);
  }

  async allows(
    action: 'read' | 'change',
    { subjectId: orderId, itemId, partId }: Place,
    caller: Caller,
  ): Promise<boolean> {
    if (!itemId) return false;
    if (action === 'read') return this.parts.allows('read', caller, { orderId, itemId });
    return !!partId && this.parts.allows('work', caller, { _id: partId, orderId, itemId });
  }

  async exists({ subjectId: orderId, itemId, partId }: Place): Promise<boolean> {
    return !partId || this.parts.isOf(partId, orderId, itemId);
  }
}

/** What belongs to a part itself, as its drawing does, is for who may change it; who works on it adds at the part. */
@Injectable()
export class PartPlaces implements PlaceKeeper {
  readonly subject = 'Part';
  readonly piece = 'partId';

  constructor(
    private readonly parts: PartsRepository,
    places: Places,
  ) {
    places.add(this);
  }

  async allows(action: 'read' | 'change', { subjectId, partId }: Place, caller: Caller): Promise<boolean> {
    const row = { _id: subjectId };
    if (await this.parts.allows(action, caller, row)) return true;
    return action === 'change' && !!partId && this.parts.allows('work', caller, row);
  }

  /** There is no part of it but itself that something is taken at. */
  async exists({ subjectId, partId }: Place): Promise<boolean> {
    return !partId || partId === subjectId;
  }
}
