import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Entity, Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { MovementExportQuery, MovementListQuery } from './movement.dto.js';
import { Movement } from './movement.js';

@Injectable()
export class MovementsRepository extends BaseRepository<Movement> {
  constructor(@InjectModel(Movement.name) model: Model<Movement>, context: RepositoryContext) {
    super(model, Movement, 'Movement', context);
  }

  /** Movements, the newest first unless told otherwise. */
  async list(query: MovementListQuery): Promise<Page<Stored<Movement>>> {
    return this.page(query, Movement);
  }

  /** The same without pages, read as they are taken. */
  all(query: Omit<MovementExportQuery, 'lang'>): AsyncIterable<Stored<Movement>> {
    return this.each(query);
  }

  async add(fields: Omit<Movement, keyof Entity>): Promise<Stored<Movement>> {
    return this.insert(fields);
  }

  /** Says of a movement that another takes it back. */
  async markReversed(movement: Stored<Movement>): Promise<void> {
    await this.change(movement, { action: 'undone' }, (marked) => void Object.assign(marked, { isReversed: true }));
  }

  /** Whether anything of this has ever moved, whoever asks. */
  async hasMoved(stockItemId: string): Promise<boolean> {
    return !!(await this.model.exists({ stockItemId }));
  }
}
