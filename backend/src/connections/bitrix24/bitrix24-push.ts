import type { ClientRecord, ExchangedRecord, OrderRecord } from '../records.js';
import type { Params } from './batch-query.js';
import { resultOf, type Bitrix24Client, type Command, type Outcome } from './bitrix24-client.js';
import {
  DEAL_FIELDS,
  ORIGINATOR,
  clientOfCompany,
  clientOfContact,
  companyEdit,
  contactEdit,
  dealEdit,
  orderOf,
  personEdit,
  rowsEdit,
  type Bitrix24Terms,
  type CompanyItem,
  type ContactItem,
  type DealItem,
  type ProductRow,
} from './bitrix24-codecs.js';
import { Bitrix24Fault } from './bitrix24-fault.js';
import type { Bitrix24Pull } from './bitrix24-pull.js';
import { COMPANY, CONTACT, DEAL, clientRef, edited, numberOf, type ClientType } from './bitrix24-values.js';

/** What is to be told of one document of ours. */
export interface Outgoing<T extends ClientRecord | OrderRecord> {
  /** The id of the document here, by which it is found there even if nobody has noted that it was added. */
  localId: string;
  /** Its `externalId` is empty where it is not known there; what is not told stays as it is. */
  record: T;
}

/** What became of it. */
export interface Pushed {
  localId: string;
  /** What it is called there now; none where it was not added. */
  externalId?: string;
  /** What it says from now on, in the way it can: of a time the day, of a line no note. */
  holds?: ExchangedRecord;
  /** Whether anything there is another now; a fault may stand beside it, where the rest was done. */
  isChanged: boolean;
  fault?: Bitrix24Fault;
}

/** As many as are told in one batch: each takes two commands at most. */
export const AT_ONCE = 25;

/**
 * Tells Bitrix24 of clients and orders: first looks what it knows of them, then adds and changes only what is another.
 * So telling it again, after whatever fault, changes nothing and adds nothing twice.
 */
export class Bitrix24Push {
  constructor(
    private readonly client: Bitrix24Client,
    private readonly pull: Bitrix24Pull,
    private readonly terms: Bitrix24Terms,
  ) {}

  /** Clients, any number; what became of each. Throws `Bitrix24Fault` where nothing more can be told. */
  async clients(outgoing: readonly Outgoing<ClientRecord>[]): Promise<Pushed[]> {
    return inTurns(outgoing, (some) => this.someClients(some));
  }

  /** Orders, as `clients`. */
  async orders(outgoing: readonly Outgoing<OrderRecord>[]): Promise<Pushed[]> {
    return inTurns(outgoing, (some) => this.someOrders(some));
  }

  private async someClients(outgoing: readonly Outgoing<ClientRecord>[]): Promise<Pushed[]> {
    const companies = await this.known<CompanyItem>(COMPANY, outgoing);
    const contacts = await this.known<ContactItem>(CONTACT, outgoing);
    const persons = await this.pull.firstContacts([...companies.values()].map(({ id }) => Number(id)));
    const [plan, speakers] = [new Plan(this.client), new Plan(this.client)];
    const told: (() => void)[] = [];
    for (const { localId, record } of outgoing) {
      const [company, contact] = [companies.get(localId), contacts.get(localId)];
      const type = typeOf(record, company, contact);
      if (record.externalId && !(type === COMPANY ? company : contact)) plan.fail(localId, record.externalId);
      else if (type === CONTACT) planContact(plan, localId, record, contact);
      else told.push(this.planCompany(plan, speakers, localId, record, company, persons.get(Number(company?.id))));
    }
    await plan.carryOut();
    // Who speaks for companies is told when they are there: a contact of none would be a client of his own.
    for (const tell of told) tell();
    await speakers.carryOut();
    return plan.pushed.map((one) =>
      merged(
        one,
        speakers.pushed.find(({ localId }) => localId === one.localId),
      ),
    );
  }

