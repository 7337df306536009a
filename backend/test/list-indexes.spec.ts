import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '@verstak/domain';
import { ObjectId, type Db, type Document, type Filter, type Sort } from 'mongodb';
import { ApiKey } from '../src/api-keys/api-key.js';
import { Product } from '../src/catalog/product.js';
import { Client } from '../src/clients/client.js';
import { Connection } from '../src/connections/connection.js';
import { StockFeed } from '../src/feeds/stock-feed.js';
import { Import } from '../src/imports/import.js';
import { Movement } from '../src/inventory/movement.js';
import { StockItem } from '../src/inventory/stock-item.js';
import { Offer } from '../src/offers/offer.js';
import { Order } from '../src/orders/order.js';
import { Letter } from '../src/outbox/letter.js';
import { Payment } from '../src/payments/payment.js';
import { declaredFilter } from '../src/platform/database/declared-filter.js';
import { DerivedFields } from '../src/platform/database/derived-fields.js';
import { fieldsOf, filtersOf, sortPath, type Class, type DeclaredFilter } from '../src/platform/fields/index.js';
import { JournalService } from '../src/platform/journal/journal.service.js';
import { Part } from '../src/production/part.js';
import { StagePass } from '../src/production/stage-pass.js';
import { SupplyRequest } from '../src/requests/request.js';
import { Route } from '../src/routes/route.js';
import { Supplier } from '../src/suppliers/supplier.js';
import { DocumentRun } from '../src/templates/runs/document-run.js';
import { Template } from '../src/templates/template.js';
import { User } from '../src/users/user.js';
import { SavedView } from '../src/views/saved-view.js';
import { WebhookEndpoint } from '../src/webhooks/webhook-endpoint.js';
import { TestWorkshop } from './harness.js';

/** More than any estimate of a planner ends at; `LIST_ROWS=100000` takes minutes. */
const ROWS = Number(process.env['LIST_ROWS'] ?? 6_000);
const BATCH = 5_000;
const PAGE = 25;
/** Documents that share one value of an id or a word. */
const SHARING = ROWS / 20;
/** Keys that a walk through an index may read beside those it gives. */
const SLACK = 30;

/** A list: its documents, and what it always asks for. */
const LISTS: [string, Class, (id: (group: number) => ObjectId) => Document][] = [
  ['apiKeys', ApiKey, () => ({})],
  ['clients', Client, () => ({ isArchived: false })],
  ['connections', Connection, () => ({})],
  ['documentRuns', DocumentRun, (id) => ({ ownerId: id(1) })],
  ['imports', Import, (id) => ({ ownerId: id(1) })],
  ['letters', Letter, () => ({})],
  ['movements', Movement, () => ({})],
  ['offers', Offer, (id) => ({ supplierId: id(1), isArchived: false })],
  ['orders', Order, () => ({})],
  ['parts', Part, () => ({})],
  ['payments', Payment, (id) => ({ orderId: id(1) })],
  ['products', Product, () => ({ isArchived: false })],
  ['routes', Route, () => ({ isArchived: false })],
  ['savedViews', SavedView, () => ({})],
  ['stagePasses', StagePass, () => ({})],
  ['stockFeeds', StockFeed, () => ({})],
  ['stockItems', StockItem, () => ({ isArchived: false })],
  ['suppliers', Supplier, () => ({ isArchived: false })],
  ['supplyRequests', SupplyRequest, () => ({})],
  ['templates', Template, () => ({ isArchived: false })],
  ['users', User, () => ({})],
  ['webhookEndpoints', WebhookEndpoint, () => ({})],
];

/** There are few of them, or they are asked for by the document that they belong to. */
const NOT_LISTED = ['categories', 'files', 'messages', 'roles', 'workshopProfile'];

let workshop: TestWorkshop;
let db: Db;

/** The same id for the same group. */
const idOf = (group: number): ObjectId => new ObjectId(group.toString(16).padStart(24, '0'));

/** A value of a field for one of many documents: each word and id for some, each number, moment and text for one. */
function valueOf(type: Class, name: string, row: number): unknown {
  const field = fieldsOf(type).find((one) => one.name === name);
  const kind = Reflect.getMetadata('design:type', type.prototype as object, name) as unknown;
  const inner = field?.type?.();
  if (inner) return [Object.fromEntries(namesOf(inner).map((one) => [one, valueOf(inner, one, row)]))];
  if (kind === Date) return new Date(Date.UTC(2026, 0, 1) + row * 60_000);
  if (kind === Number || field?.filter?.kind === 'range') return row;
  if (kind === Boolean) return row % 2 === 0;
  if (name.endsWith('Ids')) return [idOf(row % (ROWS / SHARING))];
  if (name.endsWith('Id')) return idOf(row % (ROWS / SHARING));
  return field?.filter ? `word ${row % (ROWS / SHARING)}` : `text ${row}`;
}

const namesOf = (type: Class): string[] => fieldsOf(type).map(({ name }) => name);

