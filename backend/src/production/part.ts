import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { PART_STATES, SCRAP_REASONS, type PartState, type ScrapReason } from '@verstak/domain';
import { MAX_TITLE } from '../orders/order.js';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  NoteField,
  NumberedField,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';

/** What a master reports of pieces that were lost. */
export class ScrapFields {
  @QuantityField({ example: 1 })
  quantity!: number;

  @ChoiceField(SCRAP_REASONS, { name: 'ScrapReason' })
  reason!: ScrapReason;

  @TextField({ max: 500, optional: true, example: 'Скол на ободке' })
  note?: string;
}

/** Pieces that were lost, and why. */
export class Scrap extends ScrapFields {
  @IdField({ computed: true })
  id!: string;

  @InstantField()
  at!: Date;

  @TextField({ example: 'Иван Петров' })
  masterName!: string;
}

/** How long a stretch of work took, in milliseconds; nothing while it goes on. */
function lengthOf({ startedAt, endedAt }: { startedAt: Date; endedAt?: Date }): number {
  return endedAt ? Math.max(endedAt.getTime() - startedAt.getTime(), 0) : 0;
}

/** What moves through the workshop: one for each item of an order in work. It knows no client and no price. */
@Schema({ collection: 'parts', versionKey: false })
export class Part extends Entity {
  @NumberedField()
  number!: number;

  @IdField({ filter: true })
  orderId!: string;

  @IntegerField({
    min: 1,
    computed: true,
    sort: true,
    search: true,
    example: 1024,
    description: 'The number of the order.',
  })
  orderNumber!: number;

  @IdField()
  itemId!: string;

  @TextField({ max: MAX_TITLE, search: true, sort: true, example: 'Кружка с гравировкой' })
  title!: string;

  @TextField({ optional: true, max: MAX_TITLE, search: true, example: 'Кружка 330 мл, белая' })
  product?: string;

  @NoteField({ optional: true, search: true, example: 'Гравировка: «Анне от коллег»' })
  wishes?: string;

  @QuantityField()
  quantity!: number;

  @TextField({ max: 20, example: 'шт' })
  unit!: string;

  @InstantField({ optional: true, filter: true, sort: true })
  dueAt?: Date;

  @ChoiceField(PART_STATES, { filter: true, sort: true, name: 'PartState' })
  state!: PartState;

  @IdField({ optional: true, filter: true, description: 'Who makes it.' })
  masterId?: string;

  @TextField({
    optional: true,
    sort: true,
    example: 'Иван Петров',
    copyOf: { entity: 'User', field: 'name', by: 'masterId' },
  })
  masterName?: string;

  @IntegerField({
    computed: true,
    sumOf: { entity: 'StagePass', by: 'partId' },
    example: 2,
    description: 'Stretches of work so far.',
  })
  passesTotal!: number;

  @IntegerField({
    computed: true,
    sumOf: { entity: 'StagePass', by: 'partId', adds: lengthOf },
    example: 5_400_000,
    description: 'Milliseconds of the stretches that have ended.',
  })
  workedMs!: number;

  @InstantField({
    optional: true,
    computed: true,
    description: 'When the stretch began that goes on; missing while nobody works.',
  })
  startedAt?: Date;

  @BooleanField({
    optional: true,
    computed: true,
    example: true,
    description: 'The time of something that was done to it could not be right; that of its arrival stands.',
  })
  isTimeCorrected?: boolean;

  @ListField(() => Scrap)
  scraps!: Scrap[];

  @NoteField({ optional: true, example: 'Нужен тонкий резец', description: 'What the master wants known.' })
  note?: string;

  @InstantField({ optional: true, filter: true, sort: true })
  doneAt?: Date;

  @BooleanField({ computed: true, example: false, description: 'The order is on hold, and its parts wait with it.' })
  isHeld!: boolean;
}

export const PartSchema = SchemaFactory.createForClass(Part);
// The master's queue by due date.
PartSchema.index({ masterId: 1, state: 1, dueAt: 1, _id: 1 });
PartSchema.index({ words: 1 });
// Lists by any column and filter.
indexLists(PartSchema, Part);