  /** Plans what a company is to be; gives what plans who speaks for it. */
  private planCompany(
    plan: Plan,
    speakers: Plan,
    localId: string,
    record: ClientRecord,
    company: CompanyItem | undefined,
    person: ContactItem | undefined,
  ): () => void {
    const known = company && clientOfCompany(company, person);
    const edit = companyEdit(record, known, company?.fm);
    const names = personEdit(record, known);
    const isToBe = person ? Object.keys(names).length > 0 : Object.values(names).some((name) => name !== '');
    const speaker = isToBe || person ? { ...person, ...names, id: Number(person?.id) } : undefined;
    plan.item(localId, COMPANY, company?.id, edit, (id) =>
      clientOfCompany({ ...company, ...edit, id, fm: edited(company?.fm, edit['fm']) }, speaker),
    );
    return () => {
      const companyId = clientRef(plan.called(localId))?.id;
      if (!isToBe || !companyId) return;
      if (person) speakers.item(localId, CONTACT, person.id, names, () => undefined);
      else speakers.item(localId, CONTACT, undefined, { ...names, companyId }, () => undefined, false);
    };
  }

  private async someOrders(outgoing: readonly Outgoing<OrderRecord>[]): Promise<Pushed[]> {
    const deals = await this.known<DealItem>(DEAL, outgoing, DEAL_FIELDS);
    const rows = await this.pull.rowsOfDeals([...deals.values()].map(({ id }) => Number(id)));
    const plan = new Plan(this.client);
    for (const { localId, record } of outgoing) {
      const deal = deals.get(localId);
      if (record.externalId && !deal) plan.fail(localId, record.externalId);
      else if (deal && isForeign(deal, this.terms))
        plan.fail(localId, String(deal.id), new Bitrix24Fault('bitrix24.currency', { answer: deal.currencyId ?? '' }));
      else this.planDeal(plan, localId, record, deal, rows.get(Number(deal?.id)) ?? []);
    }
    await plan.carryOut();
    return plan.pushed;
  }

  private planDeal(
    plan: Plan,
    localId: string,
    record: OrderRecord,
    deal: DealItem | undefined,
    rows: readonly ProductRow[],
  ): void {
    const known = deal && orderOf(deal, rows, this.terms);
    const edit = dealEdit(record, known, this.terms);
    const productRows = rowsEdit(record, known, this.terms);
    const next = productRows?.map((row, id) => ({ ...row, id, ownerId: 0 })) ?? rows;
    const { firstStage: stageId } = this.terms;
    const place = plan.item(localId, DEAL, deal?.id, edit, (id) =>
      orderOf({ stageId, ...deal, ...edit, id }, next, this.terms),
    );
    if (!productRows) return;
    const ownerId = deal?.id ?? resultOf(place, 'item', 'id');
    plan.also(localId, { method: 'crm.item.productrow.set', params: { ownerType: 'D', ownerId, productRows } });
  }

  /** What is known there of documents: by what they are called there, or by what they are called here. */
  private async known<T extends { id: number; originId?: string | null }>(
    type: number,
    outgoing: readonly Outgoing<ClientRecord | OrderRecord>[],
    select = ['*'],
  ): Promise<Map<string, T>> {
    const numbers = new Map<number, string>();
    const strangers: string[] = [];
    for (const { localId, record } of outgoing) {
      const id = type === DEAL ? numberOf(record.externalId) : numberIn(type, record.externalId);
      if (id) numbers.set(id, localId);
      else if (!record.externalId) strangers.push(localId);
    }
    const known = new Map<string, T>();
    for (const item of await this.pull.items<T>(type, [...numbers.keys()], select))
      known.set(numbers.get(Number(item.id)) ?? '', item);
    if (!strangers.length) return known;
    const filter = { '=originatorId': ORIGINATOR, '@originId': strangers };
    const list = { method: 'crm.item.list', key: 'items', params: { entityTypeId: type, select }, filter };
    // Should one have been added twice nevertheless, the first is taken.
    for await (const page of this.client.list<T>(list))
      for (const item of page) if (item.originId && !known.has(item.originId)) known.set(item.originId, item);
    return known;
  }
}

function planContact(plan: Plan, localId: string, record: ClientRecord, contact: ContactItem | undefined): void {
  const edit = contactEdit(record, contact && clientOfContact(contact), contact?.fm);
  plan.item(localId, CONTACT, contact?.id, edit, (id) =>
    clientOfContact({ ...contact, ...edit, id, fm: edited(contact?.fm, edit['fm']) }),
  );
}

/** What is to be done for some documents, each by at most two commands. */
class Plan {
  private readonly commands: Command[] = [];
  private readonly documents = new Map<string, Planned>();
  pushed: Pushed[] = [];

  constructor(private readonly client: Bitrix24Client) {}

