import { MOST_IDS, type Money } from '@verstak/domain';
import {
  BooleanField,
  IdField,
  InstantField,
  ListField,
  MoneyField,
  QueryIds,
  TextField,
} from '../platform/fields/index.js';

/** Which products are looked at. */
export class ProductSupplyQuery {
  @QueryIds(`These products, up to ${MOST_IDS}.`, { isRequired: true })
  ids!: string[];
}

/** Something that a product takes from stock, of which suppliers say what is news. */
export class SuppliedItem {
  @IdField({ description: 'What it is in stock.' })
  stockItemId!: string;

  @TextField({ example: 'Кружка белая 330 мл, заготовка' })
  name!: string;

  @BooleanField({ example: true, description: 'No supplier has any.' })
  isOut!: boolean;

  @MoneyField({
    optional: true,
    readBy: 'stock:cost',
    example: 14_000,
    description: 'The least price of a unit now, where that is not its cost.',
  })
  price?: Money;

  @MoneyField({ optional: true, readBy: 'stock:cost', example: 12_500, description: 'Its cost.' })
  cost?: Money;

  @InstantField({ description: 'When suppliers said so; of several, what was said first.' })
  checkedAt!: Date;
}

/** A product with what its suppliers have no more of, or sell at another price. */
export class ProductSupply {
  @IdField()
  productId!: string;

  @ListField(() => SuppliedItem)
  items!: SuppliedItem[];
}
