import { CONSEQUENCES, ORDER_STATUSES, type ConsequenceKind, type Money, type OrderStatus } from '@verstak/domain';
import { ChoiceField, IntegerField, MoneyField, QuantityField, TextField } from '../fields/index.js';
import type { JournalDerived } from '../journal/journal-entry.js';

/** Something that follows from a change in the same moment, as a preview tells it. */
export class Consequence {
  @ChoiceField(CONSEQUENCES, { name: 'ConsequenceKind', example: 'part.changed' })
  kind!: ConsequenceKind;

  @IntegerField({ optional: true, example: 57, description: 'The number of the part.' })
  number?: number;

  @TextField({ optional: true, max: 400, example: 'Кружка с гравировкой', description: 'What or whom it concerns.' })
  title?: string;

  @QuantityField({ optional: true, description: 'How much is to be made from then on.' })
  quantity?: number;

  @TextField({ optional: true, max: 20, example: 'шт' })
  unit?: string;

  @TextField({ optional: true, example: 'Иван Петров', description: 'Who makes it from then on.' })
  masterName?: string;

  @ChoiceField(ORDER_STATUSES, { optional: true, name: 'OrderStatus', description: 'Where the order stands then.' })
  status?: OrderStatus;

  @MoneyField({
    optional: true,
    min: -Number.MAX_SAFE_INTEGER,
    readBy: 'orders:prices',
    description: 'What is paid, or what the client owes more; negative is less, or given back.',
  })
  amount?: Money;

  /** Documents that it changes without an entry of their own. */
  derived?: JournalDerived[];
}
