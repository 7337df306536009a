import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper } from '../platform/access/places.js';
import { WorkshopRepository } from './workshop.repository.js';

/** Everybody sees what belongs to the workshop, such as its logo. */
@Injectable()
export class WorkshopPlaces implements PlaceKeeper {
  readonly subject = 'Workshop';
  readonly isForOutsiders = true;

  constructor(
    private readonly workshop: WorkshopRepository,
    places: Places,
  ) {
    places.add(this);
  }

  async allows(action: 'read' | 'change', { subjectId }: Place, caller: Caller): Promise<boolean> {
    return this.workshop.allows(action, caller, { _id: subjectId });
  }
}
