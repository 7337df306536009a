import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper } from '../platform/access/places.js';
import { RoutesRepository } from './routes.repository.js';

/** What belongs to a stage of a route, as the pictures of its instruction do, is for who may read or change the route. */
@Injectable()
export class RoutePlaces implements PlaceKeeper {
  readonly subject = 'Route';
  readonly piece = 'stageId';

  constructor(
    private readonly routes: RoutesRepository,
    places: Places,
  ) {
    places.add(this);
  }

  async allows(action: 'read' | 'change', { subjectId }: Place, caller: Caller): Promise<boolean> {
    return this.routes.allows(action, caller, { _id: subjectId });
  }

  /** Nobody would see what is for no stage. */
  async exists({ subjectId, stageId }: Place): Promise<boolean> {
    return !!stageId && this.routes.hasStage(subjectId, stageId);
  }
}
