import { Prop } from '@nestjs/mongoose';
import type { Types } from 'mongoose';
import { IdField, InstantField, IntegerField } from '../fields/index.js';

/** What every document has: its id, the version that edits are checked against, and when it was made and changed. */
export abstract class Entity {
  @IdField({ computed: true })
  id!: string;

  @IntegerField({ min: 1, computed: true, example: 1, description: 'Grows by one with every change.' })
  version!: number;

  @InstantField({ computed: true, filter: true, sort: true })
  createdAt!: Date;

  @InstantField({ computed: true, sort: true })
  updatedAt!: Date;

  /** By what the document is found: words, parts of phone numbers, sums and days, marked by who finds by them. */
  @Prop({ type: [String] })
  words?: string[];

  /** What texts and choices are sorted by, under the names of their fields. */
  @Prop({ type: Object })
  sortKeys?: Record<string, string | number>;
}

/** A document as it is stored: the entity with its `_id`. */
export type Stored<T> = T & { _id: Types.ObjectId };

/** Documents by their ids. */
export function byId<T extends { _id: Types.ObjectId }>(documents: readonly T[]): Map<string, T> {
  return new Map(documents.map((document) => [document._id.toHexString(), document]));
}
