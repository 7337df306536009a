import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { MAX_ANSWER, MAX_MONEY, MOST_FILES, QUESTION_KINDS, type Money, type QuestionKind } from '@verstak/domain';
import { ForPublic } from '../platform/access/allow.js';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  ChoiceField,
  DecimalField,
  IdField,
  IdsField,
  IntegerField,
  ListField,
  MarginField,
  MoneyField,
  NoteField,
  NumberedField,
  QuantityField,
  TargetMarginField,
  TextField,
} from '../platform/fields/index.js';

/** Most letters of what something is called. */
export const MAX_NAME = 255;

/** Most options of a product, most choices of one of them, and most questions to a buyer. */
const MOST_OPTIONS = 20;
const MOST_CHOICES = 50;
const MOST_QUESTIONS = 20;

/** Most materials that go into a product. */
const MOST_MATERIALS = 100;

/** Longest time in which something is made, in days. */
const MOST_DAYS = 365;

const OWN_ID = { optional: true, example: undefined, description: 'Left out for a new one.' } as const;

/** One way in which an option can be had, as it is written. */
export class ProductChoiceFields {
  @IdField(OWN_ID)
  id?: string;

  @TextField({ max: 120, search: true, example: '450 мл' })
  name!: string;

  @MoneyField({ min: -MAX_MONEY, example: 15_000, description: 'What it adds to the price of a unit.' })
  price!: Money;

  @DecimalField({ min: 0, max: 100_000, places: 3, example: 2.5, description: 'Minutes that it adds for each unit.' })
  minutesPerUnit!: number;
}

/** Something of a product that can be had in several ways, as it is written. */
export class ProductOptionFields {
  @IdField(OWN_ID)
  id?: string;

  @TextField({ max: 120, example: 'Объём' })
  name!: string;

  @BooleanField({ optional: true, example: true, description: 'One of its choices is needed.' })
  isRequired?: boolean;

  @BooleanField({ optional: true, example: false, description: 'Several of its choices go together.' })
  isMany?: boolean;

  @IdField({
    optional: true,
    example: undefined,
    description: 'The stage of the route at which its minutes are spent; without one, the first.',
  })
  stageId?: string;

  @ListField(() => ProductChoiceFields, { min: 1, max: MOST_CHOICES, description: 'Its choices, in their order.' })
  choices!: ProductChoiceFields[];
}

/** Something that a buyer fills in, as it is written. */
export class ProductQuestionFields {
  @IdField(OWN_ID)
  id?: string;

  @TextField({ max: 120, example: 'Надпись' })
  name!: string;

  @ChoiceField(QUESTION_KINDS, { name: 'QuestionKind', example: 'text' })
  kind!: QuestionKind;

  @BooleanField({ optional: true, example: true, description: 'It has to be filled in.' })
  isRequired?: boolean;

  @IntegerField({ optional: true, min: 1, max: MAX_ANSWER, example: 40, description: 'Most letters of a text.' })
  maxLength?: number;
}

/** What goes into a unit of a product, as it is written. */
export class ProductMaterialFields {
  @IdField(OWN_ID)
  id?: string;

  @IdField({ of: 'StockItem', description: 'The material, or another product, as it lies in stock.' })
  stockItemId!: string;

  @QuantityField({ example: 0.5, description: 'How much of it a unit of the product takes, in its own unit.' })
  quantity!: number;

  @IdField({
    optional: true,
    example: undefined,
    description: 'It goes into the product only with this choice of an option.',
  })
  choiceId?: string;

  @IdField({
    optional: true,
    example: undefined,
    description: 'The stage of the route at which it is given out; without one, the first.',
  })
  stageId?: string;
}

/** One way in which an option can be had. */
@ForPublic()
export class ProductChoice extends ProductChoiceFields {
  @IdField()
  override id!: string;
}

/** Something of a product that can be had in several ways. */
@ForPublic()
export class ProductOption extends ProductOptionFields {
  @IdField()
  override id!: string;

  @ListField(() => ProductChoice)
  override choices!: ProductChoice[];
}

/** Something that a buyer fills in. */
@ForPublic()
export class ProductQuestion extends ProductQuestionFields {
  @IdField()
  override id!: string;
}

/** What goes into a unit of a product. */
export class ProductMaterial extends ProductMaterialFields {
  @IdField()
  override id!: string;

  @TextField({
    computed: true,
    example: 'Кружка белая 330 мл, заготовка',
    copyOf: { entity: 'StockItem', field: 'name', by: 'stockItemId' },
  })
  name!: string;

  @TextField({ computed: true, example: 'шт', copyOf: { entity: 'StockItem', field: 'unit', by: 'stockItemId' } })
  unit!: string;
}

/** What is written of a product. */
export class ProductFields extends Entity {
  @TextField({ max: MAX_NAME, search: true, sort: true, example: 'Кружка с гравировкой' })
  name!: string;

  @TextField({ max: 60, optional: true, min: 1, search: true, sort: true, example: 'КР-330' })
  article?: string;

  @IdField({
    of: 'Category',
    optional: true,
    filter: true,
    example: undefined,
    description: 'The category in which it is found.',
  })
  categoryId?: string;

