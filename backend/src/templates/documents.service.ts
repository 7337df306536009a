import { Injectable } from '@nestjs/common';
import { TEMPLATE_READERS } from '@verstak/domain';
import { Client } from '../clients/client.js';
import { ClientsService } from '../clients/clients.service.js';
import { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { callerPermissions, requirePermission, signedInActor } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { requireNoTransaction } from '../platform/database/unit.js';
import { RuleBroken } from '../platform/failure/failure.js';
import { JournalEvents } from '../platform/journal/journal-events.js';
import { Part } from '../production/part.js';
import { ProductionService } from '../production/production.service.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { ORDER_DOCUMENT, PART_DOCUMENT } from './tags/known-tags.js';
import type { OrderSource } from './tags/order-tags.js';
import { readable, TagReadings } from './tags/tag-reading.js';
import { filled, type Making } from './tags/tag.js';
import { readingTemplate } from './template-failure.js';
import { VALID_DAYS, type Template } from './template.js';
import { TemplateTables, type KeyValues } from './template-tables.service.js';
import { TemplatesService } from './templates.service.js';
import type { DocxData } from './word/render-docx.js';
import { WordTemplates } from './word/word-templates.js';

/** A document of Word that was made. */
export interface MadeDocument {
  name: string;
  bytes: Buffer;
}

/** What a document is made of: what its tags stand for, and the number by which it is called. */
interface Filled {
  data: DocxData;
  number: number;
  /** By what rows of a table belong to it. */
  keys: KeyValues;
}

/** Documents made by templates: of what the caller may read, and nothing else. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly templates: TemplatesService,
    private readonly word: WordTemplates,
    private readonly orders: OrdersService,
    private readonly clients: ClientsService,
    private readonly production: ProductionService,
    private readonly readings: TagReadings,
    private readonly tables: TemplateTables,
    private readonly workshop: WorkshopService,
    private readonly config: Config,
    private readonly events: JournalEvents,
  ) {}

  /** One document, which the journal tells of; 404 where the caller may not read what it would be made of. */
  async make(templateId: string, subjectId: string): Promise<MadeDocument> {
    const made = await this.makeOf(await this.template(templateId), subjectId);
    await this.events.record({ action: 'printed', params: { file: made.name, count: 1 } });
    return made;
  }

  /** A template by which the caller may make documents; 422 where it is archived. */
  async template(id: string): Promise<Stored<Template>> {
    const template = await this.templates.get(id);
    requirePermission(TEMPLATE_READERS[template.kind]);
    if (template.isArchived)
      throw RuleBroken(
        'template.archived',
        `The template ${template.name} is archived; restore it or choose another.`,
        { id },
      );
    return template;
  }

  /** The same without an entry of its own: for whoever tells of many at once. */
  async makeOf(template: Stored<Template>, subjectId: string): Promise<MadeDocument> {
    requireNoTransaction('Making a document');
    const used = new Set(template.tags.map(({ name }) => name));
    const making = await this.making(template);
    const { data, number } = await this.data(template, subjectId, used, making);
    const empty = await this.templates.bytesOf(template);
    const bytes = await readingTemplate(() => this.word.render(empty, data));
    return { name: fileNameOf(template.name, number), bytes };
  }

  private async making({ lang, validDays = VALID_DAYS }: Template): Promise<Making> {
    const printing = await this.workshop.printing();
    return { ...printing, lang, validDays, today: this.config.today(), authorName: signedInActor().name };
  }

  private async data(
    template: Stored<Template>,
    subjectId: string,
    used: ReadonlySet<string>,
    making: Making,
  ): Promise<Filled> {
    const read =
      template.kind === 'order' ? this.ofOrder(subjectId, used, making) : this.ofPart(subjectId, used, making);
    const { data, number, keys } = await read;
    if (used.has('table')) data['table'] = await this.tables.rowsFor(template, keys, making);
    return { data, number, keys };
  }

  private async ofOrder(id: string, used: ReadonlySet<string>, making: Making): Promise<Filled> {
    const order = await this.orders.get(id);
    const data = await filled(ORDER_DOCUMENT, await this.orderSource(order), used, making);
    const { number, externalId, clientName: client } = order;
    return { number, data, keys: { number, externalId, client } };
  }

  private async ofPart(id: string, used: ReadonlySet<string>, making: Making): Promise<Filled> {
    const part = await this.production.get(id);
    const isOrderRead = part.orderId && callerPermissions().has('orders:read');
    const of = isOrderRead ? await this.orderSource(await this.orders.get(String(part.orderId))) : undefined;
    const data = await filled(
      PART_DOCUMENT,
      { part: readable(Part, part), read: this.readings.begin(), of },
      used,
      making,
    );
    const { number, code, designation, orderNumber } = part;
    return { number, data, keys: { number, code, designation, orderNumber } };
  }

  private async orderSource(order: Stored<Order>): Promise<OrderSource> {
    const id = String(order.clientId);
    const client = callerPermissions().has('clients:read') ? (await this.clients.byIds([id])).get(id) : undefined;
    return {
      order: readable(Order, order),
      client: client ? readable(Client, client) : { name: order.clientName },
      read: this.readings.begin(),
    };
  }
}

/** Called as its template and by its number, without what files may not be called. */
function fileNameOf(template: string, number: number): string {
  return `${template
    .replace(/[\p{Cc}/\\:*?"<>|]/gu, ' ')
    .trim()
    .slice(0, 100)} ${number}.docx`;
}
