import { QUANTITY_PLACES } from '@verstak/domain';
import { MAX_TITLE, MOST_ITEMS } from '../orders/order.js';
import {
  BooleanField,
  ChoiceField,
  DecimalField,
  IntegerField,
  ListField,
  MoneyField,
  NestedField,
  NoteField,
  Omit,
  Partial,
  Pick,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';
import { DECIMAL_PRICE, DecimalPrice, LooseDecimal, LooseNumber, LooseText } from './s2-fields.js';

export const S2_STATUSES = ['Pending', 'Completed', 'Cancelled'] as const;
export type S2Status = (typeof S2_STATUSES)[number];

/** Most of one line. */
const MAX_QUANTITY = 1_000_000;
const CONTACTS = 'clients:contacts';
const PRICES = 'orders:prices';

/** The call has done what it was asked for. */
export class S2Success {
  @BooleanField({ example: true })
  success!: boolean;
}

/** An order of one line as S2 writes it. */
export class S2OrderAdd {
  @IntegerField({ min: 0, example: 1, description: 'Number of the client.' })
  @LooseNumber()
  client!: number;

  @TextField({ max: MAX_TITLE, example: 'Ноутбук' })
  @LooseText()
  product!: string;

  @QuantityField()
  @LooseDecimal()
  quantity!: number;

  @MoneyField({
    wire: DECIMAL_PRICE,
    example: '1500.00',
    description: 'Price of one, with at most two decimal places.',
  })
  @DecimalPrice()
  price!: number;

  @NoteField({ optional: true, example: 'Заказ ноутбука' })
  @LooseText({ optional: true })
  description?: string | null;
}

class S2OrderWritten extends S2OrderAdd {
  @ChoiceField(S2_STATUSES, { name: 'S2Status', example: 'Completed' })
  status!: S2Status;
}

/** The fields to change: what was read may come back as it was, also of an order of no lines or of many. */
export class S2OrderEdit extends Omit(Partial(S2OrderWritten), ['product', 'quantity']) {
  @TextField({ min: 0, max: MOST_ITEMS * (MAX_TITLE + 2), omittable: true, example: 'Смартфон' })
  @LooseText()
  product?: string;

  @DecimalField({ min: 0, max: MOST_ITEMS * MAX_QUANTITY, places: QUANTITY_PLACES, omittable: true, example: 3 })
  @LooseDecimal()
  quantity?: number;
}

/** What is to be another of the line of an order. */
export class S2LineChange extends Partial(Pick(S2OrderAdd, ['product', 'quantity'])) {}

/** Whose order it is, in a list. */
export class S2OrderListClient {
  @TextField({ min: 0, example: 'Иван Иванов' })
  full_name!: string;

  @TextField({ min: 0, readBy: CONTACTS, example: 'ivan@example.com' })
  email!: string;
}

export class S2OrderClient extends S2OrderListClient {
  @TextField({ min: 0, readBy: CONTACTS, example: '+79001234567' })
  mobile_phone!: string;
}

class S2OrderFields {
  @TextField({ min: 0, example: 'Ноутбук', description: 'Titles of all items, joined by a comma.' })
  product!: string;

  @QuantityField({ min: 0 })
  quantity!: number;

  @TextField({ min: 0, max: 4_000, example: 'Заказ ноутбука' })
  description!: string;

  @ChoiceField(S2_STATUSES, { name: 'S2Status' })
  status!: S2Status;

  @TextField({ example: '17.12.2024 21:00', description: "DD.MM.YYYY HH:mm in the workshop's time zone." })
  created_at!: string;
}

const DECIMAL = { min: 0, max: Number.MAX_SAFE_INTEGER, places: 2, readBy: PRICES } as const;

/** One order; money as numbers. */
export class S2Order extends S2OrderFields {
  @NestedField(() => S2OrderClient)
  client!: S2OrderClient;

  @DecimalField({ ...DECIMAL, example: 1500 })
  price!: number;

  @DecimalField({ ...DECIMAL, example: 3000 })
  total_price!: number;
}

/** An order in a list; money as texts with two decimals. */
export class S2OrderListItem extends S2OrderFields {
  @IntegerField({ example: 1 })
  id!: number;

  @NestedField(() => S2OrderListClient)
  client!: S2OrderListClient;

  @TextField({ readBy: PRICES, example: '1500.00' })
  price!: string;

  @TextField({ readBy: PRICES, example: '3000.00' })
  total_price!: string;
}

export class S2OrdersAnswer {
  @ListField(() => S2OrderListItem, { max: 1_000 })
  orders!: S2OrderListItem[];
}
