import { COST_GAPS, QUANTITY_PLACES, type CostGap, type Money } from '@verstak/domain';
import {
  BooleanField,
  ChoiceField,
  DecimalField,
  IdField,
  ListField,
  MarginField,
  MoneyField,
  QuantityField,
  QueryIds,
  QueryNumber,
  TextField,
} from '../platform/fields/index.js';
import { HasPlaces } from '../platform/fields/rules.js';
import { Max, Min } from 'class-validator';

/** The least and the most that is looked at, as quantities are. */
const LEAST = 0.001;
const MOST = 1_000_000;

/** What is looked at: so much of a product, as it is chosen. */
export class CostQuery {
  @QueryNumber(
    'How much of it; the least that is sold unless told.',
    { type: Number, minimum: LEAST, maximum: MOST, multipleOf: LEAST },
    [HasPlaces(QUANTITY_PLACES), Min(LEAST), Max(MOST)],
  )
  quantity?: number;

  @QueryIds('What is chosen of its options; without it, the first choice of each option that needs one.')
  choiceIds?: string[];
}

const TOTAL = { optional: true, example: 37_500, description: 'Of all of it; missing where it is not known.' } as const;

/** A material of a calculation. */
export class CostMaterial {
  @IdField({ description: 'What it is in stock.' })
  stockItemId!: string;

  @TextField({ example: 'Кружка белая 330 мл, заготовка' })
  name!: string;

  @TextField({ example: 'шт' })
  unit!: string;

  @QuantityField({ example: 3, description: 'How much of it goes in altogether.' })
  quantity!: number;

  @MoneyField({ optional: true, example: 12_500, description: 'Cost of one unit of it.' })
  cost?: Money;

  @MoneyField(TOTAL)
  total?: Money;
}

/** A stage of a calculation. */
export class CostLabour {
  @IdField({ description: 'The stage of the route.' })
  stageId!: string;

  @TextField({ example: 'Гравировка' })
  name!: string;

  @TextField({ optional: true, example: 'Лазер' })
  workCentre?: string;

  @DecimalField({ min: 0, max: Number.MAX_SAFE_INTEGER, places: 6, example: 42.5, description: 'All of them.' })
  minutes!: number;

  @MoneyField({ optional: true, example: 90_000, description: 'What an hour of it costs.' })
  hourlyRate?: Money;

  @MoneyField(TOTAL)
  total?: Money;
}

/** What is not known of a cost. */
export class CostMissing {
  @ChoiceField(COST_GAPS, { name: 'CostGap', example: 'material' })
  gap!: CostGap;

  @IdField({ optional: true, example: undefined, description: 'The material whose cost it is.' })
  stockItemId?: string;

  @TextField({ optional: true, example: 'Краска', description: 'The material or the work centre whose cost it is.' })
  name?: string;
}

/** What a quantity of a product costs now, line by line, and what it earns. */
export class ProductCost {
  @QuantityField({ example: 3 })
  quantity!: number;

  @ListField(() => CostMaterial)
  materials!: CostMaterial[];

  @ListField(() => CostLabour)
  labour!: CostLabour[];

  @MoneyField({ example: 37_500 })
  materialsCost!: Money;

  @MoneyField({ example: 63_750 })
  labourCost!: Money;

  @MoneyField({ example: 101_250, description: 'Both; what is known of them, where something is missing.' })
  cost!: Money;

  @MoneyField({ example: 33_750, description: 'The same of one unit, rounded half up.' })
  unitCost!: Money;

  @ListField(() => CostMissing, { example: [] })
  missing!: CostMissing[];

  @IdField({ optional: true, example: undefined, description: 'The route whose stages these are.' })
  routeId?: string;

  @MoneyField({ example: 150_000, description: 'Price of one unit with what is chosen.' })
  unitPrice!: Money;

  @MarginField({ optional: true, description: 'In per cent of the price, where all of the cost is known.' })
  margin?: number;

  @DecimalField({ min: 0, max: 100, places: 2, example: 40, description: 'What it is to earn at least, in per cent.' })
  targetMargin!: number;

  @BooleanField({ example: false, description: 'It earns less than that.' })
  isUnderMargin!: boolean;

  @MoneyField({ example: 120_000, description: 'The least price of the product without choices that earns that.' })
  targetPrice!: Money;
}