  /**
   * Adds an item, or changes it where anything is to be another; the place of that command. `holds` is the record of
   * what it is then.
   */
  item(
    localId: string,
    type: number,
    id: number | undefined,
    edit: Params,
    holds: (id: number) => ExchangedRecord | undefined,
    isOurs = true,
  ): number {
    this.documents.set(localId, { places: [], holds, ...(id ? { id } : {}) });
    if (id && !Object.keys(edit).length) return -1;
    if (id) return this.also(localId, { method: 'crm.item.update', params: { entityTypeId: type, id, fields: edit } });
    const origin = isOurs ? { originatorId: ORIGINATOR, originId: localId } : {};
    const params = { entityTypeId: type, fields: { ...edit, ...origin } };
    return this.also(localId, { method: 'crm.item.add', params });
  }

  /** One more command for a document; its place. */
  also(localId: string, command: Command): number {
    this.documents.get(localId)?.places.push(this.commands.length);
    return this.commands.push(command) - 1;
  }

  /** Nothing can be done for a document: unless told otherwise it is not there any more. */
  fail(localId: string, externalId: string, fault = new Bitrix24Fault('bitrix24.missing')): void {
    this.documents.set(localId, { places: [], holds: () => undefined, failed: { externalId, fault } });
  }

  /** What a document is called there, once it was carried out and is there. */
  called(localId: string): string | undefined {
    return this.pushed.find((one) => one.localId === localId)?.externalId;
  }

  async carryOut(): Promise<void> {
    // An empty list has no form in a batch.
    const isAlone = ({ params }: Command): boolean => (params['productRows'] as unknown[] | undefined)?.length === 0;
    const outcomes = await this.client.batch(this.commands.map((command) => (isAlone(command) ? NOTHING : command)));
    for (const [place, command] of this.commands.entries())
      if (isAlone(command)) outcomes[place] = await this.alone(command);
    this.pushed = [...this.documents].map(([localId, { places, holds, id, failed }]) => {
      if (failed) return { localId, isChanged: false, ...failed };
      const done = places.flatMap((place) => outcomes[place] ?? []);
      const known = id ?? idOf(done[0]);
      const held = known ? holds(Number(known)) : undefined;
      const refused = done.find((outcome) => 'fault' in outcome);
      return {
        localId,
        isChanged: done.some((outcome) => 'result' in outcome),
        ...(held ? { externalId: held.externalId, holds: held } : {}),
        ...(refused && 'fault' in refused ? { fault: refused.fault } : {}),
      };
    });
  }

  private async alone({ method, params }: Command): Promise<Outcome> {
    try {
      return { result: (await this.client.call(method, params)).result };
    } catch (error) {
      if (error instanceof Bitrix24Fault) return { fault: error };
      throw error;
    }
  }
}

interface Planned {
  places: number[];
  holds: (id: number) => ExchangedRecord | undefined;
  id?: number;
  failed?: { externalId: string; fault: Bitrix24Fault };
}

/** Keeps its place in a batch and changes nothing. */
const NOTHING: Command = { method: 'profile', params: {} };

async function inTurns<T>(all: readonly T[], tell: (some: readonly T[]) => Promise<Pushed[]>): Promise<Pushed[]> {
  const pushed: Pushed[] = [];
  for (let n = 0; n < all.length; n += AT_ONCE) pushed.push(...(await tell(all.slice(n, n + AT_ONCE))));
  return pushed;
}

function merged(one: Pushed, also: Pushed | undefined): Pushed {
  if (!also) return one;
  const fault = one.fault ?? also.fault;
  return { ...one, isChanged: one.isChanged || also.isChanged, ...(fault ? { fault } : {}) };
}

function isForeign({ currencyId }: DealItem, { currency }: Bitrix24Terms): boolean {
  return !!currencyId && currencyId !== currency;
}

function idOf(outcome: Outcome | undefined): number | undefined {
  if (!outcome || 'fault' in outcome) return undefined;
  return numberOf((outcome.result as { item?: { id?: unknown } } | null)?.item?.id);
}

function numberIn(type: number, externalId: string): number | undefined {
  const ref = clientRef(externalId);
  return ref?.type === type ? ref.id : undefined;
}

/** As what a client is known there; as what it is to be added: a company where it has the name of one. */
function typeOf(
  { externalId, company: name }: ClientRecord,
  company: CompanyItem | undefined,
  contact: ContactItem | undefined,
): ClientType {
  const ref = clientRef(externalId);
  if (ref) return ref.type;
  if (company) return COMPANY;
  return contact || !name ? CONTACT : COMPANY;
}
