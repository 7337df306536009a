import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper } from '../platform/access/places.js';
import { RequestsRepository } from './requests.repository.js';

/** What belongs to a request is for who may read it, and is added by who may work on it. */
@Injectable()
export class RequestPlaces implements PlaceKeeper {
  readonly subject = 'SupplyRequest';

  constructor(
    private readonly requests: RequestsRepository,
    places: Places,
  ) {
    places.add(this);
  }

  async allows(action: 'read' | 'change', { subjectId }: Place, caller: Caller): Promise<boolean> {
    return this.requests.allows(action === 'change' ? 'work' : 'read', caller, { _id: subjectId });
  }
}
