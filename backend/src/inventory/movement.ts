import { Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  MOVEMENT_KINDS,
  WRITE_OFF_REASONS,
  type CalendarDay,
  type Money,
  type MovementKind,
  type WriteOffReason,
} from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  ChoiceField,
  DayField,
  DecimalField,
  IdField,
  IntegerField,
  MoneyField,
  TextField,
} from '../platform/fields/index.js';
import { BALANCE } from './stock-item.js';

/** How the stock of something became more or less; nothing else changes it, and none is changed or deleted. */
@Schema({ collection: 'movements', versionKey: false })
export class Movement extends Entity {
  @IdField({ of: 'StockItem', filter: true })
  stockItemId!: string;

  @TextField({
    search: true,
    example: 'Кружка белая 330 мл, заготовка',
    copyOf: { entity: 'StockItem', field: 'name', by: 'stockItemId' },
  })
  stockItemName!: string;

  @TextField({ max: 20, example: 'шт', copyOf: { entity: 'StockItem', field: 'unit', by: 'stockItemId' } })
  unit!: string;

  @ChoiceField(MOVEMENT_KINDS, { filter: true, sort: true, name: 'MovementKind', example: 'receipt' })
  kind!: MovementKind;

  @DecimalField({ ...BALANCE, sort: true, example: 40, description: 'What it adds; negative is less.' })
  quantity!: number;

  @DecimalField({ ...BALANCE, example: 46, description: 'What there was after it.' })
  balance!: number;

  @MoneyField({ optional: true, readBy: 'stock:cost', example: 12_500, description: 'Cost of one unit of a receipt.' })
  unitCost?: Money;

  @ChoiceField(WRITE_OFF_REASONS, {
    optional: true,
    filter: true,
    name: 'WriteOffReason',
    example: undefined,
    description: 'Why it was written off.',
  })
  reason?: WriteOffReason;

  @TextField({ optional: true, max: 500, search: true, example: 'Накладная 118' })
  note?: string;

  @DayField({ filter: true, sort: true, description: "The day on which it happened, in the workshop's time zone." })
  day!: CalendarDay;

  @IdField({
    of: 'Order',
    optional: true,
    filter: true,
    example: undefined,
    description: 'The order that it was given out for.',
  })
  orderId?: string;

  @IntegerField({ optional: true, min: 1, search: true, example: 1024, description: 'The number of the order.' })
  orderNumber?: number;

  @IdField({ of: 'Part', optional: true, example: undefined, description: 'The part in which it went.' })
  partId?: string;

  @IdField({ of: 'Supplier', optional: true, filter: true, example: undefined, description: 'Who supplied it.' })
  supplierId?: string;

  @TextField({
    optional: true,
    computed: true,
    search: true,
    example: 'ООО «Керамика»',
    copyOf: { entity: 'Supplier', field: 'name', by: 'supplierId' },
  })
  supplierName?: string;

  @IdField({
    of: 'SupplyRequest',
    optional: true,
    computed: true,
    filter: true,
    example: undefined,
    description: 'The request that it came by.',
  })
  requestId?: string;

  @IntegerField({ optional: true, computed: true, min: 1, search: true, example: 17, description: 'Its number.' })
  requestNumber?: number;

  @IdField({ of: 'Movement', optional: true, example: undefined, description: 'The movement that it takes back.' })
  reverses?: string;

  @BooleanField({ optional: true, computed: true, example: false, description: 'It was taken back by another.' })
  isReversed?: boolean;

  @IdField({ of: 'User', optional: true, computed: true, filter: true, example: undefined })
  doneById?: string;

  @TextField({
    optional: true,
    computed: true,
    search: true,
    example: 'Ольга',
    description: 'Who recorded it, or whose act it follows from.',
    copyOf: { entity: 'User', field: 'name', by: 'doneById' },
  })
  doneByName?: string;
}

export const MovementSchema = SchemaFactory.createForClass(Movement);
indexLists(MovementSchema, Movement);
MovementSchema.index({ words: 1 });
// A movement is taken back once.
MovementSchema.index({ reverses: 1 }, { unique: true, sparse: true });
