import { MOST_CART_LINES, type Money } from '@verstak/domain';
import { ItemAnswer, MAX_TITLE } from '../orders/order.js';
import { ForPublic } from '../platform/access/allow.js';
import {
  DayField,
  IdField,
  IdsField,
  ListField,
  MoneyField,
  NoteField,
  Pick,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';

/** A line of a cart. Words and price are as they were when it was put in: an order has those of the catalog. */
@ForPublic()
export class ShopCartLine {
  @IdField()
  productId!: string;

  @QuantityField({ example: 2 })
  quantity!: number;

  @IdsField({ max: 100, example: [] })
  choiceIds!: string[];

  @ListField(() => ItemAnswer, { max: 20, example: [] })
  answers!: ItemAnswer[];

  @TextField({ max: MAX_TITLE, example: 'Кружка с гравировкой' })
  name!: string;

  @TextField({ max: 20, example: 'шт' })
  unit!: string;

  @MoneyField({ example: 150_000 })
  unitPrice!: Money;

  @NoteField({ optional: true, example: 'Надпись: С днём рождения!' })
  words?: string;

  @DayField({ description: 'The first day on which it can be had, as it was when it was put in.' })
  earliestDay!: string;
}

/** What is put into a cart. */
export class ShopCartAddition {
  @ListField(() => ShopCartLine, { min: 1, max: MOST_CART_LINES })
  lines!: ShopCartLine[];
}

/** How much of something is wanted. */
export class ShopCartChange extends Pick(ShopCartLine, ['productId', 'choiceIds', 'answers']) {
  @QuantityField({ min: 0, example: 3, description: 'As much as it is to be; 0 takes it out.' })
  quantity!: number;
}

/** The cart of a customer with an account. */
export class ShopCart {
  @ListField(() => ShopCartLine, { max: MOST_CART_LINES })
  lines!: ShopCartLine[];
}

/** What of an order cannot be had again as it was. */
export class ShopLost {
  @TextField({ max: MAX_TITLE, example: 'Кружка с гравировкой' })
  title!: string;

  @IdField({ optional: true, description: 'The product, where it is still offered and has to be chosen anew.' })
  productId?: string;
}

/** Something that costs otherwise than it did. */
export class ShopPriceChange {
  @TextField({ max: MAX_TITLE, example: 'Кружка с гравировкой' })
  title!: string;

  @MoneyField({ example: 140_000 })
  before!: Money;

  @MoneyField({ example: 150_000 })
  now!: Money;
}

/** An order as it can be had again: what may be put into the cart, what not, and what costs otherwise. */
export class ShopRepeat extends ShopCart {
  @ListField(() => ShopLost)
  lost!: ShopLost[];

  @ListField(() => ShopPriceChange)
  priceChanges!: ShopPriceChange[];
}
