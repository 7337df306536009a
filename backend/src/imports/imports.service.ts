import { Injectable } from '@nestjs/common';
import { TREE_ROLES, type ImportKindName, type ImportState } from '@verstak/domain';
import { Types } from 'mongoose';
import { buffer } from 'node:stream/consumers';
import { Contents } from '../files/contents.js';
import type { ReceivedContent } from '../files/received-content.js';
import { requirePermission, signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, Invalid, RuleBroken } from '../platform/failure/failure.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { unpacked, type CheckedTable } from './checked-table.js';
import { ImportKinds } from './import-kinds.js';
import { ImportRunner } from './import-runner.js';
import type { ImportColumns, ImportListQuery, ImportRowQuery, ImportUpload } from './import.dto.js';
import type { Import, ImportFault, ImportMapping, ImportRow } from './import.js';
import { ImportsRepository } from './imports.repository.js';

/** Files of people on their way into the workshop: looked at before they are written, taken back after. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly contents: Contents,
    private readonly kinds: ImportKinds,
    private readonly runner: ImportRunner,
    private readonly transactions: Transactions,
  ) {}

  /** 403 where the caller may not import this. */
  requireAllowed(kind: ImportKindName): void {
    requirePermission(...this.kinds.get(kind).permissions);
  }

  async list(query: ImportListQuery): Promise<Page<Stored<Import>>> {
    return this.imports.list(query);
  }

  async get(id: string): Promise<Stored<Import>> {
    return this.imports.withProgress(id);
  }

  /** Takes a file in; it is read at once, whoever waits for it. */
  async add({ kind, name, supplierId: said }: ImportUpload, { content }: ReceivedContent): Promise<Stored<Import>> {
    const { userId: ownerId } = signedInPerson();
    this.requireAllowed(kind);
    const supplierId = await this.supplierOf(kind, said);
    return this.begun(async () => {
      this.contents.keep(content.id);
      const { id: contentId, size } = content;
      return this.imports.add({ kind, name, ownerId, supplierId, size, contentId, state: 'reading' });
    });
  }

  /** Reads the file anew in another way. */
  async change(id: string, mapping: ImportMapping): Promise<Stored<Import>> {
    return this.step(id, 'changed', ['ready'], (one) => {
      this.requireFields(one.kind, mapping);
      one.state = 'reading';
      one.mapping = mapping;
    });
  }

  /** Writes all of it, or nothing. */
  async commit(id: string): Promise<Stored<Import>> {
    return this.step(id, 'changed', ['ready'], (one) => {
      if (one.faultsTotal)
        throw RuleBroken('import.faulty', `Something is wrong with ${one.faultsTotal} cells; correct the file first.`, {
          count: one.faultsTotal,
        });
      one.state = 'writing';
    });
  }

  /** Takes back all that was written, or nothing. */
  async undo(id: string): Promise<Stored<Import>> {
    return this.step(id, 'changed', ['done'], (one) => {
      one.state = 'undoing';
    });
  }

  /** Gives up an import that was not written. */
  async delete(id: string): Promise<void> {
    await this.transactions.run(async () => {
      const one = await this.imports.get(id);
      requireState(one, ['ready', 'unreadable', 'done', 'undone']);
      for (const content of [one.contentId, one.checkedId]) if (content) this.contents.release(content);
      this.imports.forgetWritten(one._id);
      await this.imports.delete(id);
    });
  }

  async columns(id: string): Promise<ImportColumns> {
    const one = await this.imports.get(id);
    const { sheets, columns } = await this.checked(one);
    const target = this.kinds.get(one.kind).target();
    const fields = target.columns.map(({ field, title, isRequired }) => ({ field, title: { ...title }, isRequired }));
    return { sheets, columns, fields, isTree: target.isTree };
  }

  async rows(id: string, { isFaulty, ...query }: ImportRowQuery): Promise<Page<ImportRow>> {
    const { rows } = await this.checked(await this.imports.get(id));
    return pageOf(isFaulty ? rows.filter(({ faults }) => faults.length) : rows, query);
  }

  async faults(id: string, query: PageQuery): Promise<Page<ImportFault>> {
    const one = await this.imports.get(id);
    if (one.unreadable) return pageOf([one.unreadable], query);
    const { faults } = await this.checked(one);
    return pageOf(faults, query);
  }

  private async supplierOf(kind: ImportKindName, said: string | undefined): Promise<string | undefined> {
    const one = this.kinds.get(kind);
    if (one.supplierOf) return one.supplierOf(said);
    if (!said) return undefined;
    const message = `must be left out: ${kind} belong to no supplier`;
    throw Invalid([{ field: 'supplierId', rule: 'isEmpty', message, value: said }]);
  }

  private async checked({ checkedId }: Import): Promise<CheckedTable> {
    if (!checkedId) return { sheets: [], columns: [], rows: [], faults: [] };
    return unpacked(await buffer(this.contents.read(new Types.ObjectId(checkedId))));
  }

  private requireFields(kind: ImportKindName, { columns = [] }: ImportMapping): void {
    const known = this.kinds
      .get(kind)
      .target()
      .columns.map(({ field }) => field);
    const unknown = columns.find(({ field }) => ![...known, ...TREE_ROLES].includes(field));
    if (!unknown) return;
    const message = `must be one of ${[...known, ...TREE_ROLES].join(', ')}`;
    throw Invalid([{ field: 'mapping.columns', rule: 'isIn', message, value: unknown.field }]);
  }

  private async step(
    id: string,
    action: 'changed',
    from: readonly ImportState[],
    edit: (one: Stored<Import>) => void,
  ): Promise<Stored<Import>> {
    return this.begun(() =>
      this.imports.change(id, { action }, (one) => {
        this.requireAllowed(one.kind);
        requireState(one, from);
        delete one.refusal;
        edit(one);
      }),
    );
  }

  private async begun(work: () => Promise<Stored<Import>>): Promise<Stored<Import>> {
    return this.transactions.run(async () => {
      this.transactions.whenCommitted(() => this.runner.wake());
      return work();
    });
  }
}

function requireState({ state }: Import, allowed: readonly ImportState[]): void {
  if (allowed.includes(state)) return;
  throw Conflict('import.state', `The import is ${state}; this is for one that is ${allowed.join(' or ')}.`, { state });
}

function pageOf<T>(all: readonly T[], { page, pageSize }: PageQuery): Page<T> {
  return { items: all.slice((page - 1) * pageSize, page * pageSize), total: all.length, page, pageSize };
}
