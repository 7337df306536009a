import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Action, FileSubject } from '@verstak/domain';
import { Types, type Model, type QueryFilter } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { currentCall } from '../platform/access/caller.js';
import { Places, type Place } from '../platform/access/places.js';
import type { JournalParams } from '../platform/journal/journal-entry.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import type { Stored } from '../platform/database/entity.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { Traces } from '../platform/records/traces.js';
import { NotFound } from '../platform/failure/failure.js';
import { Contents } from './contents.js';
import { FileTurn } from './file-turn.js';
import { contentsOf, placeOf, StoredFile } from './stored-file.js';

/** Removed files are listed so far back; older ones wait unseen for the end of their time. */
const MOST_REMOVED = 200;

@Injectable()
export class FilesRepository extends BaseRepository<StoredFile> {
  constructor(
    @InjectModel('File') model: Model<StoredFile>,
    @InjectModel(FileTurn.name) private readonly turns: Model<FileTurn>,
    context: RepositoryContext,
    private readonly places: Places,
    private readonly contents: Contents,
    traces: Traces,
  ) {
    super(model, StoredFile, 'File', context);
    traces.add(turns, '_id');
  }

  /** The file; 404 where the caller may not read what it belongs to. */
  override async get(id: string): Promise<Stored<StoredFile>> {
    const file = await super.get(id);
    const { caller } = currentCall();
    // The system also reaches files of what is there no more.
    if (caller.kind === 'system' || (await this.places.allows('read', placeOf(file), caller))) return file;
    throw NotFound('file', id);
  }

  /** The files at a place, oldest first; removed ones latest first. */
  async list(place: Place, isRemoved: boolean): Promise<Stored<StoredFile>[]> {
    await this.places.require('read', place);
    const filter = allOf<StoredFile>({ ...place, removedAt: isRemoved ? { $ne: null } : null });
    const files = this.model.find(filter).sort(isRemoved ? { removedAt: -1 } : { _id: 1 });
    return files.limit(isRemoved ? MOST_REMOVED : 0).lean<Stored<StoredFile>[]>();
  }

  /** The picture at a place, where it is there. */
  async pictureAt(place: Place, id: string): Promise<Stored<StoredFile> | undefined> {
    const filter = allOf<StoredFile>({ ...place, _id: id, removedAt: null, hasPreview: true });
    return (await this.model.findOne(filter).lean<Stored<StoredFile>>()) ?? undefined;
  }

  /** The files of some documents that are not removed, oldest first. */
  async at(
    subject: FileSubject,
    subjectIds: readonly string[],
    also: { hasPreview?: true } = {},
  ): Promise<Stored<StoredFile>[]> {
    const filter = allOf<StoredFile>({ subjectId: { $in: subjectIds }, removedAt: null, subject, ...also });
    return this.model.find(filter).sort({ _id: 1 }).lean<Stored<StoredFile>[]>();
  }

  /** Whether there is a picture at a place that was added since then. */
  async hasPicture(place: Place, since: Date): Promise<boolean> {
    const picture = { removedAt: null, hasPreview: true, createdAt: { $gte: since } };
    return !!(await this.model.exists(allOf<StoredFile>({ ...place, ...picture })));
  }

  /** How many files a document has, removed ones left out. */
  async countOf({ subject, subjectId }: Place): Promise<number> {
    return this.model.countDocuments(allOf<StoredFile>({ subject, subjectId, removedAt: null }));
  }

  /**
   * Lets nobody else add a file there until the running transaction ends: of two at once the database sends one back to
   * count again.
   */
  async takeTurn({ subjectId }: Place): Promise<void> {
    await this.turns.updateOne({ _id: new Types.ObjectId(subjectId) }, { $inc: { taken: 1 } }, { upsert: true });
  }

  async add(fields: Partial<StoredFile>): Promise<Stored<StoredFile>> {
    return this.insert(fields, 'added');
  }

  /** The files of a document that are not removed, whoever asks. */
  async of(subjectId: string): Promise<Stored<StoredFile>[]> {
    return this.model.find(allOf<StoredFile>({ subjectId, removedAt: null })).lean<Stored<StoredFile>[]>();
  }

  /** Files that were removed before an instant, the first first. */
  async removedBefore(instant: Date, most: number): Promise<Stored<StoredFile>[]> {
    const filter = allOf<StoredFile>({ removedAt: { $lt: instant } });
    return this.model.find(filter).sort({ removedAt: 1 }).limit(most).lean<Stored<StoredFile>[]>();
  }

  /** Deletes a file for good; its bytes belong to nothing then. */
  async purge(file: Stored<StoredFile>): Promise<void> {
    await this.transactions.run(async () => {
      for (const id of contentsOf(file)) this.contents.release(id);
      await this.remove(file._id.toHexString());
    });
    for (const id of contentsOf(file)) await this.contents.remove(id);
  }

  override async erase(id: string): Promise<void> {
    const [file] = await this.fetch([id]);
    if (file) await this.purge(file);
  }

  /** 403 where the caller may not change what the file belongs to. */
  protected override async requireRight(_action: Action, file: Stored<StoredFile>): Promise<void> {
    if (currentCall().caller.kind !== 'system') await this.places.require('change', placeOf(file));
  }

  /** Its name, by which the history of what it belongs to tells of it. */
  protected override said({ name }: Stored<StoredFile>): JournalParams {
    return { file: name };
  }

  /** Which rows there are is decided by what each file belongs to. */
  protected override rows(): QueryFilter<StoredFile> {
    return {};
  }
}
