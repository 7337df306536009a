import { exactQuantity } from '@verstak/domain';
import type { ClientSession, Db, Document, WithId } from 'mongodb';
import { Types, type Model, type Schema } from 'mongoose';
import { isDeepStrictEqual } from 'node:util';
import { placesOf, renewCopies, type Copy } from './copies.js';
import { DataCheck } from './data-check.js';
import { DERIVED, type DerivedFields } from '../database/derived-fields.js';
import { fieldsOf, type Class, type SumOf } from '../fields/index.js';
import { asRead, asStoredFields } from '../database/inner-ids.js';
import { structuredCopy } from '../database/structured-copy.js';

/** What follows from other fields, and what documents are found and sorted by, against what it is made of. */
export class DerivedCheck extends DataCheck {
  readonly kind;
  readonly what = 'what follows from their fields, and what they are found and sorted by';
  override readonly isHidden = true;

  constructor(
    private readonly model: Model<never>,
    private readonly derived: DerivedFields,
  ) {
    super();
    this.kind = { collection: model.collection.name, entity: model.modelName };
  }

  async makeAnew(documents: readonly WithId<Document>[]): Promise<Document[]> {
    const schema = this.model.schema as unknown as Schema; // of a model of any kind
    return documents.map((document) => {
      const made = this.derived.all(asRead(schema, structuredCopy<Document>(document)));
      return inStoredOrder(asStoredFields(schema, made), document);
    });
  }
}

/** Words have no order of their own: where they are the same ones, they stand as they are stored. */
function inStoredOrder(made: Document, stored: Document): Document {
  const words = Object.entries(made).map(([name, value]): [string, unknown] => {
    const kept = stored[name] as unknown;
    const isSame = Array.isArray(value) && Array.isArray(kept) && isDeepStrictEqual(value.toSorted(), kept.toSorted());
    return [name, isSame ? kept : value];
  });
  return Object.fromEntries(words);
}

/** Declared copies, against the fields that they repeat. */
export class CopiesCheck extends DataCheck {
  readonly kind;
  readonly what = 'what they repeat of others';

  constructor(
    private readonly model: Model<never>,
    private readonly copies: readonly Copy[],
  ) {
    super();
    this.kind = { collection: model.collection.name, entity: model.modelName };
  }

  async makeAnew(documents: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]> {
    const renewed = documents.map((document) => structuredCopy<Document>(document));
    for (const copy of this.copies) {
      const sources = await this.sourcesOf(copy, documents, db, session);
      for (const document of renewed)
        for (const [id, value] of sources)
          renewCopies(document, [copy], { entity: copy.entity, id, field: copy.field }, value);
    }
    const names = [...new Set(this.copies.map(({ within, name }) => within?.name ?? name))];
    return renewed.map((document) => Object.fromEntries(names.map((name) => [name, document[name] as unknown])));
  }

  /** What the copies of some documents should be, by the id of what they repeat; those that have gone have none. */
  private async sourcesOf(
    copy: Copy,
    documents: readonly Document[],
    db: Db,
    session: ClientSession,
  ): Promise<Map<string, unknown>> {
    const { by, entity, field } = copy;
    const places = documents.flatMap((document) => placesOf(copy, document));
    const ids = new Set(places.flatMap((place) => (place[by] ? [String(place[by])] : [])));
    const { name } = this.model.db.model(entity).collection;
    const found = await db
      .collection(name)
      .find({ _id: { $in: [...ids].map((id) => new Types.ObjectId(id)) } }, { session, projection: { [field]: 1 } })
      .toArray();
    return new Map(found.map((source) => [String(source._id), source[field] as unknown]));
  }
}

/** A declared sum and the field that holds it. */
interface Sum extends SumOf {
  name: string;
}

/** The sums that a class declares. */
export function sumsIn(type: Class): Sum[] {
  return fieldsOf(type).flatMap(({ name, sumOf }) => (sumOf ? [{ ...sumOf, name }] : []));
}

/** Declared sums, against the documents that they are made of. */
export class SumsCheck extends DataCheck {
  readonly kind;
  readonly what;

  constructor(
    private readonly model: Model<never>,
    private readonly sums: readonly Sum[],
  ) {
    super();
    this.kind = { collection: model.collection.name, entity: model.modelName };
    this.what = `what they add up (${sums.map(({ name }) => name).join(', ')})`;
  }

  async makeAnew(documents: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]> {
    const none = Object.fromEntries(this.sums.map(({ name }) => [name, 0]));
    const made = new Map(documents.map(({ _id }) => [String(_id), { ...none }]));
    const kinds = Map.groupBy(this.sums, ({ entity, by }) => `${entity}.${by}`);
    for (const [first, ...others] of kinds.values())
      if (first) await this.addUp([first, ...others], documents, made, db, session);
    return documents.map(({ _id }) => made.get(String(_id)) ?? none);
  }

  /** Adds up sums over the same documents. */
  private async addUp(
    sums: readonly [Sum, ...Sum[]],
    documents: readonly WithId<Document>[],
    made: ReadonlyMap<string, Record<string, number>>,
    db: Db,
    session: ClientSession,
  ): Promise<void> {
    const [{ entity, by }] = sums;
    const filter = { [by]: { $in: documents.map(({ _id }) => _id) } };
    const projection = Object.fromEntries(DERIVED.map((name) => [name, 0]));
    const { name: collection } = this.model.db.model(entity).collection;
    for await (const document of db.collection(collection).find(filter, { session, projection })) {
      const own = made.get(String(document[by])) ?? {};
      for (const { name, adds } of sums) own[name] = exactSum(own[name] ?? 0, adds ? adds(document) : 1);
    }
  }
}

/** Quantities are added without what binary fractions add to them; whole numbers, as sums of money, are exact as they are. */
function exactSum(one: number, other: number): number {
  const sum = one + other;
  return Number.isInteger(sum) ? sum : exactQuantity(sum);
}
