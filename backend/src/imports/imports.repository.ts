import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { BUSY_IMPORT_STATES, isBusyImport, type ImportKindName } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { ImportListQuery } from './import.dto.js';
import { Import, ImportedDocuments, ImportProgress, type Written } from './import.js';

@Injectable()
export class ImportsRepository extends BaseRepository<Import> {
  constructor(
    @InjectModel(Import.name) model: Model<Import>,
    @InjectModel(ImportProgress.name) private readonly progress: Model<ImportProgress>,
    @InjectModel(ImportedDocuments.name) private readonly documents: Model<ImportedDocuments>,
    context: RepositoryContext,
  ) {
    super(model, Import, 'Import', context);
  }

  async list(query: ImportListQuery): Promise<Page<Stored<Import>>> {
    return this.page({ ...query, sort: query.sort ?? '-createdAt' }, Import);
  }

  /** The import, with how far the work on it is. */
  async withProgress(id: string): Promise<Stored<Import>> {
    const found = await this.get(id);
    if (!isBusyImport(found.state)) return found;
    const { percent = 0 } = (await this.progress.findById(id).lean<ImportProgress>()) ?? {};
    return { ...found, percent };
  }

  async add(fields: Partial<Import>): Promise<Stored<Import>> {
    return this.insert(fields, 'added');
  }

  async delete(id: string): Promise<void> {
    await this.remove(id);
  }

  /** How the caller mapped the same headings last. */
  async remembered(kind: ImportKindName, headingsKey: string): Promise<Import['mapping']> {
    const filter = allOf<Import>({ ...this.rows(), kind, headingsKey, state: 'done' });
    const last = await this.model.findOne(filter).sort({ _id: -1 }).lean<Import>();
    return last?.mapping;
  }

  /** The import that waits longest for its work, whoever asks. */
  async nextBusy(): Promise<Stored<Import> | null> {
    const filter = allOf<Import>({ state: { $in: BUSY_IMPORT_STATES } });
    return this.model.findOne(filter).sort({ _id: 1 }).lean<Stored<Import>>();
  }

  /** Imports that nobody has touched since an instant and that hold a file, whoever asks. */
  async forgottenSince(instant: Date, most: number): Promise<Stored<Import>[]> {
    const filter = allOf<Import>({ state: { $in: ['ready', 'unreadable'] }, updatedAt: { $lt: instant } });
    return this.model.find(filter).limit(most).lean<Stored<Import>[]>();
  }

  /** Notes that the work on an import begins; gives how often it has. */
  async begin(id: Types.ObjectId): Promise<number> {
    const begun = await this.progress
      .findOneAndUpdate(
        { _id: id },
        { $inc: { attempts: 1 }, $set: { percent: 0 } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<ImportProgress>();
    return begun?.attempts ?? 1;
  }

  /** Tells how far the work is; outside of the transaction that does it. */
  async tell(id: Types.ObjectId, percent: number): Promise<void> {
    await this.transactions.outside(() => this.progress.updateOne({ _id: id }, { $set: { percent } }));
  }

  async end(id: Types.ObjectId): Promise<void> {
    await this.progress.deleteOne({ _id: id });
  }

  /** Keeps what an import has written, in the running transaction. */
  keepWritten(id: Types.ObjectId, documents: readonly Written[]): void {
    this.transactions.write(this.documents, { insert: { _id: id, documents } });
  }

  async writtenBy(id: Types.ObjectId): Promise<Written[]> {
    return (await this.documents.findById(id).lean<ImportedDocuments>())?.documents ?? [];
  }

  /** Forgets what it has written, in the running transaction. */
  forgetWritten(id: Types.ObjectId): void {
    this.transactions.write(this.documents, { remove: { _id: id } });
  }
}
