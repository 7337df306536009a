import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper, type TalkKeeper } from '../platform/access/places.js';
import { RequestsRepository } from './requests.repository.js';

/** What belongs to a request is for who may read it, and is added by who may work on it. */
@Injectable()
export class RequestPlaces implements PlaceKeeper {
  readonly subject = 'SupplyRequest';
  readonly talk: TalkKeeper = {
    allows: (id, caller) => this.requests.allows('read', caller, { _id: id }),
    titles: async (ids, caller) => {
      const requests = await this.requests.namedFor(caller, ids);
      return new Map(
        requests.map(({ _id, number, supplierName }) => [_id.toHexString(), { number, name: supplierName }]),
      );
    },
    concerned: async (id) => this.requests.requestersOf(id),
  };

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