  @NoteField({ optional: true, search: true, example: 'Белая кружка 330 мл, гравировка до 40 знаков' })
  description?: string;

  @TextField({ max: 20, example: 'шт' })
  unit!: string;

  @QuantityField({
    optional: true,
    example: 1,
    description: 'Customers order at least so much: so many steps; one step unless told.',
  })
  leastQuantity?: number;

  @QuantityField({
    optional: true,
    example: 0.5,
    description: 'Customers order by so much: by one, or by any part of what is measured (kg, l, m), unless told.',
  })
  quantityStep?: number;

  @MoneyField({ sort: true, filter: true, example: 150_000, description: 'Price of one unit without options.' })
  price!: Money;

  @IntegerField({
    optional: true,
    max: MOST_DAYS,
    example: 3,
    description: 'Days from the order until it can be handed over; 0 is the same day.',
  })
  leadDays?: number;

  @BooleanField({
    optional: true,
    filter: true,
    example: false,
    description: 'It is sold from stock, and nothing is made for it; otherwise it is made to order.',
  })
  isStocked?: boolean;

  @IdField({
    of: 'Route',
    optional: true,
    example: undefined,
    description: 'The route by which it is made; without one it is made by hand.',
  })
  routeId?: string;

  @IdsField({
    of: 'File',
    optional: true,
    max: MOST_FILES,
    example: [],
    description: 'Its pictures in the order in which they are shown; others follow, oldest first.',
  })
  pictureIds?: string[];

  @BooleanField({ optional: true, filter: true, example: true, description: 'Customers see it in the shop.' })
  isShown?: boolean;

  @ListField(() => ProductOptionFields, { max: MOST_OPTIONS, description: 'Its options, in their order.' })
  options!: ProductOptionFields[];

  @ListField(() => ProductQuestionFields, { max: MOST_QUESTIONS, description: 'What a buyer fills in, in this order.' })
  questions!: ProductQuestionFields[];

  @ListField(() => ProductMaterialFields, {
    optional: true,
    max: MOST_MATERIALS,
    example: [],
    description: 'What goes into a unit of it: its bill of materials.',
  })
  materials?: ProductMaterialFields[];

  @TargetMarginField("The least that it is to earn, in per cent of its price; without one, the workshop's.")
  targetMargin?: number;

  @TextField({
    optional: true,
    min: 1,
    max: 100,
    search: true,
    example: undefined,
    description: 'The id in the system it came from, as `northwind:11`; no two products have the same.',
  })
  externalId?: string;
}

/** What follows from what a product is made of, and is for whoever may know what things cost. */
const COSTED = { computed: true, readBy: 'stock:cost' } as const;

/** Something that the workshop offers. */
@Schema({ collection: 'products', versionKey: false })
export class Product extends ProductFields {
  @NumberedField()
  number!: number;

  @ListField(() => ProductOption)
  override options!: ProductOption[];

  @ListField(() => ProductQuestion)
  override questions!: ProductQuestion[];

  @ListField(() => ProductMaterial, { optional: true })
  override materials?: ProductMaterial[];

  @TextField({
    optional: true,
    computed: true,
    search: true,
    sort: true,
    example: 'Кружки',
    copyOf: { entity: 'Category', field: 'name', by: 'categoryId' },
  })
  categoryName?: string;

  @TextField({
    optional: true,
    computed: true,
    example: 'Гравировка на кружке',
    copyOf: { entity: 'Route', field: 'name', by: 'routeId' },
  })
  routeName?: string;

  @MoneyField({
    ...COSTED,
    optional: true,
    sort: true,
    example: 86_400,
    description:
      'What a unit costs as it is usually had: the least quantity, with the first choice of each option that needs one. What is known of it, where not all is; without it, nothing is known.',
  })
  unitCost?: Money;

  @BooleanField({ ...COSTED, example: false, description: 'Not all of its cost is known.' })
  isCostIncomplete!: boolean;

  @MarginField({
    ...COSTED,
    optional: true,
    sort: true,
    filter: true,
    description: 'What it earns as it is usually had, in per cent of its price, where all of its cost is known.',
  })
  margin?: number;

  @BooleanField({
    ...COSTED,
    filter: true,
    example: false,
    description: "It earns less than its target margin, or the workshop's; without one, less than it costs.",
  })
  isUnderMargin!: boolean;

  @MoneyField({ ...COSTED, optional: true, example: 144_000, description: 'The least price that earns that.' })
  targetPrice?: Money;

  @BooleanField({ computed: true, filter: true, example: false })
  isArchived!: boolean;
}

export const ProductSchema = SchemaFactory.createForClass(Product);
ProductSchema.index({ article: 1 }, { unique: true, sparse: true });
ProductSchema.index({ externalId: 1 }, { unique: true, sparse: true });
ProductSchema.index({ words: 1 });
// Those that something goes into.
ProductSchema.index({ 'materials.stockItemId': 1 });
// Those that are made by a route.
ProductSchema.index({ routeId: 1 }, { sparse: true });
// The most of something that goes into a unit of one.
ProductSchema.index({ 'materials.quantity': -1 });
indexLists(ProductSchema, Product, ['isArchived']);
