import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { availableOf, STOCK_STATES, stockStateOf, type Money, type StockState } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  ChoiceField,
  DecimalField,
  IdField,
  InstantField,
  MoneyField,
  NoteField,
  NumberedField,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';

/** A balance, which orders may bring below nothing. */
export const BALANCE = { min: -1_000_000_000, max: 1_000_000_000, places: 3 } as const;

/** It follows from movements, reservations and requests, whose entries tell of it. */
const FOLLOWING = { computed: true, unrecorded: true } as const;

/** What is written of something that lies in stock. */
export class StockItemFields extends Entity {
  @TextField({
    max: 255,
    search: true,
    sort: true,
    example: 'Кружка белая 330 мл, заготовка',
    copyOf: { entity: 'Product', field: 'name', by: 'productId' },
  })
  name!: string;

  @TextField({ max: 60, optional: true, min: 1, search: true, sort: true, example: 'МТ-014' })
  article?: string;

  @TextField({ max: 20, example: 'шт', copyOf: { entity: 'Product', field: 'unit', by: 'productId' } })
  unit!: string;

  @MoneyField({ optional: true, sort: true, readBy: 'stock:cost', example: 12_500, description: 'Cost of one unit.' })
  cost?: Money;

  @QuantityField({
    optional: true,
    min: 0,
    example: 20,
    description: 'When so little is available, more is to be ordered.',
  })
  reorderPoint?: number;

  @IdField({ of: 'Supplier', optional: true, filter: true, example: undefined, description: 'Who supplies it.' })
  supplierId?: string;

  @TextField({ max: 100, optional: true, search: true, example: 'Стеллаж 3, полка Б', description: 'Where it lies.' })
  location?: string;

  @NoteField({ optional: true, search: true })
  note?: string;

  @TextField({
    optional: true,
    min: 1,
    max: 100,
    search: true,
    example: undefined,
    description: 'The id in the system it came from, as `northwind:11`; no two have the same.',
  })
  externalId?: string;
}

/** Something that lies in stock: a material, or a product that is sold from stock. Only movements change its balance. */
@Schema({ collection: 'stockItems', versionKey: false })
export class StockItem extends StockItemFields {
  @NumberedField()
  number!: number;

  @IdField({
    of: 'Product',
    optional: true,
    computed: true,
    filter: true,
    description: 'The product of the catalog that it is; without one it is a material.',
  })
  productId?: string;

  @BooleanField({ computed: true, filter: true, example: false, description: 'It is sold as it lies there.' })
  isProduct!: boolean;

  @TextField({
    optional: true,
    computed: true,
    search: true,
    sort: true,
    example: 'ООО «Керамика»',
    copyOf: { entity: 'Supplier', field: 'name', by: 'supplierId' },
  })
  supplierName?: string;

  @BooleanField({
    ...FOLLOWING,
    example: true,
    description: 'It was counted or received once: until then deliveries move nothing.',
  })
  isTracked!: boolean;

  @InstantField({ ...FOLLOWING, optional: true, sort: true, description: 'When it was counted last.' })
  countedAt?: Date;

  @DecimalField({
    ...BALANCE,
    ...FOLLOWING,
    sort: true,
    filter: true,
    sumOf: { entity: 'Movement', by: 'stockItemId', adds: ({ quantity }: { quantity: number }) => quantity },
    example: 46,
    description: 'What is there.',
  })
  onHand!: number;

  @DecimalField({
    ...BALANCE,
    ...FOLLOWING,
    sort: true,
    sumOf: { entity: 'Reservation', by: 'stockItemId', adds: ({ quantity }: { quantity: number }) => quantity },
    example: 12,
    description: 'What orders have reserved of it.',
  })
  reserved!: number;

  @DecimalField({
    ...BALANCE,
    ...FOLLOWING,
    sort: true,
    example: 0,
    description: 'What requests to suppliers still bring of it.',
  })
  expected!: number;

  @DecimalField({
    ...BALANCE,
    computed: true,
    sort: true,
    filter: true,
    follows: { of: 'onHand', as: (_onHand, _counting, item) => availableOf(item as StockItem) }, // what it is a field of
    example: 34,
    description: 'What nobody has reserved; less than nothing where orders want more than there is.',
  })
  available!: number;

  @ChoiceField(STOCK_STATES, {
    computed: true,
    filter: true,
    sort: true,
    name: 'StockState',
    follows: { of: 'onHand', as: (_onHand, _counting, item) => stockStateOf(item as StockItem) }, // as above
    example: 'enough',
    description: 'How it stands with it.',
  })
  state!: StockState;

  @BooleanField({ computed: true, filter: true, example: false })
  isArchived!: boolean;
}

export const StockItemSchema = SchemaFactory.createForClass(StockItem);
StockItemSchema.index({ article: 1 }, { unique: true, sparse: true });
StockItemSchema.index({ externalId: 1 }, { unique: true, sparse: true });
// A product lies in stock once.
StockItemSchema.index({ productId: 1 }, { unique: true, sparse: true });
StockItemSchema.index({ words: 1 });
indexLists(StockItemSchema, StockItem, ['isArchived']);
