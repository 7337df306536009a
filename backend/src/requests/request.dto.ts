import {
  MOST_IDS,
  REQUEST_ANSWERS,
  REQUEST_STATUSES,
  type CalendarDay,
  type Money,
  type RequestAnswer,
  type RequestStatus,
  type StockState,
  STOCK_STATES,
} from '@verstak/domain';
import { DERIVED } from '../platform/database/derived-fields.js';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import {
  ChoiceField,
  DayField,
  DecimalField,
  Filters,
  IdField,
  ListField,
  MoneyField,
  Omit,
  Partial,
  QuantityField,
  QueryChoice,
  QueryFlag,
  QueryIds,
  TextField,
} from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Change, Seen, Writable } from '../platform/records/bodies.js';
import { BALANCE } from '../inventory/stock-item.js';
import { MOST_REQUESTED, RequestItemFields, SupplyRequest, SupplyRequestFields } from './request.js';

/** A request as it is listed. */
export class SupplyRequestListItem extends Omit(SupplyRequest, ['note', 'receipts', ...DERIVED]) {}

/** An item as it is written: of something in stock, by which what is not said of it is filled in, or with name and unit. */
export class RequestItemWriting extends Partial(RequestItemFields) {
  @QuantityField({ example: 40 })
  override quantity!: number;
}

/** A new request, which is a draft. */
export class SupplyRequestCreate extends Writable(SupplyRequestFields) {
  @ListField(() => RequestItemWriting, { max: MOST_REQUESTED })
  items!: RequestItemWriting[];
}

/** The fields to change; `null` clears one. */
export class SupplyRequestChange extends Change(Writable(SupplyRequestFields)) {
  @ListField(() => RequestItemWriting, {
    max: MOST_REQUESTED,
    optional: true,
    description: 'All of them as they are to be; what others changed since `version` stays.',
  })
  items?: RequestItemWriting[];
}

/** A step along the life cycle. */
export class RequestStep extends Seen {
  @ChoiceField(REQUEST_STATUSES, { name: 'RequestStatus', example: 'in_process' })
  status!: RequestStatus;

  @TextField({ max: 500, optional: true, example: undefined, description: 'Why it is cancelled or called back.' })
  reason?: string;
}

/** What the supplier says of one item. */
export class RequestItemAnswer {
  @IdField()
  itemId!: string;

  @ChoiceField(REQUEST_ANSWERS, { optional: true, name: 'RequestAnswer', example: 'accepted' })
  answer?: RequestAnswer;

  @TextField({ optional: true, max: 500, example: undefined, description: 'Why it is declined.' })
  declineReason?: string;

  @MoneyField({ optional: true, example: 12_500, description: 'Price of one unit, where it is another.' })
  price?: Money;

  @DayField({ optional: true, example: undefined, description: 'When it will come.' })
  promisedDay?: CalendarDay;

  @DayField({
    optional: true,
    example: undefined,
    description: 'When it was sent; `null` where it was not, after all.',
  })
  sentDay?: CalendarDay | null;
}

/** What the supplier says of some items. */
export class RequestAnswering extends Seen {
  @ListField(() => RequestItemAnswer, { min: 1, max: MOST_REQUESTED })
  items!: RequestItemAnswer[];
}

/** How much of an item came. */
export class ReceiptLine {
  @IdField()
  itemId!: string;

  @QuantityField({ example: 25 })
  quantity!: number;

  @MoneyField({
    optional: true,
    readBy: 'stock:cost',
    example: undefined,
    description: 'What one unit of it cost, where not its price.',
  })
  unitCost?: Money;
}

/** What came of a request: all lines, or none. */
export class RequestReceiving {
  @ListField(() => ReceiptLine, { min: 1, max: MOST_REQUESTED })
  lines!: ReceiptLine[];

  @TextField({ optional: true, max: 500, example: 'Накладная 118' })
  note?: string;

  @DayField({ optional: true, example: undefined, description: 'When it came: today unless told, never later.' })
  day?: CalendarDay;
}

/** Takes back a receipt that was none. */
export class ReceiptReversing {
  @IdField()
  receiptId!: string;
}

/** Which requests a list has. */
export class SupplyRequestListQuery extends Filters(SupplyRequest, ListQuery) {
  @QueryFlag('Only requests of which something should have come before today.')
  isLate?: boolean;

  @QueryFlag('Only requests of the caller.')
  isMine?: boolean;
}

/** The same requests as a file, all of them or some that were chosen. */
export class SupplyRequestExportQuery extends Omit(SupplyRequestListQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

/** Which requests are printed, in this order, and in which language. */
export class RequestPrintQuery {
  @QueryIds(`The requests, up to ${MOST_IDS}, separated by commas.`, { isRequired: true })
  ids!: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

export const REQUEST_TABLES = ['requests', 'items'] as const;
export type RequestTable = (typeof REQUEST_TABLES)[number];

/** A CSV holds one table. */
export class SupplyRequestCsvQuery extends SupplyRequestExportQuery {
  @QueryChoice(REQUEST_TABLES, 'A row for each request, or for each of their items.', 'RequestTable')
  table: RequestTable = 'requests';
}

/** Of what to say how much is to be ordered. */
export class ShortageQuery {
  @QueryIds(`These things in stock, up to ${MOST_IDS}, whatever there is of them, instead of all that is short or low.`)
  ids?: string[];
}

/** Something in stock of which there is too little, and how much of it is to be ordered. */
export class Shortage {
  @IdField()
  stockItemId!: string;

  @TextField({ example: 'Кружка белая 330 мл, заготовка' })
  name!: string;

  @TextField({ optional: true, example: 'МТ-014' })
  article?: string;

  @TextField({ example: 'шт' })
  unit!: string;

  @ChoiceField(STOCK_STATES, { name: 'StockState', example: 'short' })
  state!: StockState;

  @DecimalField({ ...BALANCE, example: -6, description: 'What nobody has reserved.' })
  available!: number;

  @QuantityField({ optional: true, min: 0, example: 20 })
  reorderPoint?: number;

  @DecimalField({ ...BALANCE, example: 0, description: 'What requests to suppliers still bring.' })
  expected!: number;

  @DecimalField({ ...BALANCE, example: 0, description: 'What drafts of requests would bring.' })
  drafted!: number;

  @DecimalField({ ...BALANCE, example: 46, description: 'How much to order beside what is expected and drafted.' })
  suggested!: number;

  @IdField({ optional: true })
  supplierId?: string;

  @TextField({ optional: true, example: 'ООО «Керамика»' })
  supplierName?: string;

  @MoneyField({
    optional: true,
    readBy: 'stock:cost',
    example: 12_500,
    description: 'Of one unit: what its supplier offers it at, else what it cost last.',
  })
  price?: Money;
}
