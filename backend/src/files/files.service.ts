import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MOST_FILES, type FileSubject } from '@verstak/domain';
import { actorBehind, personBehind, signedInActor } from '../platform/access/caller.js';
import { Places, type Place } from '../platform/access/places.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { NotFound, RuleBroken } from '../platform/failure/failure.js';
import type { PaperPicture } from '../platform/exports/pdf-pages.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { Contents } from './contents.js';
import type { FileChange, FileListQuery, FileUpload, PreviewSize } from './file.dto.js';
import type { ReceivedFile } from './received-file.js';
import { FilesRepository } from './files.repository.js';
import { PREVIEW_TYPE, Previews } from './previews.js';
import type { Served } from './served.js';
import { placeOf, StoredFile } from './stored-file.js';

/** Sharp on paper up to 7 cm wide. */
const PAPER_SIDE = 800;

/** Files at documents: who may read and change those, may read and change these. */
@Injectable()
export class FilesService implements OnModuleInit {
  constructor(
    private readonly files: FilesRepository,
    private readonly contents: Contents,
    private readonly places: Places,
    private readonly previews: Previews,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    this.places.addBelonging(StoredFile, 'File', (file) => placeOf(file as StoredFile));
  }

  async list({ isRemoved, ...place }: FileListQuery): Promise<Stored<StoredFile>[]> {
    return this.files.list(place, isRemoved);
  }

  async get(id: string): Promise<Stored<StoredFile>> {
    return this.files.get(id);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.files.history(id, query);
  }

  /** Whether a picture was added at a part since then and is still there, whoever asks. */
  async hasPicture(place: Place, since: Date): Promise<boolean> {
    return this.files.hasPicture(place, since);
  }

  /** The files of some documents, oldest first, whoever asks: who may see the documents was asked before. */
  async at(subject: FileSubject, subjectIds: readonly string[]): Promise<Stored<StoredFile>[]> {
    return this.files.at(subject, subjectIds);
  }

  /** The pictures of some documents, oldest first, whoever asks: who may see the documents was asked before. */
  async pictures(subject: FileSubject, subjectIds: readonly string[]): Promise<Stored<StoredFile>[]> {
    return this.files.at(subject, subjectIds, { hasPreview: true });
  }

  /** 404 or 403 where the caller may add no file, 422 where there are too many. */
  async requireRoom(place: Place): Promise<void> {
    await this.places.require('change', place);
    if ((await this.files.countOf(place)) < MOST_FILES) return;
    throw RuleBroken('file.too_many', `There are ${MOST_FILES} files already; remove some that are not needed.`, {
      max: MOST_FILES,
    });
  }

  /** Makes a file of what was received; of nobody's where the system is at work for a customer. */
  async add(where: FileUpload, { content, picture, contentIds }: ReceivedFile): Promise<Stored<StoredFile>> {
    const person = personBehind();
    const { size, sha256, mediaType } = content;
    return this.transactions.run(async () => {
      await this.takeRoom(placeOf(where));
      for (const id of contentIds) this.contents.keep(id);
      return this.files.add({
        ...where,
        size,
        sha256,
        mediaType,
        contentId: content.id,
        hasPreview: !!picture,
        width: picture?.width,
        height: picture?.height,
        previewId: picture?.preview.id,
        mediumId: picture?.medium?.id,
        thumbnailId: picture?.thumbnail.id,
        uploaderId: person?.userId,
        uploaderName: actorBehind()?.name,
      });
    });
  }

  /** Says otherwise what a file shows. */
  async change(id: string, { version, ...fields }: FileChange): Promise<Stored<StoredFile>> {
    return this.files.change(id, { version }, (file) => void Object.assign(file, fields));
  }

  /** Takes a file out of sight; it can be restored until it is swept. */
  async remove(id: string): Promise<void> {
    const { name } = signedInActor();
    await this.files.change(id, { action: 'removed' }, (file) => {
      file.removedAt ??= new Date();
      file.removedBy ??= name;
    });
  }

  async restore(id: string): Promise<Stored<StoredFile>> {
    return this.files.change(id, { action: 'restored' }, async (file) => {
      if (file.removedAt) await this.takeRoom(placeOf(file));
      file.removedAt = undefined;
      file.removedBy = undefined;
    });
  }

  /** A picture that stands at a place; `undefined` where the file is removed, elsewhere or no picture. */
  async picture(place: Place, id: string): Promise<Stored<StoredFile> | undefined> {
    return this.files.pictureAt(place, id);
  }

  /** A picture as PNG, for paper. */
  async onPaper({ previewId }: StoredFile): Promise<PaperPicture> {
    if (!previewId) throw new Error('Only pictures are put on paper');
    return this.previews.asPng(previewId, PAPER_SIDE);
  }

  /** The file as it was uploaded, to save or, where it is harmless, to be shown. */
  async original(id: string, isInline: boolean): Promise<Served> {
    const { contentId, name, mediaType, sha256, size } = await this.files.get(id);
    return { name, mediaType, size, isInline, tag: sha256, read: (range) => this.contents.read(contentId, range) };
  }

  /** The preview of a picture; 404 where there is none. Of pictures from before there was a medium one, the large one. */
  async preview(id: string, size: PreviewSize): Promise<Served> {
    const { previewId, mediumId = previewId, thumbnailId, name } = await this.files.get(id);
    const contentId = { large: previewId, medium: mediumId, small: thumbnailId }[size];
    if (!contentId) throw NotFound('preview of the file', id);
    const { length } = await this.contents.describe(contentId);
    const read: Served['read'] = (range) => this.contents.read(contentId, range);
    return { name, mediaType: PREVIEW_TYPE, size: length, isInline: true, tag: contentId.toHexString(), read };
  }

  /** In a transaction: what `requireRoom` finds holds until its end. */
  private async takeRoom(place: Place): Promise<void> {
    await this.files.takeTurn(place);
    await this.requireRoom(place);
  }
}
