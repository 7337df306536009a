import { Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  isGivenUp,
  itemDayOf,
  lineTotal,
  outstandingOf,
  REQUEST_ANSWERS,
  REQUEST_ITEM_STATES,
  REQUEST_STATUSES,
  REQUESTED_KINDS,
  requestItemStateOf,
  type CalendarDay,
  type Money,
  type RequestAnswer,
  type RequestedKind,
  type RequestItemState,
  type RequestStatus,
} from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  ChoiceField,
  DayField,
  DecimalField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  MoneyField,
  NoteField,
  NumberedField,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';
import { REQUEST_STATUS_WORDS } from './request-words.js';

/** Most items of one request. */
export const MOST_REQUESTED = 500;

/** Most receipts of one request: each item may come in several portions. */
export const MOST_RECEIPTS = 2_000;

/** The most that ever comes in. */
const MOST_QUANTITY = 1_000_000_000;

/** What people write of an item: what is to come, how much, by when and at what price. */
export class RequestItemFields {
  @IdField({ optional: true, example: undefined, description: 'Left out for a new item.' })
  id!: string;

  @IdField({
    of: 'StockItem',
    optional: true,
    filter: true,
    example: undefined,
    description: 'What it is in stock; with it name and unit may be left out. Without it, it is a text alone.',
  })
  stockItemId?: string;

  @TextField({ max: 255, search: true, example: 'Кружка белая 330 мл, заготовка' })
  name!: string;

  @TextField({ max: 60, optional: true, min: 1, search: true, example: 'МТ-014' })
  article?: string;

  @QuantityField({ example: 40 })
  quantity!: number;

  @TextField({ max: 20, example: 'шт' })
  unit!: string;

  @MoneyField({ optional: true, readBy: 'stock:cost', example: 12_500, description: 'Price of one unit.' })
  price?: Money;

  @DayField({ optional: true, example: undefined, description: 'By when it is wanted.' })
  wishedDay?: CalendarDay;

  @TextField({ optional: true, max: 500, search: true, example: 'Без логотипа', description: 'The supplier reads it.' })
  note?: string;

  @BooleanField({ optional: true, example: false, description: 'No more of it is wanted.' })
  isCancelled?: boolean;
}

/** One thing that is asked for, with what the supplier says of it and how much has come. */
export class RequestItem extends RequestItemFields {
  @IdField()
  override id!: string;

  @ChoiceField(REQUESTED_KINDS, { computed: true, filter: true, name: 'RequestedKind', example: 'material' })
  kind!: RequestedKind;

  @IdField({
    of: 'Category',
    optional: true,
    computed: true,
    filter: true,
    description: 'The category of the product that it is.',
  })
  categoryId?: string;

  @ChoiceField(REQUEST_ANSWERS, { optional: true, computed: true, name: 'RequestAnswer', example: 'accepted' })
  answer?: RequestAnswer;

  @TextField({ optional: true, computed: true, max: 500, example: undefined, description: 'Why it was declined.' })
  declineReason?: string;

  @DayField({ optional: true, computed: true, example: '2026-02-03', description: 'When it will come, as promised.' })
  promisedDay?: CalendarDay;

  @DayField({ optional: true, computed: true, example: undefined, description: 'When the supplier has sent it.' })
  sentDay?: CalendarDay;

  @DecimalField({ min: 0, max: MOST_QUANTITY, places: 3, computed: true, example: 0, description: 'What has come.' })
  received!: number;

  @ChoiceField(REQUEST_ITEM_STATES, {
    computed: true,
    filter: true,
    name: 'RequestItemState',
    follows: { of: 'quantity', as: (_quantity, _counting, item) => requestItemStateOf(item as RequestItem) }, // what it is a field of
    example: 'accepted',
    description: 'How it stands with it.',
  })
  state!: RequestItemState;

  @MoneyField({
    computed: true,
    optional: true,
    readBy: 'stock:cost',
    follows: { of: 'price', as: (_price, _counting, item) => costOf(item as RequestItem) }, // as above
    example: 500_000,
    description: 'Price × quantity, rounded half up.',
  })
  total?: Money;
}

/** How much of an item came when; of what lies in stock it is a movement. */
export class RequestReceipt {
  @IdField({ computed: true })
  id!: string;

  @IdField({ computed: true })
  itemId!: string;

  @QuantityField({ computed: true, example: 25 })
  quantity!: number;

