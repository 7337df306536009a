import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Entity, Stored } from '../platform/database/entity.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { ListQuery, Page } from '../platform/lists/paging.js';
import type { WorkListQuery } from './part.dto.js';
import { StagePass } from './stage-pass.js';

@Injectable()
export class StagePassesRepository extends BaseRepository<StagePass> {
  constructor(@InjectModel(StagePass.name) model: Model<StagePass>, context: RepositoryContext) {
    super(model, StagePass, 'StagePass', context);
  }

  /** The stretches of work on a part, the latest first unless told otherwise. */
  async list(partId: string, query: ListQuery): Promise<Page<Stored<StagePass>>> {
    return this.page(query, StagePass, { partId: [partId] });
  }

  /** Stretches of work on any part, the latest to end first unless told otherwise; of a master, own ones only. */
  async listAll(query: WorkListQuery): Promise<Page<Stored<StagePass>>> {
    return this.page({ ...query, sort: query.sort ?? '-endedAt' }, StagePass);
  }

  async add(fields: Omit<StagePass, keyof Entity>): Promise<Stored<StagePass>> {
    return this.insert(fields, 'started');
  }

  async delete(id: string): Promise<void> {
    return this.remove(id);
  }

  /** The latest stretch of a part, which alone may be going on, whoever asks. */
  async latestOf(partId: string): Promise<Stored<StagePass> | null> {
    return this.model.findOne({ partId }).sort({ _id: -1 }).lean<Stored<StagePass>>();
  }

  /** Every stretch of a part, whoever asks. */
  async ofPart(partId: string): Promise<Stored<StagePass>[]> {
    return this.model.find({ partId }).lean<Stored<StagePass>[]>();
  }
}
