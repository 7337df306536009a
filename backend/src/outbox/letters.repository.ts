import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { Letter, LetterBody } from './letter.js';

@Injectable()
export class LettersRepository extends BaseRepository<Letter> {
  constructor(
    @InjectModel(Letter.name) model: Model<Letter>,
    @InjectModel(LetterBody.name) private readonly bodies: Model<LetterBody>,
    context: RepositoryContext,
  ) {
    super(model, Letter, 'Letter', context);
  }

  /** Stores a letter that is to be sent now. */
  async add(fields: Omit<Partial<Letter>, 'state'>, text: string): Promise<Stored<Letter>> {
    const letter = await this.insert({ ...fields, state: 'waiting' });
    const { _id } = letter;
    this.transactions.write(this.bodies, { insert: { _id, text, attempts: 0, dueAt: letter.createdAt } });
    return letter;
  }

  /** Whether there is a letter with this key. */
  async hasKey(key: string): Promise<boolean> {
    return !!(await this.model.exists({ key }));
  }
}
