import { Injectable } from '@nestjs/common';
import JSZip from 'jszip';
import type { Readable } from 'node:stream';
import { Contents } from '../../files/contents.js';
import type { MadeFile } from '../../files/served.js';
import { signedInPerson } from '../../platform/access/caller.js';
import type { Stored } from '../../platform/database/entity.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Conflict, NotFound } from '../../platform/failure/failure.js';
import { OneDrive } from '../../platform/graph/one-drive.js';
import { oneDriveFailure } from '../../platform/graph/graph-failure.js';
import type { Page, PageQuery } from '../../platform/lists/paging.js';
import { DocumentsService } from '../documents.service.js';
import { DOCX } from '../templates.service.js';
import type { DocumentRunCreate } from './document-run.dto.js';
import type { DocumentRow, DocumentRun } from './document-run.js';
import { DocumentRunsRepository } from './document-runs.repository.js';
import { RunRunner } from './run-runner.js';

export const ZIP = 'application/zip';

/** Many documents by one template: begun here, made while nobody waits, fetched when they are done. */
@Injectable()
export class DocumentRunsService {
  constructor(
    private readonly runs: DocumentRunsRepository,
    private readonly documents: DocumentsService,
    private readonly contents: Contents,
    private readonly oneDrive: OneDrive,
    private readonly runner: RunRunner,
    private readonly transactions: Transactions,
  ) {}

  async create({ ids, templateId, target, folder }: DocumentRunCreate): Promise<Stored<DocumentRun>> {
    const { name, kind } = await this.documents.template(templateId);
    if (target === 'onedrive' && !this.oneDrive.isSetUp) throw oneDriveFailure('onedrive.not_set_up');
    const { userId: ownerId } = signedInPerson();
    return this.transactions.run(async () => {
      this.transactions.whenCommitted(() => this.runner.wake());
      return this.runs.add({ templateId, target, folder, name, kind, ownerId }, ids);
    });
  }

  async get(id: string): Promise<Stored<DocumentRun>> {
    return this.runs.withCounts(id);
  }

  async rows(id: string, query: PageQuery): Promise<Page<DocumentRow>> {
    const run = await this.runs.get(id);
    return this.runs.rowsOf(run._id, query);
  }

  /** What was made and lies here, several documents packed; 409 while there is more to make, 404 where there is nothing. */
  async file(id: string): Promise<MadeFile> {
    const run = await this.runs.get(id);
    if (run.state !== 'done') throw Conflict('document_run.busy', 'The documents are still being made.', { id });
    const made = await this.runs.made(run._id);
    const [only, ...others] = made;
    if (!only?.contentId) throw NotFound('document of the run', id);
    if (!others.length)
      return { name: only.fileName ?? 'document.docx', mediaType: DOCX, bytes: this.contents.read(only.contentId) };
    const zip = new JSZip();
    // Packed already: each is read when its turn comes.
    for (const { position, fileName = '', contentId } of made)
      if (contentId) zip.file(unusedName(zip, fileName, position), this.contents.read(contentId));
    const packed = zip.generateNodeStream({ compression: 'STORE', streamFiles: true });
    return { name: `${run.name}.zip`, mediaType: ZIP, bytes: packed as Readable };
  }

  /** Forgets a run with what it has made; 409 while there is more to make. */
  async delete(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const run = await this.runs.get(id);
      if (run.state !== 'done') throw Conflict('document_run.busy', 'The documents are still being made.', { id });
      for (const { contentId } of await this.runs.made(run._id)) if (contentId) this.contents.release(contentId);
      await this.runs.delete(run);
    });
  }
}

function unusedName(zip: JSZip, name: string, position: number): string {
  return zip.file(name) ? name.replace(/\.docx$/, `_${position}.docx`) : name;
}
