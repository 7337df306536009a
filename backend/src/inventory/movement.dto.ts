import {
  WRITE_OFF_REASONS,
  WRITTEN_MOVEMENTS,
  type CalendarDay,
  type Money,
  type WriteOffReason,
  type WrittenMovement,
} from '@verstak/domain';
import {
  ChoiceField,
  DayField,
  DecimalField,
  Filters,
  IdField,
  ListField,
  MoneyField,
  Omit,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Movement } from './movement.js';
import { BALANCE } from './stock-item.js';

/** Most things that are received, written off or counted at once. */
const MOST_LINES = 500;

/** How much of one thing came, went or was counted. */
export class MovementLine {
  @IdField()
  stockItemId!: string;

  @QuantityField({ min: 0, example: 40, description: 'How much came or goes; of a stocktake, how much there is.' })
  quantity!: number;

  @DecimalField({
    ...BALANCE,
    optional: true,
    example: undefined,
    description: 'Of a stocktake: the balance that was seen; where it is another by then, it has to be counted again.',
  })
  expected?: number;

  @MoneyField({ optional: true, readBy: 'stock:cost', example: 12_500, description: 'Of a receipt: cost of one unit.' })
  unitCost?: Money;
}

/** Goods that came, are written off or were counted: all lines, or none. */
export class MovementsWriting {
  @ChoiceField(WRITTEN_MOVEMENTS, { name: 'WrittenMovement', example: 'receipt' })
  kind!: WrittenMovement;

  @ListField(() => MovementLine, { min: 1, max: MOST_LINES })
  lines!: MovementLine[];

  @ChoiceField(WRITE_OFF_REASONS, {
    optional: true,
    name: 'WriteOffReason',
    example: undefined,
    description: 'Why it is written off.',
  })
  reason?: WriteOffReason;

  @IdField({ optional: true, example: undefined, description: 'Of a receipt: who supplied it.' })
  supplierId?: string;

  @TextField({ optional: true, max: 500, example: 'Накладная 118' })
  note?: string;

  @DayField({ optional: true, example: undefined, description: 'When it happened: today unless told, never later.' })
  day?: CalendarDay;
}

/** What was recorded, in the order of the lines. */
export class MovementsWritten {
  @ListField(() => Movement, { max: MOST_LINES })
  movements!: Movement[];
}

/** Which movements a list has; the newest first unless told otherwise. */
export class MovementListQuery extends Filters(Movement, ListQuery) {}

/** The same as a file. */
export class MovementExportQuery extends Omit(MovementListQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}
