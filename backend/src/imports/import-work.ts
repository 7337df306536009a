import { Injectable, Logger } from '@nestjs/common';
import { MOST_IMPORT_ROWS, type ImportOutcome } from '@verstak/domain';
import { Types } from 'mongoose';
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { Contents } from '../files/contents.js';
import { asSystem, runCall, type Person } from '../platform/access/caller.js';
import { Principals } from '../platform/access/principals.js';
import type { Stored } from '../platform/database/entity.js';
import type { Piece } from '../platform/database/leased-work.js';
import { Transactions } from '../platform/database/transactions.js';
import { Failure } from '../platform/failure/failure.js';
import { unreadableFault } from '../platform/imports/fault-words.js';
import type { ImportFault } from '../platform/imports/import-columns.js';
import { readRows, type ReadRow } from '../platform/imports/read-rows.js';
import { completeMapping, headingsOf, type TableMapping } from '../platform/imports/recognise.js';
import { columnLetters, textOf, Unreadable, type Book } from '../platform/imports/table.js';
import { TableReader } from '../platform/imports/table-reader.js';
import { checkedTable, packed } from './checked-table.js';
import { ImportKinds, type Plan } from './import-kinds.js';
import type { Import, ImportMapping } from './import.js';
import { ImportsRepository } from './imports.repository.js';

/** How often work is begun that ends its process each time. */
const MOST_ATTEMPTS = 3;
/** Imports that one round forgets. */
const MOST_FORGOTTEN = 100;

/** A file that was read and looked at. */
interface Looked {
  book: Book;
  mapping: TableMapping;
  headingsKey: string;
  rows: ReadRow[];
  plans: readonly Plan[];
  faults: readonly ImportFault[];
}

/** What is done to an import while nobody waits for it: it is read, written or taken back. */
@Injectable()
export class ImportWork {
  private readonly logger = new Logger(ImportWork.name);

  constructor(
    private readonly imports: ImportsRepository,
    private readonly contents: Contents,
    private readonly kinds: ImportKinds,
    private readonly reader: TableReader,
    private readonly principals: Principals,
    private readonly transactions: Transactions,
  ) {}

  async isWaiting(): Promise<boolean> {
    return !!(await this.imports.nextBusy());
  }

  /** Takes what waits longest, to be done for the person whose it is; `undefined` where nothing does. */
  async takeNext(): Promise<Piece | undefined> {
    const next = await this.imports.nextBusy();
    return next ? () => this.do(next) : undefined;
  }

  private async do(next: Stored<Import>): Promise<void> {
    const attempts = await this.imports.begin(next._id);
    try {
      const person = await this.principals.active(String(next.ownerId));
      if (!person) throw new Failure('auth.session_ended', { detail: 'Whose import it was may sign in no more.' });
      if (attempts > MOST_ATTEMPTS) throw new Unreadable('too_large');
      await this.inCall(next, person, () => this.carryOut(next));
    } catch (error) {
      await this.refused(next, error);
    }
    await this.imports.end(next._id);
  }

  /** Gives up imports that nobody has gone on with since an instant. */
  async forget(before: Date): Promise<void> {
    for (const { _id, contentId, checkedId } of await this.imports.forgottenSince(before, MOST_FORGOTTEN)) {
      await this.transactions.run(async () => {
        for (const id of [contentId, checkedId]) if (id) this.contents.release(id);
        await this.imports.delete(_id.toHexString());
      });
    }
  }

  /** As a call of its own, by whose id its changes are found when they are taken back. */
  private async inCall(one: Stored<Import>, person: Person, work: () => Promise<void>): Promise<void> {
    const requestId = one.state === 'writing' ? requestIdOf(one) : `${requestIdOf(one)}-${one.state}`;
    await runCall({ requestId, via: 'console', caller: person }, work);
  }

  private async carryOut(one: Stored<Import>): Promise<void> {
    if (one.state === 'undoing') return this.undo(one);
    const looked = await this.look(one);
    if (one.state === 'reading' || looked.faults.length) return this.showTo(one, looked);
    return this.write(one, looked);
  }

  /** Reads the file and looks at every row of it. */
  private async look(one: Stored<Import>): Promise<Looked> {
    const { kind, name, mapping: asked, contentId, supplierId } = one;
    const bytes = await buffer(this.contents.read(new Types.ObjectId(contentId)));
    const book = await this.reader.read({ bytes, name, ...(asked?.encoding ? { encoding: asked.encoding } : {}) });
    await this.imports.tell(one._id, 20);
    const target = this.kinds.get(kind).target();
    const seen = completeMapping(book, { ...asked, shape: undefined, columns: undefined }, target);
    const headings = headingTexts(book, seen);
    // What was corrected counts for files that look the same: the same headings above rows of another shape do not.
    const headingsKey = createHash('sha256')
      .update(JSON.stringify([kind, headings, seen.shape]))
      .digest('hex')
      .slice(0, 32);
    const given: Partial<ImportMapping> = asked ?? (await this.imports.remembered(kind, headingsKey)) ?? {};
    const { columns = seen.columns, shape = seen.shape, emptyClears = false } = given;
    const mapping = { ...seen, columns, shape };
    const { rows, faults } = readRows(book, mapping, target);
    if (rows.length > MOST_IMPORT_ROWS) throw new Unreadable('too_many_rows');
    await this.imports.tell(one._id, 30);
    const checked = await this.kinds.get(kind).check(rows, {
      emptyClears,
      supplierId: supplierId && String(supplierId),
      fields: new Set(columns.map(({ field }) => field)),
      columnOf: (field) => {
        const column = columns.find((mapped) => mapped.field === field)?.column;
        return column === undefined ? '' : (headings[column] ?? '') || columnLetters(column);
      },
      tell: async (done) => {
        await this.imports.tell(one._id, 30 + Math.floor((done / rows.length) * 50));
        await setImmediate();
      },
    });
    // What could not be read is missing from the body too: that is one fault.
    const told = new Set(faults.map(({ row, column }) => `${row} ${column}`));
    const others = checked.faults.filter(({ row, column }) => !told.has(`${row} ${column}`));
    const all = [...faults, ...others].sort((first, second) => first.row - second.row);
    return { book, mapping, headingsKey, rows, plans: checked.plans, faults: all };
  }