/** Lets rows share a value of what is unique: a question is for many. */
async function shareKeys(collection: string): Promise<void> {
  for (const { name, key, unique, v: _version, ...options } of await db.collection(collection).indexes()) {
    if (!unique || !name) continue;
    await db.collection(collection).dropIndex(name);
    await db.collection(collection).createIndex(key, options);
  }
}

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  db = workshop.connection.db as unknown as Db;
  for (const [collection, type, always] of LISTS) {
    await shareKeys(collection);
    const derived = new DerivedFields(type, { timeZone: 'Europe/Moscow', country: 'RU' });
    const documents = Array.from({ length: ROWS }, (_, row) => {
      const names = namesOf(type).filter((name) => name !== 'id');
      const document = Object.fromEntries(names.map((name) => [name, valueOf(type, name, row)]));
      const narrowed = { ...document, ...(row % 2 ? {} : always(idOf)) };
      return { _id: new ObjectId(), ...narrowed, sortKeys: derived.of(narrowed)['sortKeys'] };
    });
    for (let first = 0; first < ROWS; first += BATCH)
      await db.collection(collection).insertMany(documents.slice(first, first + BATCH));
  }
}, 900_000);
afterAll(async () => workshop.close());

/** The stages of a plan that reads, from the outermost in. */
function stagesOf(plan: Document): string[] {
  const inner = (plan['inputStages'] as Document[] | undefined) ?? (plan['inputStage'] ? [plan['inputStage']] : []);
  return [String(plan['stage']), ...inner.flatMap((stage) => stagesOf(stage as Document))];
}

interface Cost {
  stages: string[];
  keys: number;
  documents: number;
}

async function costOf(collection: string, filter: Filter<Document>, sort: Sort): Promise<Cost> {
  const plan = await db.collection(collection).find(filter).sort(sort).limit(PAGE).explain('executionStats');
  const { queryPlanner, executionStats } = plan as { queryPlanner: Document; executionStats: Document };
  return {
    stages: stagesOf(queryPlanner['winningPlan'] as Document),
    keys: Number(executionStats['totalKeysExamined']),
    documents: Number(executionStats['totalDocsExamined']),
  };
}

describe('every list', () => {
  it('of a kind of document is here', () => {
    const kinds = workshop.app.get(JournalService, { strict: false }).kinds.map(({ collection }) => collection);
    const listed = kinds.filter((collection) => !NOT_LISTED.includes(collection));
    expect(LISTS.map(([collection]) => collection)).toEqual(listed.sort());
  });
});

describe.each(LISTS)('the list of %s', (collection, type, alwaysOf) => {
  const always = alwaysOf(idOf);
  const sorted = fieldsOf(type).filter(({ sort, name }) => sort && !(name in always));

  /** What a question costs more than it may, in words. */
  async function faultsOf(asked: object, filter: Filter<Document>, sort: Sort, most: number): Promise<string[]> {
    const { stages, keys, documents } = await costOf(collection, filter, sort);
    const told = `${JSON.stringify(asked)} by ${JSON.stringify(sort)}: ${stages.join()}, ${keys} keys, ${documents} documents`;
    return stages.includes('COLLSCAN') || keys > most + SLACK || documents > most + SLACK ? [told] : [];
  }

  it('is read from an index by every declared sort, both ways: no more than its page, and nothing sorted', async () => {
    expect(sorted.length).toBeGreaterThan(0);
    const faults: string[] = [];
    for (const field of sorted)
      for (const direction of [1, -1] as const) {
        const sort = { [sortPath(field)]: direction, _id: direction };
        faults.push(...(await faultsOf({}, always, sort, PAGE)));
      }
    expect(faults).toEqual([]);
  });

  /** Questions by a filter that a part of the documents answers. */
  const questions = ({ kind, names }: DeclaredFilter): Record<string, unknown>[] => {
    const [name = '', end = ''] = names;
    if (kind === 'flag') return [{ [name]: true }];
    if (kind === 'range') {
      const at = fieldsOf(type).find((field) => field.filter && `${field.name.replace(/At$/, '')}From` === name);
      const from = valueOf(type, at?.name ?? '', 1_000);
      const to = valueOf(type, at?.name ?? '', 1_200);
      return [{ [name]: from, [end]: to }];
    }
    const value = (group: number): unknown => (/Ids?$/.test(name) ? idOf(group) : `word ${group}`);
    return [{ [name]: [value(2)] }, { [name]: [value(2), value(4)] }];
  };

  it('is read from an index by every declared filter: no more than matches, and for equal values than its page', async () => {
    const filters = filtersOf(type).filter(({ path }) => !(path in always));
    expect(filters.length).toBeGreaterThan(0);
    const faults: string[] = [];
    for (const declared of filters)
      for (const asked of questions(declared)) {
        const filter = { ...always, ...declaredFilter(type, asked, new Set(PERMISSIONS)) } as Filter<Document>;
        const matches = await db.collection(collection).countDocuments(filter);
        expect({ asked, hasMatches: matches > 50 }).toEqual({ asked, hasMatches: true });
        faults.push(...(await faultsOf(asked, filter, { _id: -1 }, declared.kind === 'range' ? matches : PAGE)));
      }
    expect(faults).toEqual([]);
  });
});
