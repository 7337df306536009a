import {
  MAX_ARTWORK_BYTES,
  MAX_FILE_NAME,
  MOST_CART_LINES,
  ORDER_STATUSES,
  SHOP_PAGES,
  type Money,
  type OrderStatus,
  type ShopPageName,
} from '@verstak/domain';
import { Category } from '../catalog/category.js';
import { Product } from '../catalog/product.js';
import { MAX_ALT } from '../files/stored-file.js';
import { ItemAnswer, MAX_TITLE, WantedDetail } from '../orders/order.js';
import { ForPublic } from '../platform/access/allow.js';
import {
  BooleanField,
  ChoiceField,
  ChoicesField,
  DayField,
  EmailField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  ListField,
  MoneyField,
  NestedField,
  Omit,
  NoteField,
  PercentField,
  PhoneField,
  Pick,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';
import { LocalPage } from '../workshop/shop-texts.js';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import { PasswordField } from '../users/user.dto.js';
import { Workshop } from '../workshop/workshop.dto.js';

/** Customers are told how many there are of something from so few on: a shop does not publish its stock. */
export const MOST_TOLD = 10;

/** A picture, of which there are previews of two sizes. */
@ForPublic()
export class ShopPicture {
  @IdField({ description: 'One of a product is shown by `/shop/pictures/{id}`.' })
  id!: string;

  @TextField({ optional: true, max: MAX_ALT, example: 'Белая кружка с гравировкой', description: 'What it shows.' })
  alt?: string;

  @IntegerField({ optional: true, example: 1_200 })
  width?: number;

  @IntegerField({ optional: true, example: 900 })
  height?: number;
}

/** Whose shop it is, what it says of itself, and what its prices and days are in. */
@ForPublic()
export class ShopInfo extends Pick(Workshop, [
  'name',
  'accent',
  'welcome',
  'address',
  'phone',
  'email',
  'openingHours',
  'pickUp',
  'delivery',
  'currency',
  'currencyDigits',
  'timeZone',
]) {
  @NestedField(() => ShopPicture, { optional: true, description: 'Shown by `/shop/logo`.' })
  logo?: ShopPicture;

  @ChoicesField(SHOP_PAGES, { name: 'ShopPageName', description: 'What `/shop/pages/{name}` has.' })
  pages!: ShopPageName[];

  @TextField({ optional: true, example: 'https://verstak.example.org', description: 'Where it was set.' })
  url?: string;
}

/** A page that the shop owes its customers. */
@ForPublic()
export class ShopPage {
  @ChoiceField(SHOP_PAGES, { name: 'ShopPageName' })
  name!: ShopPageName;

  @NestedField(() => LocalPage)
  text!: LocalPage;
}

/** A category with something in it for customers. */
@ForPublic()
export class ShopCategory extends Pick(Category, ['id', 'name', 'parentId', 'description']) {}

/** A product as customers see it: what it is, and whether it can be had now. */
class ShopOffer extends Pick(Product, [
  'id',
  'name',
  'article',
  'categoryId',
  'categoryName',
  'description',
  'unit',
  'leastQuantity',
  'quantityStep',
  'price',
  'leadDays',
  'isStocked',
  'options',
  'questions',
]) {
  @BooleanField({ example: true, description: 'One can be had now; a choice may need more than there is.' })
  isAvailable!: boolean;

  @QuantityField({
    optional: true,
    min: 0,
    example: 3,
    description: `How many can be had now, where there are ${MOST_TOLD} or fewer; else nobody is told.`,
  })
  available?: number;

  @ListField(() => ShopPicture, { max: 20 })
  pictures!: ShopPicture[];
}

/** A product as customers see it in a list. */
@ForPublic()
export class ShopProductListItem extends Omit(ShopOffer, ['article', 'description', 'options', 'questions']) {
  @BooleanField({ example: true, description: 'Its options change the price.' })
  isFrom!: boolean;
}

/** A product as customers see it. */
@ForPublic()
export class ShopProduct extends ShopOffer {
  @DayField({ description: 'The first day on which it can be had when it is ordered now.' })
  earliestDay!: string;
}

/** Artwork that was sent, to be named in an order. */
@ForPublic()
export class ShopArtwork {
  @TextField({
    example: 'DFS1UM3qQGhX3cAW5hdlgR6l6dpVnvFK',
    description:
      'The answer to a question for a file. It is given once and serves for one line of one order, for a day.',
  })
  token!: string;

  @TextField({ max: MAX_FILE_NAME, example: 'Макет кружки.pdf' })
  name!: string;

  @IntegerField({ min: 1, max: MAX_ARTWORK_BYTES, example: 482_113, description: 'In bytes.' })
  size!: number;
}

/** A choice by which products are looked for. */
@ForPublic()
export class ShopChoice {
  @TextField({ max: 120, example: 'на 12 порций' })
  name!: string;

  @IntegerField({ example: 4, description: 'Products that have it, beside what is looked for of other options.' })
  count!: number;
}

/** An option by whose choices products are looked for. */
@ForPublic()
export class ShopOption {
  @TextField({ max: 120, example: 'Размер' })
  name!: string;

  @ListField(() => ShopChoice, { max: 30 })
  choices!: ShopChoice[];
}

/** What a customer wants of one product. */
export class ShopOrderLine {
  @IdField()
  productId!: string;

  @QuantityField({ example: 2 })
  quantity!: number;

  @IdsField({ optional: true, example: [] })
  choiceIds?: string[];

  @ListField(() => ItemAnswer, {
    optional: true,
    max: 20,
    example: [],
    description: 'What the customer fills in; where a file is asked for, the token that it was given when it was sent.',
  })
  answers?: ItemAnswer[];

  @NoteField({ optional: true, example: 'Без орехов' })
  wishes?: string;
}

/** What is in a cart. */
export class ShopCartToCheck {
  @ListField(() => ShopOrderLine, { min: 1, max: MOST_CART_LINES })
  items!: ShopOrderLine[];
}

/**
 * Why a line of a cart cannot be ordered as it is: it is not offered, or not so; something is missing; there is
 * less; so much of it is not sold at a time.
 */
export const CART_FAULTS = ['gone', 'not_offered', 'incomplete', 'short', 'step'] as const;

export type CartFault = (typeof CART_FAULTS)[number];

/** A line of a cart as it stands now. */
@ForPublic()
export class ShopCheckedLine {
  @ChoiceField(CART_FAULTS, { name: 'CartFault', optional: true, description: 'Why it cannot be ordered as it is.' })
  fault?: CartFault;

  @TextField({ optional: true, max: MAX_TITLE, example: 'Кружка с гравировкой', description: 'What it is called now.' })
  title?: string;

  @MoneyField({ optional: true, example: 150_000 })
  unitPrice?: Money;

  @MoneyField({ optional: true, example: 300_000 })
  total?: Money;

  @QuantityField({
    optional: true,
    min: 0,
    example: 3,
    description: `How many are sold of what there is beside the other lines, where there are fewer than wanted, or ${MOST_TOLD} at most.`,
  })
  available?: number;

  @QuantityField({ optional: true, example: 1.5, description: 'What is sold and comes nearest to what is wanted.' })
  nearest?: number;

  @TextField({ optional: true, example: 'Размер, Надпись', description: 'What is to be chosen or filled in.' })
  missing?: string;
}

/** A cart as it stands now: what it comes to, by when it can be had, and what is at fault. */
@ForPublic()
export class ShopCartCheck {
  @ListField(() => ShopCheckedLine, { max: MOST_CART_LINES, description: 'In the order of the lines.' })
  items!: ShopCheckedLine[];

  @MoneyField({ description: 'Of what is still offered.' })
  total!: Money;

  @DayField({ description: 'The first day on which all of it can be had when it is ordered now.' })
  earliestDay!: string;
}

/** An order of a customer: what, for whom, by when. Prices are the shop's, whatever is sent. */
export class ShopOrderCreate {
  @ListField(() => ShopOrderLine, { min: 1, max: MOST_CART_LINES })
  items!: ShopOrderLine[];

  @TextField({ max: 100, example: 'Анна Петрова' })
  name!: string;

  @PhoneField({ optional: true })
  phone?: string;

  @EmailField({ optional: true })
  email?: string;

  @TextField({
    optional: true,
    max: 400,
    example: 'Тверь, ул. Советская, 1',
    description: 'Without it it is picked up.',
  })
  deliveryAddress?: string;

  @DayField({ optional: true, example: undefined, description: 'Not before the products can be had.' })
  wishedDay?: string;

  @NoteField({ optional: true, example: 'Позвоните за час' })
  note?: string;

  @ChoiceField(EXPORT_LANGUAGES, {
    optional: true,
    description: 'What the customer is written to in; Russian unless told.',
  })
  language?: ExportLanguage;
  @PasswordField({
    optional: true,
    description: 'Makes an account in the same step, by the e-mail; who is signed in has one.',
  })
  password?: string;

  @BooleanField({ example: true, description: 'The customer agrees that these details are kept for the order.' })
  isAgreed!: boolean;
}

/** One line of a customer's order. */
@ForPublic()
export class ShopOrderItem {
  @IdField()
  id!: string;

  @TextField({ max: MAX_TITLE, example: 'Кружка с гравировкой' })
  title!: string;

  @ListField(() => WantedDetail)
  details!: WantedDetail[];

  @QuantityField()
  quantity!: number;

  @TextField({ max: 20, example: 'шт' })
  unit!: string;

  @MoneyField({ example: 150_000 })
  unitPrice!: Money;

  @MoneyField({ example: 300_000 })
  total!: Money;
}

/** A customer's order as its link shows it. */
@ForPublic()
export class ShopOrder {
  @IntegerField({ min: 1, example: 1024 })
  number!: number;

  @TextField({
    example: 'DFS1UM3qQGhX3cAW5hdlgR6l6dpVnvFK',
    description: 'By which the order is seen, without signing in: `/shop/orders/<key>`.',
  })
  key!: string;

  @ChoiceField(ORDER_STATUSES, { name: 'OrderStatus' })
  status!: OrderStatus;

  @PercentField({ example: 40, description: 'How much of the work is done.' })
  progress!: number;

  @InstantField()
  orderedAt!: Date;

  @InstantField({ optional: true, description: 'When it is to be ready.' })
  dueAt?: Date;

  @TextField({ optional: true, max: 400, example: 'Тверь, ул. Советская, 1' })
  deliveryAddress?: string;

  @ListField(() => ShopOrderItem)
  items!: ShopOrderItem[];

  @MoneyField()
  total!: Money;

  @MoneyField({ description: 'What is still to be paid.' })
  owed!: Money;

  @BooleanField({ example: true, description: 'Nothing has been begun: the customer may cancel it.' })
  isCancellable!: boolean;
}

/** An own order of a customer who is signed in. */
@ForPublic()
export class ShopOwnOrder extends Omit(ShopOrder, ['key']) {
  @IdField()
  id!: string;
}

/** An own order as it is listed. */
@ForPublic()
export class ShopOwnOrderListItem extends Pick(ShopOwnOrder, [
  'id',
  'number',
  'status',
  'progress',
  'orderedAt',
  'dueAt',
  'total',
]) {
  @TextField({ max: MAX_TITLE, example: 'Кружка с гравировкой', description: 'What its first line is called.' })
  title!: string;

  @IntegerField({ example: 2, description: 'How many lines it has.' })
  lines!: number;
}
