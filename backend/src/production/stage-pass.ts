import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { IdField, InstantField, QuantityField, TextField } from '../platform/fields/index.js';

/** One stretch of work on a part. */
@Schema({ collection: 'stagePasses', versionKey: false })
export class StagePass extends Entity {
  @IdField({ of: 'Part', filter: true })
  partId!: string;

  @IdField({ of: 'Order', optional: true })
  orderId?: string;

  @IdField({
    optional: true,
    filter: true,
    description:
      'The stage: the same for every part on a route; missing where the part was worked on before it had any.',
  })
  stageId?: string;

  @TextField({ optional: true, example: 'Гравировка', description: 'What the stage is called.' })
  stageName?: string;

  @IdField({ of: 'User', filter: true, description: 'Who worked.' })
  masterId!: string;

  @TextField({ example: 'Иван Петров', copyOf: { entity: 'User', field: 'name', by: 'masterId' } })
  masterName!: string;

  @InstantField({ sort: true })
  startedAt!: Date;

  @InstantField({ optional: true, filter: true, sort: true, description: 'Missing while the work goes on.' })
  endedAt?: Date;

  @QuantityField({ min: 0, computed: true, example: 3, description: 'Good pieces that were reported in it.' })
  good!: number;

  @QuantityField({ min: 0, computed: true, example: 0, description: 'Pieces that were lost in it.' })
  scrapped!: number;
}

export const StagePassSchema = SchemaFactory.createForClass(StagePass);
// Lists by any column and filter; those of a part and of a person, too.
indexLists(StagePassSchema, StagePass);
// The stretches of a part as they came.
StagePassSchema.index({ partId: 1, startedAt: 1, _id: 1 });
