import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Action } from '@verstak/domain';
import type { Model, QueryFilter } from 'mongoose';
import { currentCall } from '../platform/access/caller.js';
import { Places, type Place } from '../platform/access/places.js';
import { BaseRepository, type Stored } from '../platform/database/base.repository.js';
import { Transactions } from '../platform/database/transactions.js';
import { NotFound } from '../platform/http/failure.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { placeOf, StoredFile } from './stored-file.js';

/** Removed files are listed so far back; older ones wait unseen for the end of their time. */
const MOST_REMOVED = 200;

@Injectable()
export class FilesRepository extends BaseRepository<StoredFile> {
  constructor(
    @InjectModel('File') model: Model<StoredFile>,
    transactions: Transactions,
    journal: JournalService,
    private readonly places: Places,
  ) {
    super(model, StoredFile, 'File', transactions, journal);
  }

  /** The file; 404 where the caller may not read what it belongs to. */
  override async get(id: string): Promise<Stored<StoredFile>> {
    const file = await super.get(id);
    if (await this.places.allows('read', placeOf(file), currentCall().caller)) return file;
    throw NotFound('file', id);
  }

  /** The files at a place, oldest first; removed ones latest first. */
  async list(place: Place, isRemoved: boolean): Promise<Stored<StoredFile>[]> {
    await this.places.require('read', place);
    const filter = { ...place, removedAt: isRemoved ? { $ne: null } : null } as QueryFilter<StoredFile>;
    const files = this.model.find(filter).sort(isRemoved ? { removedAt: -1 } : { _id: 1 });
    return files.limit(isRemoved ? MOST_REMOVED : 0).lean<Stored<StoredFile>[]>();
  }

  /** How many files a client or an order has, removed ones left out. */
  async countOf({ subject, subjectId }: Place): Promise<number> {
    return this.model.countDocuments({ subject, subjectId, removedAt: null } as QueryFilter<StoredFile>);
  }

  async add(fields: Partial<StoredFile>): Promise<Stored<StoredFile>> {
    return this.insert(fields, 'added');
  }

  /** 403 where the caller may not change what the file belongs to. */
  protected override async requireRight(_action: Action, file: Stored<StoredFile>): Promise<void> {
    await this.places.require('change', placeOf(file));
  }

  /** Which rows there are is decided by what each file belongs to. */
  protected override rows(): QueryFilter<StoredFile> {
    return {};
  }
}
