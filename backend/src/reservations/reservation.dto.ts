import { ORDER_STATUSES, STOCK_STATES, type OrderStatus, type StockState } from '@verstak/domain';
import { BALANCE } from '../inventory/stock-item.js';
import {
  BooleanField,
  ChoiceField,
  DecimalField,
  IdField,
  InstantField,
  IntegerField,
  TextField,
} from '../platform/fields/index.js';

/** Who waits for something in stock: how much of it an order has reserved. */
export class StockReservation {
  @IdField()
  orderId!: string;

  @IntegerField({ min: 1, example: 1024 })
  orderNumber!: number;

  @TextField({ max: 400, readBy: 'orders:read', example: 'Ромашка ООО' })
  clientName!: string;

  @ChoiceField(ORDER_STATUSES, { name: 'OrderStatus', example: 'confirmed' })
  status!: OrderStatus;

  @InstantField({ optional: true })
  dueAt?: Date;

  @DecimalField({ ...BALANCE, example: 12 })
  quantity!: number;
}

/** What an order takes of one thing in stock. */
export class OrderStock {
  @IdField({ description: 'The item of the order.' })
  itemId!: string;

  @IdField()
  stockItemId!: string;

  @TextField({ example: 'Кружка белая 330 мл, заготовка' })
  name!: string;

  @TextField({ max: 20, example: 'шт' })
  unit!: string;

  @DecimalField({ ...BALANCE, example: 12, description: 'What is reserved, and not given out yet.' })
  reserved!: number;

  @DecimalField({ ...BALANCE, example: 0, description: 'What was given out.' })
  issued!: number;

  @ChoiceField(STOCK_STATES, { name: 'StockState', example: 'enough', description: 'How it stands with it.' })
  state!: StockState;

  @DecimalField({ ...BALANCE, example: 34, description: 'What nobody has reserved of it.' })
  available!: number;

  @BooleanField({ example: false, description: 'More of it is reserved than there is: the order may have to wait.' })
  isShort!: boolean;
}