  @DayField({ computed: true })
  day!: CalendarDay;

  @TextField({ optional: true, computed: true, max: 500, example: 'Накладная 118' })
  note?: string;

  @IdField({ of: 'Movement', optional: true, computed: true, description: 'The movement by which it came into stock.' })
  movementId?: string;

  @IdField({ of: 'User', optional: true, computed: true })
  receivedById?: string;

  @TextField({
    optional: true,
    computed: true,
    example: 'Ольга',
    copyOf: { entity: 'User', field: 'name', by: 'receivedById' },
  })
  receivedByName?: string;
}

/** What people write of a request, beside its items. */
export class SupplyRequestFields extends Entity {
  @IdField({ of: 'Supplier', filter: true, description: 'From whom it is wanted.' })
  supplierId!: string;

  @IdField({ of: 'Order', optional: true, filter: true, example: undefined, description: 'The order that it is for.' })
  orderId?: string;

  @NoteField({ optional: true, search: true, example: 'Доставка до 17:00', description: 'The supplier reads it.' })
  note?: string;
}

/** What the workshop wants of a supplier. */
@Schema({ collection: 'supplyRequests', versionKey: false })
export class SupplyRequest extends SupplyRequestFields {
  @NumberedField()
  number!: number;

  @ChoiceField(REQUEST_STATUSES, {
    computed: true,
    filter: true,
    sort: true,
    search: true,
    called: Object.values(REQUEST_STATUS_WORDS),
    name: 'RequestStatus',
    example: 'in_process',
  })
  status!: RequestStatus;

  @TextField({
    computed: true,
    search: true,
    sort: true,
    example: 'ООО «Керамика»',
    copyOf: { entity: 'Supplier', field: 'name', by: 'supplierId' },
  })
  supplierName!: string;

  @IntegerField({ optional: true, computed: true, min: 1, search: true, example: 1024 })
  orderNumber?: number;

  @IdField({ of: 'User', optional: true, computed: true, filter: true, description: 'Who of the workshop wants it.' })
  requesterId?: string;

  @TextField({
    optional: true,
    computed: true,
    search: true,
    sort: true,
    example: 'Ольга',
    copyOf: { entity: 'User', field: 'name', by: 'requesterId' },
  })
  requesterName?: string;

  @ListField(() => RequestItem, { max: MOST_REQUESTED })
  items!: RequestItem[];

  @ListField(() => RequestReceipt, { computed: true, max: MOST_RECEIPTS })
  receipts!: RequestReceipt[];

  @MoneyField({
    computed: true,
    filter: true,
    sort: true,
    readBy: 'stock:cost',
    follows: { of: 'items', as: (items) => costOfAll(items as RequestItem[]) }, // as declared above
    example: 500_000,
    description: 'What the items come to that have a price and are not given up.',
  })
  cost!: Money;

  @DayField({
    computed: true,
    optional: true,
    filter: true,
    sort: true,
    follows: { of: 'items', as: (items) => nextDayOf(items as RequestItem[]) }, // as above
    example: '2026-02-03',
    description: 'When the next of it is to come: as promised, else as wished.',
  })
  dueDay?: CalendarDay;

  @InstantField({
    optional: true,
    computed: true,
    filter: true,
    sort: true,
    description: 'When it went to the supplier.',
  })
  sentAt?: Date;

  @InstantField({ optional: true, computed: true, sort: true, description: 'When the supplier answered last.' })
  answeredAt?: Date;
}

export const SupplyRequestSchema = SchemaFactory.createForClass(SupplyRequest);
indexLists(SupplyRequestSchema, SupplyRequest);
SupplyRequestSchema.index({ words: 1 });
// What is still to come of something in stock.
SupplyRequestSchema.index({ 'items.stockItemId': 1, status: 1 });

function costOf({ price, quantity }: Pick<RequestItem, 'price' | 'quantity'>): Money | undefined {
  return price === undefined ? undefined : lineTotal({ unitPrice: price, quantity });
}

function costOfAll(items: readonly RequestItem[]): Money {
  const wanted = items.filter((item) => !isGivenUp(requestItemStateOf(item)));
  return wanted.reduce((sum, item) => sum + (costOf(item) ?? 0), 0);
}

function nextDayOf(items: readonly RequestItem[]): CalendarDay | undefined {
  const open = items.filter((item) => outstandingOf(item) > 0);
  return open.flatMap((item) => itemDayOf(item) ?? []).sort()[0];
}
