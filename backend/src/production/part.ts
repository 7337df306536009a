import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { PART_STATES, SCRAP_REASONS, type PartState, type ScrapReason } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexSorts } from '../platform/database/index-sorts.js';
import {
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  ListField,
  NoteField,
  NumberedField,
  QuantityField,
  TextField,
} from '../platform/fields/index.js';

/** One stretch of work on a part. */
export class StagePass {
  @IdField({ computed: true })
  id!: string;

  @IdField()
  masterId!: string;

  @TextField({ example: 'Иван Петров', copyOf: { entity: 'User', field: 'name', by: 'masterId' } })
  masterName!: string;

  @InstantField()
  startedAt!: Date;

  @InstantField({ optional: true, description: 'Missing while the work goes on.' })
  endedAt?: Date;
}

/** Pieces that were lost, and why. */
export class Scrap {
  @IdField({ computed: true })
  id!: string;

  @QuantityField({ example: 1 })
  quantity!: number;

  @ChoiceField(SCRAP_REASONS, { name: 'ScrapReason' })
  reason!: ScrapReason;

  @TextField({ max: 500, optional: true, example: 'Скол на ободке' })
  note?: string;

  @InstantField()
  at!: Date;

  @TextField({ example: 'Иван Петров' })
  masterName!: string;
}

/** What moves through the workshop: one for each item of an order in work. It knows no client and no price. */
@Schema({ collection: 'parts', versionKey: false })
export class Part extends Entity {
  @NumberedField()
  number!: number;

  @IdField()
  orderId!: string;

  @NumberedField({ description: 'The number of the order.' })
  orderNumber!: number;

  @IdField()
  itemId!: string;

  @TextField({ max: 200, search: true, sort: true, example: 'Кружка с гравировкой' })
  title!: string;

  @TextField({ optional: true, max: 200, search: true, example: 'Кружка 330 мл, белая' })
  product?: string;

  @NoteField({ optional: true, search: true, example: 'Гравировка: «Анне от коллег»' })
  wishes?: string;

  @QuantityField()
  quantity!: number;

  @TextField({ max: 12, example: 'шт' })
  unit!: string;

  @InstantField({ optional: true, sort: true })
  dueAt?: Date;

  @ChoiceField(PART_STATES, { sort: true, name: 'PartState' })
  state!: PartState;

  @IdField({ optional: true, description: 'Who makes it.' })
  masterId?: string;

  @TextField({
    optional: true,
    sort: true,
    example: 'Иван Петров',
    copyOf: { entity: 'User', field: 'name', by: 'masterId' },
  })
  masterName?: string;

  @ListField(() => StagePass)
  passes!: StagePass[];

  @ListField(() => Scrap)
  scraps!: Scrap[];

  @NoteField({ optional: true, example: 'Нужен тонкий резец', description: 'What the master wants known.' })
  note?: string;

  @InstantField({ optional: true, sort: true })
  doneAt?: Date;

  @BooleanField({ computed: true, example: false, description: 'The order is on hold, and its parts wait with it.' })
  isHeld!: boolean;
}

export const PartSchema = SchemaFactory.createForClass(Part);
// The master's queue by due date.
PartSchema.index({ masterId: 1, state: 1, dueAt: 1, _id: 1 });
// The parts of an order.
PartSchema.index({ orderId: 1 });
// Those that carry the name of who worked on them.
PartSchema.index({ 'passes.masterId': 1 });
PartSchema.index({ number: 1 }, { unique: true });
PartSchema.index({ searchAll: 1 });
// Lists by any column.
indexSorts(PartSchema, Part);
