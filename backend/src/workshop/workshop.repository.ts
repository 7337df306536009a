import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { WorkshopProfile } from './workshop-profile.js';

@Injectable()
export class WorkshopRepository extends BaseRepository<WorkshopProfile> {
  constructor(@InjectModel('Workshop') model: Model<WorkshopProfile>, context: RepositoryContext) {
    super(model, WorkshopProfile, 'Workshop', context);
  }

  /** The one profile; none before the first start has made it. */
  async find(): Promise<Stored<WorkshopProfile> | null> {
    return this.model.findOne().lean<Stored<WorkshopProfile>>();
  }

  async add(name: string): Promise<Stored<WorkshopProfile>> {
    return this.insert({ name });
  }
}
