import { Injectable } from '@nestjs/common';
import { MOST_TEMPLATES, MOST_TEMPLATE_VERSIONS, type TemplateKind } from '@verstak/domain';
import { Types } from 'mongoose';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Contents, type Content } from '../files/contents.js';
import type { Served } from '../files/served.js';
import { currentCall, signedInActor } from '../platform/access/caller.js';
import { mayAct } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, NotFound, RuleBroken } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import type { ReceivedTemplate } from './received-template.js';
import { knownTags } from './tags/known-tags.js';
import { nearest } from './tags/nearest.js';
import type { TableWriting, TemplateChange, TemplateListQuery, TemplateTag, TemplateUpload } from './template.dto.js';
import { presentVersion, type FoundTag, type Template, type TemplateVersion } from './template.js';
import type { ReceivedSource } from './table-receiver.js';
import type { TableKeyFields, TableSource, TemplateTable } from './template-table.js';
import { TemplateTables, type ReadTable } from './template-tables.service.js';
import { TemplatesRepository } from './templates.repository.js';
import { SHIPPED_TEMPLATES, type ShippedTemplate } from './word/shipped-templates.js';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Files of Word that documents are made by: those that come with the product, and the workshop's own. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly templates: TemplatesRepository,
    private readonly contents: Contents,
    private readonly tables: TemplateTables,
    private readonly transactions: Transactions,
  ) {}

  /** Those of the workshop by name, then those that come with the product. */
  async list(query: TemplateListQuery): Promise<Stored<Template>[]> {
    const own = (await this.templates.all(query)).map(withKnown);
    own.sort((one, other) => one.name.localeCompare(other.name, 'ru'));
    const asked = query.isArchived ? [] : SHIPPED_TEMPLATES.filter(({ kind }) => !query.kind || kind === query.kind);
    return [...own, ...(await Promise.all(asked.map(asTemplate))).filter(mayRead)];
  }

  async get(id: string): Promise<Stored<Template>> {
    const shipped = shippedOf(id);
    if (!shipped) return withKnown(await this.templates.get(id));
    const template = await asTemplate(shipped);
    if (!mayRead(template)) throw NotFound('template', id);
    return template;
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    if (!shippedOf(id)) return this.templates.history(id, query);
    await this.get(id);
    return { items: [], total: 0, page: query.page, pageSize: query.pageSize };
  }

  /** What tags templates of a kind may have. */
  tags(kind: TemplateKind): TemplateTag[] {
    return knownTags(kind).map((tag) => ({ ...tag }));
  }

  async create({ fileName, ...fields }: TemplateUpload, received: ReceivedTemplate): Promise<Stored<Template>> {
    return this.add({ ...fields }, fileName, received.content, received.tags);
  }

  /** A template of the workshop with the file that another one has. */
  async copy(id: string, name: string): Promise<Stored<Template>> {
    const template = await this.get(id);
    const { kind, lang, note, validDays, tags } = template;
    const content = await this.contents.store(await this.bytesOf(template));
    const { fileName } = presentVersion(template);
    return this.add({ name, kind, lang, note, validDays }, fileName, content, tags);
  }

  /** Puts another file in place of the present one, which is kept among the former ones. */
  async replace(id: string, fileName: string, { content, tags }: ReceivedTemplate): Promise<Stored<Template>> {
    requireOwn(id);
    return withKnown(
      await this.templates.change(id, { action: 'changed' }, (template) => {
        const former = template.versions.slice(1 - MOST_TEMPLATE_VERSIONS);
        for (const { id: gone } of template.versions.slice(0, 1 - MOST_TEMPLATE_VERSIONS))
          this.contents.release(new Types.ObjectId(gone));
        this.contents.keep(content.id);
        template.versions = [...former, versionOf(content, fileName, presentVersion(template).revision + 1)];
        template.tags = tags.map(({ name, isList }) => ({ name, isList }));
      }),
    );
  }

  async change(id: string, { version, ...fields }: TemplateChange): Promise<Stored<Template>> {
    requireOwn(id);
    return withKnown(await this.templates.change(id, { version }, (template) => void Object.assign(template, fields)));
  }

  async archive(id: string, isArchived: boolean): Promise<Stored<Template>> {
    requireOwn(id);
    const action = isArchived ? 'archived' : 'restored';
    return withKnown(
      await this.templates.change(id, { action }, (template) => {
        template.isArchived = isArchived;
      }),
    );
  }

  /** Gives a template a table that was uploaded; rows belong to documents as before, where they still can. */
  async setFile(id: string, name: string, { content, table }: ReceivedSource): Promise<Stored<Template>> {
    requireOwn(id);
    return this.putTable(id, (template) => {
      this.contents.keep(content.id);
      const { key, keyOf } = template.table ?? {};
      const isThere = key !== undefined && table.headings.includes(key);
      return tableOf(table, {
        origin: 'file',
        name,
        contentId: content.id.toHexString(),
        ...(isThere ? { key, keyOf } : {}),
      });
    });
  }

  /** Says how rows belong to documents, and with a path that the table lies in OneDrive. */
  async setTable(id: string, { path, ...fields }: TableWriting): Promise<Stored<Template>> {
    requireOwn(id);
    const sourceOf = ({ table }: Template): TableSource => {
      if (path !== undefined) return { origin: 'onedrive', name: path };
      if (!table) throw NotFound('table of the template', id);
      const { origin, name, contentId } = table;
      return { origin, name, ...(contentId ? { contentId } : {}) };
    };
    const table = await this.tables.read({ ...sourceOf(await this.templates.get(id)), ...fields });
    return this.putTable(id, (template) => {
      this.tables.requireKey(template, fields, table);
      // Another file may lie there by now.
      return tableOf(table, { ...sourceOf(template), ...fields });
    });
  }

  /** Leaves a template without a table. */
  async removeTable(id: string): Promise<Stored<Template>> {
    requireOwn(id);
    return this.putTable(id, () => undefined);
  }

  async delete(id: string): Promise<void> {
    requireOwn(id);
    await this.transactions.run(async () => {
      const template = await this.templates.get(id);
      if (template.table?.contentId) this.contents.release(new Types.ObjectId(template.table.contentId));
      for (const { id: content } of template.versions) this.contents.release(new Types.ObjectId(content));
      await this.templates.delete(template);
    });
  }

  private async putTable(
    id: string,
    tableFor: (template: Stored<Template>) => TemplateTable | undefined,
  ): Promise<Stored<Template>> {
    return withKnown(
      await this.templates.change(id, {}, (template) => {
        const former = template.table?.contentId;
        template.table = tableFor(template);
        if (former && former !== template.table?.contentId) this.contents.release(new Types.ObjectId(former));
      }),
    );
  }

  /** A file of a template, the present one unless told; 404 where there is no such revision. */
  async file(id: string, revision?: number): Promise<Served> {
    const { versions } = await this.get(id);
    const version = revision === undefined ? versions.at(-1) : versions.find((one) => one.revision === revision);
    if (!version) throw NotFound('revision of the template', revision ?? 1);
    const bytes = await this.bytes(id, version);
    const { fileName: name, sha256: tag } = version;
    const read: Served['read'] = (range) => Readable.from([bytes.subarray(range?.start, range?.end)]);
    return { name, mediaType: DOCX, size: bytes.length, isInline: false, tag, read };
  }

  /** The bytes that documents are made by. */
  async bytesOf(template: Stored<Template>): Promise<Buffer> {
    return this.bytes(template._id.toHexString(), presentVersion(template));
  }

  private async bytes(id: string, version: TemplateVersion): Promise<Buffer> {
    const shipped = shippedOf(id);
    return shipped ? shipped.bytes() : buffer(this.contents.read(new Types.ObjectId(version.id)));
  }

  private async add(
    fields: Partial<Template>,
    fileName: string,
    content: Content,
    tags: readonly FoundTag[],
  ): Promise<Stored<Template>> {
    return this.transactions.run(async () => {
      if ((await this.templates.count()) >= MOST_TEMPLATES)
        throw RuleBroken('template.too_many', `There are ${MOST_TEMPLATES} templates already; delete some first.`, {
          max: MOST_TEMPLATES,
        });
      this.contents.keep(content.id);
      const found = tags.map(({ name, isList }) => ({ name, isList }));
      const versions = [versionOf(content, fileName, 1)];
      return withKnown(await this.templates.add({ ...fields, versions, tags: found }));
    });
  }
}

