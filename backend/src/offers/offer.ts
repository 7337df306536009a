import { Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Money } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  IdField,
  InstantField,
  IntegerField,
  MoneyField,
  NoteField,
  NumberedField,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';

/** Longest time in which something comes, in days. */
const MOST_DAYS = 365;

/** For the workshop's people alone: whose it is a supplier knows, and what it is in the workshop is not theirs to know. */
const INSIDE = { readBy: 'suppliers:read' } as const;

/** What a supplier, or the workshop for one, says of something that is sold. */
export class OfferSaid extends Entity {
  @TextField({ max: 255, search: true, sort: true, example: 'Кружка белая 330 мл, заготовка' })
  name!: string;

  @TextField({
    max: 60,
    optional: true,
    min: 1,
    search: true,
    sort: true,
    example: 'KR-330-W',
    description: 'The supplier’s own number; no two offers of a supplier have the same.',
  })
  article?: string;

  @TextField({ max: 20, example: 'шт' })
  unit!: string;

  @MoneyField({
    optional: true,
    sort: true,
    filter: true,
    example: 12_500,
    description: 'Of one unit; without one it has to be asked for.',
  })
  price?: Money;

  @QuantityField({
    optional: true,
    min: 0,
    sort: true,
    filter: true,
    example: 140,
    description: 'How much the supplier says to have; without it nobody knows.',
  })
  inStock?: number;

  @IntegerField({
    optional: true,
    filter: true,
    sort: true,
    max: MOST_DAYS,
    example: 5,
    description: 'Days from the order until it comes, where not the supplier’s usual ones.',
  })
  leadDays?: number;

  @NoteField({ optional: true, search: true, example: 'Упаковка по 36 штук' })
  note?: string;

  @TextField({
    optional: true,
    min: 1,
    max: 100,
    search: true,
    example: undefined,
    description: 'The id in the system it came from; no two offers of a supplier have the same.',
  })
  externalId?: string;
}

/** What is written of an offer: beside what is said of it, whose it is, and what it is in the workshop. */
export class OfferFields extends OfferSaid {
  @IdField({ of: 'Supplier', ...INSIDE, filter: true, description: 'Whose offer it is.' })
  supplierId!: string;

  @IdField({
    of: 'StockItem',
    ...INSIDE,
    optional: true,
    filter: true,
    example: undefined,
    description: 'What it is in the workshop’s own stock.',
  })
  stockItemId?: string;
}

/** Something that a supplier sells. */
@Schema({ collection: 'offers', versionKey: false })
export class Offer extends OfferFields {
  @NumberedField()
  number!: number;

  @TextField({
    ...INSIDE,
    computed: true,
    search: true,
    sort: true,
    example: 'ООО «Керамика»',
    copyOf: { entity: 'Supplier', field: 'name', by: 'supplierId' },
  })
  supplierName!: string;

  @TextField({
    ...INSIDE,
    optional: true,
    computed: true,
    search: true,
    sort: true,
    example: 'Кружка белая',
    copyOf: { entity: 'StockItem', field: 'name', by: 'stockItemId' },
  })
  stockItemName?: string;

  @InstantField({
    computed: true,
    unrecorded: true,
    sort: true,
    filter: true,
    description: 'When price or stock was said last, be it the same as before.',
  })
  checkedAt!: Date;

  @BooleanField({ computed: true, filter: true, example: false, description: 'It is sold no more.' })
  isArchived!: boolean;
}

export const OfferSchema = SchemaFactory.createForClass(Offer);
// A supplier’s numbers are told apart from those of another; what has none has none.
OfferSchema.index(
  { article: 1, supplierId: 1 },
  { unique: true, partialFilterExpression: { article: { $exists: true } } },
);
OfferSchema.index(
  { externalId: 1, supplierId: 1 },
  { unique: true, partialFilterExpression: { externalId: { $exists: true } } },
);
OfferSchema.index({ words: 1 });
indexLists(OfferSchema, Offer, ['supplierId', 'isArchived']);
