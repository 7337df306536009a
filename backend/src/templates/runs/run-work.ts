import { Injectable, Logger } from '@nestjs/common';
import { Contents } from '../../files/contents.js';
import { asSystem, runCall, type Person } from '../../platform/access/caller.js';
import { Principals } from '../../platform/access/principals.js';
import type { Stored } from '../../platform/database/entity.js';
import type { Piece } from '../../platform/database/leased-work.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Failure } from '../../platform/failure/failure.js';
import { OneDrive } from '../../platform/graph/one-drive.js';
import { DocumentsService } from '../documents.service.js';
import { templateFailure } from '../template-failure.js';
import type { DocumentRow, DocumentRun } from './document-run.js';
import { DocumentRunsRepository } from './document-runs.repository.js';

/** How often a document is begun that ends its process each time. */
const MOST_ATTEMPTS = 3;
/** Runs that one round forgets. */
const MOST_FORGOTTEN = 100;

/** Makes the documents of runs one by one, each for the person whose run it is. */
@Injectable()
export class RunWork {
  private readonly logger = new Logger(RunWork.name);

  constructor(
    private readonly runs: DocumentRunsRepository,
    private readonly documents: DocumentsService,
    private readonly contents: Contents,
    private readonly oneDrive: OneDrive,
    private readonly principals: Principals,
    private readonly transactions: Transactions,
  ) {}

  async isWaiting(): Promise<boolean> {
    return !!(await this.runs.nextBusy());
  }

  /** Takes over the document that waits longest, or the end of its run. */
  async takeNext(): Promise<Piece | undefined> {
    const run = await this.runs.nextBusy();
    return run ? () => this.do(run) : undefined;
  }

  private async do(run: Stored<DocumentRun>): Promise<void> {
    const row = await this.runs.begin(run._id);
    if (row) await this.makeOne(run, row);
    else await this.end(run);
  }

  /** Deletes runs that were begun before an instant, with what they have made. */
  async forget(before: Date): Promise<void> {
    for (const run of await this.runs.begunBefore(before, MOST_FORGOTTEN)) {
      await this.transactions.run(async () => {
        for (const { contentId } of await this.runs.made(run._id)) if (contentId) this.contents.release(contentId);
        await this.runs.delete(run);
      });
    }
  }

  private async makeOne(run: Stored<DocumentRun>, row: Stored<DocumentRow>): Promise<void> {
    try {
      const person = await this.principals.active(String(run.ownerId));
      if (!person)
        throw new Failure('auth.session_ended', { detail: 'Whose documents they were may sign in no more.' });
      if (row.attempts > MOST_ATTEMPTS) throw templateFailure({ reason: 'too_large' });
      await this.inCall(run, person, () => this.carryOut(run, row));
    } catch (error) {
      if (!(error instanceof Failure)) this.logger.error(`A document failed: ${String(error)}`);
      const { code, details } = error instanceof Failure ? error : new Failure('internal', { detail: 'Try again.' });
      const { detail, params = {} } = details;
      await this.settle(row, { state: 'refused', code, detail: detail.slice(0, 1_000), params });
    }
  }

  private async carryOut({ templateId, target, folder }: Stored<DocumentRun>, row: Stored<DocumentRow>): Promise<void> {
    const template = await this.documents.template(String(templateId));
    const { name, bytes } = await this.documents.makeOf(template, String(row.subjectId));
    if (target === 'onedrive') {
      const { webUrl, name: fileName } = await this.oneDrive.upload({ folder: { path: folder ?? '' }, name, bytes });
      return this.settle(row, { state: 'done', fileName, ...(webUrl ? { webUrl } : {}) });
    }
    const { id: contentId } = await this.contents.store(bytes);
    await this.settle(row, { state: 'done', fileName: name, contentId });
  }

  private async settle(row: Stored<DocumentRow>, fields: Partial<DocumentRow>): Promise<void> {
    await this.transactions.run(async () => {
      const isFirst = await this.runs.settle(row, fields);
      if (isFirst && fields.contentId) this.contents.keep(fields.contentId);
    });
  }

  /** Tells that all is made: one entry of the journal for the whole run, by whoever began it. */
  private async end(run: Stored<DocumentRun>): Promise<void> {
    const person = await this.principals.active(String(run.ownerId));
    const { done = 0 } = await this.runs.withCounts(run._id.toHexString());
    const finish = async (): Promise<void> => {
      const params = { file: run.name, count: done };
      await this.runs.change(run._id.toHexString(), { action: 'printed', params }, (ended) => {
        ended.state = 'done';
      });
    };
    if (person) await this.inCall(run, person, finish);
    else await asSystem('documents', finish);
  }

  private async inCall({ _id }: Stored<DocumentRun>, person: Person, work: () => Promise<void>): Promise<void> {
    await runCall({ requestId: `documents-${_id.toHexString()}`, via: 'console', caller: person }, work);
  }
}