function versionOf({ id, size, sha256 }: Content, fileName: string, revision: number): TemplateVersion {
  return { id: id.toHexString(), revision, fileName, size, sha256, at: new Date(), byName: signedInActor().name };
}

/** A table as the template tells of it. */
function tableOf({ headings, rows }: ReadTable, fields: TableSource & TableKeyFields): TemplateTable {
  const named = headings.filter(Boolean).map((text) => ({ text }));
  return { ...fields, headings: named, rowsTotal: rows.length, at: new Date() };
}

function shippedOf(id: string): ShippedTemplate | undefined {
  return SHIPPED_TEMPLATES.find((shipped) => shipped.id === id.toLowerCase());
}

/** 409 for one that comes with the product. */
function requireOwn(id: string): void {
  const shipped = shippedOf(id);
  if (shipped)
    throw Conflict('template.shipped', `${shipped.name} comes with the product: copy it, and change the copy.`, { id });
}

function mayRead(template: Stored<Template>): boolean {
  return mayAct(currentCall().caller, 'read', 'Template', template);
}

async function asTemplate(shipped: ShippedTemplate): Promise<Stored<Template>> {
  const { id, kind, lang, name, fileName, tags } = shipped;
  const bytes = await shipped.bytes();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const at = new Date(Date.UTC(2026, 0));
  const version = { id, revision: 1, fileName, size: bytes.length, sha256, at, byName: 'Verstak' };
  return withKnown({
    _id: new Types.ObjectId(id),
    id,
    version: 1,
    createdAt: at,
    updatedAt: at,
    name,
    kind,
    lang,
    isArchived: false,
    isShipped: true,
    versions: [version],
    tags: tags.map((tag) => ({ ...tag })),
  });
}

/** The template with which of its tags nothing is called, and what is called most like them. */
function withKnown(template: Stored<Template>): Stored<Template> {
  const headings = template.table?.headings.map(({ text }) => text) ?? [];
  const names = new Set([...knownTags(template.kind).map(({ name }) => name), ...headings]);
  const tags = template.tags.map(({ name, isList }): FoundTag => {
    if (names.has(name)) return { name, isList };
    const near = nearest(name, names);
    return { name, isList, isUnknown: true, ...(near ? { nearest: near } : {}) };
  });
  return { ...template, tags };
}