  private async showTo(one: Stored<Import>, looked: Looked): Promise<void> {
    const { book, mapping, headingsKey, rows, plans, faults } = looked;
    const outcomes = plans.map(({ outcome }) => outcome);
    const { id: checkedId } = await this.contents.store(
      await packed(checkedTable(book, mapping, rows, faults, outcomes)),
    );
    await this.settle(one, (settled) => {
      this.contents.keep(checkedId);
      if (settled.checkedId) this.contents.release(settled.checkedId);
      const { encoding, columns, ...rest } = mapping;
      const { emptyClears } = settled.mapping ?? {};
      Object.assign(settled, {
        state: 'ready',
        checkedId,
        headingsKey,
        mapping: {
          ...rest,
          columns: [...columns],
          ...(encoding ? { encoding } : {}),
          ...(emptyClears === undefined ? {} : { emptyClears }),
        },
        rowsTotal: rows.length,
        faultsTotal: faults.length,
        ...counted(plans),
        roots: rows.filter(({ parent }) => parent === undefined).length,
        levels: rows.reduce((most, { depth }) => Math.max(most, depth + 1), 0),
      });
    });
  }

  private async write(one: Stored<Import>, { rows, plans }: Looked): Promise<void> {
    await this.imports.tell(one._id, 80);
    await this.settle(
      one,
      async (settled) => {
        const written = await this.kinds.get(one.kind).write(rows, plans);
        this.imports.keepWritten(one._id, written);
        this.forgetContents(settled);
        settled.state = 'done';
        Object.assign(settled, counted(plans));
      },
      'imported',
    );
  }

  private async undo(one: Stored<Import>): Promise<void> {
    await this.settle(
      one,
      async (settled) => {
        await this.kinds.get(one.kind).undo(await this.imports.writtenBy(one._id), requestIdOf(one));
        this.imports.forgetWritten(one._id);
        settled.state = 'undone';
      },
      'undone',
    );
  }

  /** What could not be done is told by the import, which is then as before. */
  private async refused(one: Stored<Import>, error: unknown): Promise<void> {
    const isUnreadable = error instanceof Unreadable;
    if (!isUnreadable && !(error instanceof Failure)) this.logger.error(`An import failed: ${String(error)}`);
    const { code, details } =
      error instanceof Failure ? error : { code: 'internal', details: { detail: 'Try again.' } };
    await asSystem('imports', () =>
      this.settle(one, (settled) => {
        if (isUnreadable && settled.state !== 'undoing') {
          settled.state = 'unreadable';
          settled.unreadable = unreadableFault(error.reason, error.row);
          this.forgetContents(settled);
        } else {
          settled.refusal = { code, detail: details.detail };
          settled.state = settled.state === 'undoing' ? 'done' : settled.checkedId ? 'ready' : 'unreadable';
        }
      }),
    );
  }

  private forgetContents(settled: Import): void {
    for (const id of [settled.contentId, settled.checkedId]) if (id) this.contents.release(id);
    delete settled.contentId;
    delete settled.checkedId;
  }

  /** Ends a piece of work in one transaction, unless another process has ended it meanwhile. */
  private async settle(
    one: Stored<Import>,
    edit: (settled: Stored<Import>) => void | Promise<void>,
    action: 'changed' | 'imported' | 'undone' = 'changed',
  ): Promise<void> {
    const { name: file, rowsTotal: count = 0 } = one;
    const params = action === 'changed' ? {} : { params: { file, count } };
    await this.imports.change(one._id.toHexString(), { action, ...params }, async (settled) => {
      if (settled.state === one.state && settled.version === one.version) await edit(settled);
    });
  }
}

function requestIdOf({ _id }: Stored<Import>): string {
  return `import-${_id.toHexString()}`;
}

function counted(plans: readonly Plan[]): { toCreate: number; toChange: number } {
  const count = (wanted: ImportOutcome): number => plans.filter(({ outcome }) => outcome === wanted).length;
  return { toCreate: count('create'), toChange: count('change') };
}

function headingTexts({ sheets }: Book, { sheet: name, headerRow }: TableMapping): string[] {
  const sheet = sheets.find((one) => one.name === name);
  return sheet ? Array.from(headingsOf(sheet, headerRow), textOf) : [];
}
