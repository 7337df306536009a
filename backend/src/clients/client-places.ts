import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper } from '../platform/access/places.js';
import { ClientsRepository } from './clients.repository.js';

/** What belongs to a client may hold contacts: it is for who may read those. */
@Injectable()
export class ClientPlaces implements PlaceKeeper {
  readonly subject = 'Client';

  constructor(
    private readonly clients: ClientsRepository,
    places: Places,
  ) {
    places.add(this);
  }

  async allows(action: 'read' | 'change', place: Place, caller: Caller): Promise<boolean> {
    if (!caller.permissions.has('clients:contacts')) return false;
    return this.clients.allows(action, caller, { _id: place.subjectId });
  }
}
