import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  MAX_ANSWER,
  MAX_MONEY,
  ORDER_STATUSES,
  orderFigures,
  owedFor,
  PAYMENT_STATES,
  settlementOf,
  type Money,
  type OrderStatus,
  type PartState,
  type PaymentState,
  type Workload,
} from '@verstak/domain';
import { Contact } from '../contacts/contact.js';
import { ForPublic } from '../platform/access/allow.js';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import {
  BooleanField,
  ChoiceField,
  DecimalField,
  EmailField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  ListField,
  MarginField,
  MoneyField,
  NoteField,
  NumberedField,
  PercentField,
  PhoneField,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';
import { STATUS_WORDS } from './status-words.js';

/** It follows from what the items cost. */
const COSTED = { computed: true, optional: true, readBy: 'stock:cost' } as const;
/** A margin tells the price to whoever knows the cost. */
const EARNED = { ...COSTED, readBy: ['stock:cost', 'orders:prices'] } as const;

const CLIENT = { entity: 'Client', by: 'clientId' } as const;
/** Kept to search by, for whoever may read it of the client. */
const OF_CLIENT = { optional: true, computed: true, hidden: true, search: true, readBy: 'clients:contacts' } as const;

/** Most lines of one order, however many changes brought them. */
export const MOST_ITEMS = 500;

/** Most letters of what is to be made, and of its product. */
export const MAX_TITLE = 255;

/** Most choices of one item, and most answers. */
const MOST_WANTED = 100;

/** What a buyer has filled in. */
export class ItemAnswer {
  @IdField({ description: 'The question of the product.' })
  questionId!: string;

  @TextField({ max: MAX_ANSWER, example: 'Анне от коллег' })
  value!: string;
}

/** One thing that is said of an item: the choice of an option, or what was filled in, as it was when it was written. */
@ForPublic()
export class WantedDetail {
  @IdField({ computed: true, description: 'The choice or the question of the product.' })
  id!: string;

  @TextField({ computed: true, example: 'Надпись' })
  name!: string;

  @TextField({ computed: true, max: MAX_ANSWER, search: true, example: 'Анне от коллег' })
  value!: string;

  @BooleanField({ computed: true, optional: true, example: false, description: 'The value is a day, `YYYY-MM-DD`.' })
  isDay?: boolean;
}

/** The same with what it adds to the price and the time of a unit. */
export class ItemDetail extends WantedDetail {
  @MoneyField({
    computed: true,
    optional: true,
    min: -MAX_MONEY,
    readBy: 'orders:prices',
    example: 15_000,
    description: 'What the choice adds to the price of a unit.',
  })
  price?: Money;

  @DecimalField({ computed: true, hidden: true, optional: true, min: 0, max: 100_000, places: 3 })
  minutesPerUnit?: number;

  @IdField({ computed: true, hidden: true, optional: true })
  stageId?: string;
}

/** What people write of a line: what is to be made, how many and for how much. */
export class OrderItemFields {
  @TextField({ max: MAX_TITLE, search: true, example: 'Кружка с гравировкой' })
  title!: string;

  @TextField({
    max: MAX_TITLE,
    optional: true,
    search: true,
    example: 'Кружка 330 мл, белая',
    description: 'The product it is made from, where there is one.',
  })
  product?: string;

  @IdField({
    of: 'Product',
    optional: true,
    filter: true,
    example: undefined,
    description:
      'The product of the catalog that it is. With it title, unit and price may be left out, and `product` is its name.',
  })
  productId?: string;

  @IdsField({ optional: true, max: MOST_WANTED, example: [], description: 'The chosen options of the product.' })
  choiceIds?: string[];

  @ListField(() => ItemAnswer, {
    optional: true,
    max: MOST_WANTED,
    example: [],
    description: 'What the buyer has filled in of the questions of the product.',
  })
  answers?: ItemAnswer[];

  @NoteField({ optional: true, search: true, example: 'Гравировка: «Анне от коллег»' })
  wishes?: string;

  @QuantityField()
  quantity!: number;

  @TextField({ max: 20, example: 'шт' })
  unit!: string;

  @MoneyField({ readBy: 'orders:prices', example: 150_000, description: 'Price of one unit.' })
  unitPrice!: Money;

  @PercentField({ optional: true, readBy: 'orders:prices' })
  discountPercent?: number;

  @MoneyField({
    optional: true,
    readBy: 'stock:cost',
    example: undefined,
    description: 'What one unit costs, where that is told and not worked out; needs the permission to read it.',
  })
  unitCost?: Money;

  @IdField({ of: 'User', optional: true, filter: true, description: 'The master who makes it.' })
  masterId?: string;

  @IdField({
    of: 'Route',
    optional: true,
    description: 'The route by which it is made; without one it is made by hand.',
  })
  routeId?: string;

  @BooleanField({
    optional: true,
    example: false,
    description: 'Nothing is made for it, as for delivery or a fee: it waits for no master and gets no part.',
  })
  needsNoWork?: boolean;
}

/** One line of an order. */
export class OrderItem extends OrderItemFields {
  @IdField({ computed: true })
  id!: string;

  @ListField(() => ItemDetail, {
    optional: true,
    computed: true,
    description: 'What was chosen and filled in, in words, as the product offered it at the time.',
  })
  details?: ItemDetail[];

  @MoneyField({
    computed: true,
    readBy: 'orders:prices',
    example: 285_000,
    description: 'Unit price × quantity less discount, rounded half up.',
  })
  total!: Money;

  @MoneyField({
    computed: true,
    readBy: 'orders:prices',
    example: 300_000,
    description: 'Unit price × quantity before discount, rounded half up.',
  })
  gross!: Money;

  @MoneyField({ ...COSTED, example: 25_100, description: 'What its materials cost when it was written.' })
  materialsCost?: Money;

  @MoneyField({ ...COSTED, example: 75_000, description: 'What the work on it costs by the rates of that time.' })
  labourCost?: Money;

  @MoneyField({
    ...COSTED,
    example: 100_100,
    description: 'What it was to cost when it was written, all of its quantity; later prices do not change it.',
  })
  cost?: Money;

  @BooleanField({ ...COSTED, example: true, description: 'Not all of that was known.' })
  isCostIncomplete?: boolean;

  @TextField({
    optional: true,
    computed: true,
    search: true,
    example: 'Иван Петров',
    copyOf: { entity: 'User', field: 'name', by: 'masterId' },
  })
  masterName?: string;

  @TextField({
    optional: true,
    computed: true,
    example: 'Гравировка на кружке',
    copyOf: { entity: 'Route', field: 'name', by: 'routeId' },
  })
  routeName?: string;
}

/** What people write of an order, beside its lines. */
export class OrderFields extends Entity {
  @IdField({ of: 'Client', filter: true, description: 'The client who ordered.' })
  clientId!: string;

  @InstantField({ optional: true, filter: true, sort: true, search: true, description: 'When it is to be ready.' })
  dueAt?: Date;

  @NoteField({ optional: true, search: true, example: 'Упаковать в подарочные коробки' })
  note?: string;

  @TextField({
    optional: true,
    max: 400,
    search: true,
    readBy: 'clients:contacts',
    example: 'Тверь, ул. Советская, 1',
    description: 'Where it is delivered; without it, it is picked up.',
  })
  deliveryAddress?: string;

  @MoneyField({
    sort: true,
    readBy: 'orders:prices',
    sumOf: { entity: 'Payment', by: 'orderId', adds: ({ amount }: { amount: Money }) => amount },
    example: 2_415_000,
    description: 'What the client has paid so far.',
  })
  paid!: Money;

  @InstantField({
    filter: true,
    sort: true,
    search: true,
    description: 'When it was ordered; the report counts it by this day.',
  })
  orderedAt!: Date;

  @TextField({
    optional: true,
    min: 1,
    max: 100,
    search: true,
    description: 'The id in the system it came from, as `northwind:10248`; no two orders have the same.',
  })
  externalId?: string;
}

/** What a client wants made. */
@Schema({ collection: 'orders', versionKey: false })
export class Order extends OrderFields {
  @NumberedField()
  number!: number;

  @ChoiceField(ORDER_STATUSES, {
    computed: true,
    filter: true,
    sort: true,
    search: true,
    called: Object.values(STATUS_WORDS),
    name: 'OrderStatus',
    example: 'confirmed',
  })
  status!: OrderStatus;

  @ChoiceField(ORDER_STATUSES, {
    computed: true,
    optional: true,
    name: 'OrderStatus',
    description: 'While on hold: the status it goes back to.',
  })
  heldFrom?: OrderStatus;

  @TextField({
    computed: true,
    max: 400,
    search: true,
    sort: true,
    example: 'Ромашка ООО',
    copyOf: { entity: 'Client', field: 'name', by: 'clientId' },
  })
  clientName!: string;

  /** By how the client is reached the order is found, too. */
  @PhoneField({ ...OF_CLIENT, copyOf: { ...CLIENT, field: 'phone' } })
  clientPhone?: string;

  @EmailField({ ...OF_CLIENT, copyOf: { ...CLIENT, field: 'email' } })
  clientEmail?: string;

  @ListField(() => Contact, { ...OF_CLIENT, max: 50, copyOf: { ...CLIENT, field: 'contacts' } })
  clientContacts?: Contact[];

  @ListField(() => OrderItem, { max: MOST_ITEMS })
  items!: OrderItem[];

  @MoneyField({ computed: true, filter: true, sort: true, search: true, readBy: 'orders:prices' })
  total!: Money;

  @MoneyField({ computed: true, readBy: 'orders:prices', description: 'What the total would be without discounts.' })
  gross!: Money;

  @MoneyField({
    ...COSTED,
    sort: true,
    follows: { of: 'items', as: (items) => orderFigures(items as OrderItem[]).cost }, // its declared type
    example: 100_100,
    description: 'What its items were to cost, as far as that is known.',
  })
  cost?: Money;

  @MarginField({
    ...EARNED,
    sort: true,
    filter: true,
    follows: { of: 'items', as: (items) => orderFigures(items as OrderItem[]).margin }, // as above
    description: 'What those of its items earn whose cost is known, in per cent of what they come to.',
  })
  margin?: number;

  @BooleanField({
    ...COSTED,
    follows: { of: 'items', as: (items) => orderFigures(items as OrderItem[]).isCostIncomplete }, // as above
    example: true,
    description: 'Of some items not all of the cost is known.',
  })
  isCostIncomplete?: boolean;

  @ChoiceField(PAYMENT_STATES, {
    computed: true,
    filter: true,
    name: 'PaymentState',
    readBy: 'orders:prices',
    follows: { of: 'status', as: (_status, _counting, order) => settlementOf(order as Order).state }, // what it is a field of
    example: 'part',
    description: 'How it stands with its payments.',
  })
  payment!: PaymentState;

  @MoneyField({
    computed: true,
    filter: true,
    sort: true,
    min: -Number.MAX_SAFE_INTEGER,
    readBy: 'orders:prices',
    follows: { of: 'status', as: (_status, _counting, order) => owedFor(order as Order) }, // as above
    example: 1_500_000,
    description: 'What the client still owes for it; negative is owed to the client.',
  })
  owed!: Money;

  @InstantField({ optional: true, computed: true, sort: true })
  deliveredAt?: Date;

  @IdField({ of: 'User', optional: true, computed: true, filter: true })
  managerId?: string;

  @TextField({
    optional: true,
    computed: true,
    search: true,
    sort: true,
    example: 'Ольга',
    copyOf: { entity: 'User', field: 'name', by: 'managerId' },
  })
  managerName?: string;

  @IntegerField({
    computed: true,
    sumOf: {
      entity: 'Part',
      by: 'orderId',
      adds: ({ state }: { state: PartState }) => (state === 'cancelled' ? 0 : 1),
    },
    example: 4,
    description: 'Parts in production.',
  })
  partsTotal!: number;

  @IntegerField({
    computed: true,
    sumOf: { entity: 'Part', by: 'orderId', adds: ({ state }: { state: PartState }) => (state === 'done' ? 1 : 0) },
    example: 1,
    description: 'Parts that are done.',
  })
  partsDone!: number;

  @IntegerField({
    computed: true,
    unrecorded: true,
    sumOf: { entity: 'Part', by: 'orderId', adds: (part: Workload) => part.plannedSeconds },
    example: 7_200,
    description: 'What is planned for its parts.',
  })
  plannedSeconds!: number;

  @IntegerField({
    computed: true,
    unrecorded: true,
    sumOf: { entity: 'Part', by: 'orderId', adds: (part: Workload) => part.earnedSeconds },
    example: 3_600,
    description: 'How much of that is done.',
  })
  earnedSeconds!: number;

  @BooleanField({
    optional: true,
    computed: true,
    filter: true,
    example: true,
    description: 'The customer has made it in the shop.',
  })
  isFromShop?: boolean;

  @TextField({ optional: true, computed: true, hidden: true, unrecorded: true })
  shopKey?: string;

  /** What the customer reads. */
  @ChoiceField(EXPORT_LANGUAGES, { optional: true, computed: true, hidden: true, unrecorded: true })
  shopLanguage?: ExportLanguage;

  /** The e-mail that the customer gave, in lower case: for letters, and the order shows to whoever proves that it is theirs. */
  @EmailField({ optional: true, computed: true, hidden: true, unrecorded: true })
  shopEmail?: string;

  /** Whoever made it in the shop when signed in: theirs, whichever client it is for. */
  @IdField({ optional: true, computed: true, hidden: true, unrecorded: true })
  customerId?: string;

  /** The day of `orderedAt` in the workshop's time zone, `YYYY-MM-DD`: what reports group by. */
  @Prop({ type: String })
  orderedDay!: string;
}

export const OrderSchema = SchemaFactory.createForClass(Order);
// Columns of the board, by due date.
OrderSchema.index({ status: 1, dueAt: 1, _id: 1 });
// Lists by any column and filter.
indexLists(OrderSchema, Order);
// A load that is repeated finds what it brought before.
OrderSchema.index({ externalId: 1 }, { unique: true, sparse: true });
// The customer's link leads to it.
OrderSchema.index({ shopKey: 1 }, { unique: true, sparse: true });
// A customer's own.
OrderSchema.index({ customerId: 1 }, { sparse: true });
OrderSchema.index({ shopEmail: 1 }, { sparse: true });
// Words within statuses: all that match are counted by their keys alone.
OrderSchema.index({ status: 1, words: 1 });
