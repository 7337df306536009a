import { MAX_MONEY, MOST_IDS, ORDER_STATUSES, type OrderStatus } from '@verstak/domain';
import { Consequence } from '../platform/records/consequence.js';
import { Change, Seen, Writable } from '../platform/records/bodies.js';
import { DERIVED } from '../platform/database/derived-fields.js';
import {
  BooleanField,
  ChoiceField,
  Filters,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  Omit,
  Partial,
  Pick,
  QuantityField,
  QueryChoice,
  QueryIds,
  QueryFlag,
  TextField,
} from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import { MOST_ITEMS, Order, OrderFields, OrderItem, OrderItemFields } from './order.js';

/** A line of an order as lists show it: what is made, and by whom. */
export class OrderListLine extends Pick(OrderItem, [
  'id',
  'title',
  'quantity',
  'unit',
  'masterId',
  'masterName',
  'routeId',
  'routeName',
  'needsNoWork',
]) {}

/** An order as it is listed. */
export class OrderListItem extends Omit(Order, ['note', 'items', ...DERIVED]) {
  @ListField(() => OrderListLine, { max: MOST_ITEMS })
  items!: OrderListLine[];
}

/** A new line of an order: of a product, by which what is not said of it is filled in, or with title, unit and price. */
export class OrderItemCreate extends Partial(OrderItemFields) {
  @QuantityField()
  override quantity!: number;
}

/** A changed line, told by its id; without an id, a new one; with `isRemoved`, one that goes. Lines not named stay. */
export class OrderItemChange extends Partial(OrderItemCreate) {
  @IdField({ optional: true })
  id?: string;

  @BooleanField({ optional: true, example: false })
  isRemoved?: boolean;
}

/** A new order. */
export class OrderCreate extends Omit(Writable(OrderFields), ['paid', 'orderedAt']) {
  @ListField(() => OrderItemCreate, { max: MOST_ITEMS })
  items!: OrderItemCreate[];

  @ChoiceField(['draft', 'confirmed'], { omittable: true, example: 'draft', name: 'OrderFirstStatus' })
  status?: 'draft' | 'confirmed';

  @IntegerField({ omittable: true, max: MAX_MONEY, example: 0, description: 'Already paid, minor units.' })
  paid?: number;

  @InstantField({ omittable: true, description: 'Another date than now needs the permission `orders:backdate`.' })
  orderedAt?: Date;
}

/** The fields to change; `null` clears one. */
export class OrderChange extends Change(Writable(OrderFields)) {
  @ListField(() => OrderItemChange, { max: 500, optional: true })
  items?: OrderItemChange[];
}

/** Who makes which item and by which route, or that nothing is made for it. */
export class Assignment extends Pick(OrderItem, ['masterId', 'routeId', 'needsNoWork']) {
  @IdField()
  itemId!: string;
}

/** A step along the life cycle. */
export class OrderStep extends Seen {
  @ChoiceField(ORDER_STATUSES, { name: 'OrderStatus', example: 'confirmed' })
  status!: OrderStatus;

  @ListField(() => Assignment, {
    max: 500,
    optional: true,
    description: 'Masters to assign before the order goes into work.',
  })
  assignments?: Assignment[];

  @TextField({ max: 500, optional: true, example: 'Клиент передумал', description: 'Why it is held or cancelled.' })
  reason?: string;

  @InstantField({
    optional: true,
    example: undefined,
    description: 'Another moment than now needs the permission `orders:backdate`.',
  })
  at?: Date;
}

/** Takes back the last step. */
export class OrderUndo {
  @IntegerField({ min: 1, example: 4, description: 'The version that the step led to.' })
  version!: number;
}

/** What a change would bring about elsewhere in the same moment: parts, payments, what the client owes. */
export class OrderPreview {
  @ListField(() => Consequence, { max: 2_000 })
  consequences!: readonly Consequence[];
}

/** A line that is still typed, as far as it costs. */
export class LineToCost extends Pick(OrderItemCreate, [
  'productId',
  'choiceIds',
  'quantity',
  'routeId',
  'needsNoWork',
  'unitCost',
  'unitPrice',
  'discountPercent',
]) {}

/** Lines that are still typed. */
export class LinesToCost {
  @ListField(() => LineToCost, { max: MOST_ITEMS })
  items!: LineToCost[];
}

/** What a line would cost if it were written now. */
export class LineCost extends Pick(OrderItem, ['materialsCost', 'labourCost', 'cost', 'isCostIncomplete']) {}

/** What lines would cost and earn together if they were written now. */
export class LinesCost extends Pick(Order, ['cost', 'margin', 'isCostIncomplete']) {
  @ListField(() => LineCost, { max: MOST_ITEMS, description: 'Each of them, in their order.' })
  items!: LineCost[];
}

/** Which orders a list has. */
export class OrderListQuery extends Filters(Order, ListQuery) {
  @QueryFlag("Only orders whose due day, in the workshop's time zone, has passed, and that are not handed over.")
  isLate?: boolean;

  @QueryFlag('Only orders of the caller.')
  isMine?: boolean;

  @QueryIds('Only with an item of a product that is in one of these categories, or in one of those in them.')
  categoryId?: string[];

  @QueryFlag('Only with an item of a product that is in no category (true), or that is in one.')
  categoryMissing?: boolean;
}

/** The same orders as a file, all of them or some that were chosen. */
export class OrderExportQuery extends Omit(OrderListQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

/** Which orders are printed, in this order, and in which language. */
export class OrderPrintQuery {
  @QueryIds(`The orders, up to ${MOST_IDS}, separated by commas.`, { isRequired: true })
  ids!: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

export const ORDER_TABLES = ['orders', 'items'] as const;
export type OrderTable = (typeof ORDER_TABLES)[number];

/** A CSV holds one table. */
export class OrderCsvQuery extends OrderExportQuery {
  @QueryChoice(ORDER_TABLES, 'A row for each order, or for each of their items.', 'OrderTable')
  table: OrderTable = 'orders';
}
