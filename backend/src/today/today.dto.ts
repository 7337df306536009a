import { MOST_TODAY_ROWS, SUBJECTS, TODAY_CARDS, type Money, type Subject, type TodayCardName } from '@verstak/domain';
import {
  ChoiceField,
  DayField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  MoneyField,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';

/** Most characters of what a row says; its page says the rest. */
export const LONGEST_TEXT = 300;

/** One thing that waits, is late or does not move: what it is called, and why it stands here. */
export class TodayRow {
  @ChoiceField(SUBJECTS, { optional: true, name: 'Subject', example: 'Order', description: 'What it leads to.' })
  entity?: Subject;

  @IdField({ optional: true, description: 'Of the document that it leads to.' })
  id?: string;

  @IntegerField({ optional: true, example: 1024 })
  number?: number;

  @TextField({ optional: true, max: 400, example: 'Ромашка ООО', description: 'What it is called.' })
  name?: string;

  @TextField({ optional: true, max: LONGEST_TEXT, example: 'Кружка с гравировкой', description: 'What of it matters.' })
  text?: string;

  @TextField({ optional: true, example: 'Иван Петров', description: 'Who is at it, or has said so.' })
  byName?: string;

  @InstantField({ optional: true, description: 'When it is to be ready.' })
  dueAt?: Date;

  @DayField({ optional: true, example: undefined, description: 'When it is to come.' })
  dueDay?: string;

  @InstantField({ optional: true, description: 'Since when it is so.' })
  since?: Date;

  @QuantityField({ optional: true, min: 0, example: 6, description: 'How much of it lacks, or is to be made.' })
  quantity?: number;

  @TextField({ optional: true, max: 20, example: 'шт' })
  unit?: string;

  @IntegerField({ optional: true, example: 2, description: 'How many messages, items or attempts.' })
  count?: number;

  @MoneyField({ optional: true, readBy: 'orders:prices', example: 150_000, description: 'What is still to be paid.' })
  owed?: Money;

  @TextField({
    optional: true,
    max: 60,
    example: 'backup.old',
    description: 'Why, as a code: a fault of mail or of a stock check, a topic of the setup with how it stands.',
  })
  code?: string;
}

/** A question of the day, answered: how many there are, the most pressing first. */
export class TodayCard {
  @ChoiceField(TODAY_CARDS, { name: 'TodayCardName', example: 'late' })
  card!: TodayCardName;

  @IntegerField({ example: 7, description: 'All of them; its list has those that are not among the rows.' })
  total!: number;

  @ListField(() => TodayRow, { max: MOST_TODAY_ROWS })
  rows!: TodayRow[];
}

/** What the day begins with. */
export class Today {
  @ListField(() => TodayCard, { description: 'Those of whoever asks, by their permissions; empty ones too.' })
  cards!: TodayCard[];
}
