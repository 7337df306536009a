import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { allOf } from '../../platform/access/rows.js';
import type { Stored } from '../../platform/database/entity.js';
import { newId } from '../../platform/database/unit.js';
import type { Page, PageQuery } from '../../platform/lists/paging.js';
import { BaseRepository } from '../../platform/records/base.repository.js';
import { RepositoryContext } from '../../platform/records/repository-context.js';
import { DocumentRow, DocumentRun } from './document-run.js';

type StoredRow = Stored<DocumentRow>;

@Injectable()
export class DocumentRunsRepository extends BaseRepository<DocumentRun> {
  constructor(
    @InjectModel(DocumentRun.name) model: Model<DocumentRun>,
    @InjectModel(DocumentRow.name) private readonly documents: Model<DocumentRow>,
    context: RepositoryContext,
  ) {
    super(model, DocumentRun, 'DocumentRun', context);
  }

  /** The run with how far it is. */
  async withCounts(id: string): Promise<Stored<DocumentRun>> {
    const run = await this.get(id);
    const count = (state: string): Promise<number> =>
      this.documents.countDocuments(allOf<DocumentRow>({ runId: run._id, state }));
    return { ...run, done: await count('done'), refused: await count('refused') };
  }

  /** Stores a run with what is to be made, in the running transaction. */
  async add(fields: Partial<DocumentRun>, subjectIds: readonly string[]): Promise<Stored<DocumentRun>> {
    const run = await this.insert({ ...fields, total: subjectIds.length, state: 'making' });
    for (const [index, subjectId] of subjectIds.entries()) {
      const row = { _id: newId(), runId: run._id, position: index + 1, state: 'waiting', attempts: 0 };
      this.transactions.write(this.documents, { insert: { ...row, subjectId: new Types.ObjectId(subjectId) } });
    }
    return run;
  }

  /** One page of what a run makes, in its order. */
  async rowsOf(runId: Types.ObjectId, { page, pageSize }: PageQuery): Promise<Page<StoredRow>> {
    const filter = allOf<DocumentRow>({ runId });
    const found = this.documents
      .find(filter)
      .sort({ position: 1 })
      .skip((page - 1) * pageSize);
    const items = await found.limit(pageSize).lean<StoredRow[]>();
    return { items, total: await this.documents.countDocuments(filter), page, pageSize };
  }

  /** All documents that a run has made and that lie here, in its order. */
  async made(runId: Types.ObjectId): Promise<StoredRow[]> {
    const filter = allOf<DocumentRow>({ runId, contentId: { $exists: true } });
    return this.documents.find(filter).sort({ position: 1 }).lean<StoredRow[]>();
  }

  /** The run that waits longest for its next document, whoever asks. */
  async nextBusy(): Promise<Stored<DocumentRun> | null> {
    return this.model
      .findOne(allOf<DocumentRun>({ state: 'making' }))
      .sort({ _id: 1 })
      .lean<Stored<DocumentRun>>();
  }

  /** The next document of a run, which is noted to be begun; `null` where all are settled. */
  async begin(runId: Types.ObjectId): Promise<StoredRow | null> {
    const waiting = allOf<DocumentRow>({ runId, state: 'waiting' });
    const options = { sort: { position: 1 }, returnDocument: 'after' } as const;
    return this.documents.findOneAndUpdate(waiting, { $inc: { attempts: 1 } }, options).lean<StoredRow>();
  }

  /** Says, in the running transaction, what has become of a document; `false` where another process has said so already. */
  async settle({ _id }: StoredRow, fields: Partial<DocumentRow>): Promise<boolean> {
    const present = await this.documents.findById(_id).lean<StoredRow>();
    if (present?.state !== 'waiting') return false;
    this.transactions.write(this.documents, { filter: { _id }, update: { $set: fields } });
    return true;
  }

  /** Deletes a run with its rows, in the running transaction. */
  async delete(run: Stored<DocumentRun>): Promise<void> {
    const rows = await this.documents.find(allOf<DocumentRow>({ runId: run._id })).lean<StoredRow[]>();
    for (const { _id } of rows) this.transactions.write(this.documents, { remove: { _id } });
    await this.remove(run);
  }

  /** Runs that were begun before an instant, whoever asks. */
  async begunBefore(instant: Date, most: number): Promise<Stored<DocumentRun>[]> {
    const filter = allOf<DocumentRun>({ createdAt: { $lt: instant }, state: 'done' });
    return this.model.find(filter).limit(most).lean<Stored<DocumentRun>[]>();
  }
}
