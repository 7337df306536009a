import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { IdField, InstantField, TextField } from '../platform/fields/index.js';

/** One stretch of work on a part. */
@Schema({ collection: 'stagePasses', versionKey: false })
export class StagePass extends Entity {
  @IdField({ filter: true })
  partId!: string;

  @IdField()
  orderId!: string;

  @IdField({ optional: true, description: 'The stage of the route; missing where the part has none.' })
  stageId?: string;

  @IdField({ description: 'Who worked.' })
  masterId!: string;

  @TextField({ example: 'Иван Петров', copyOf: { entity: 'User', field: 'name', by: 'masterId' } })
  masterName!: string;

  @InstantField({ sort: true })
  startedAt!: Date;

  @InstantField({ optional: true, sort: true, description: 'Missing while the work goes on.' })
  endedAt?: Date;
}

export const StagePassSchema = SchemaFactory.createForClass(StagePass);
// The stretches of a part, by any column.
indexLists(StagePassSchema, StagePass, ['partId']);
// Those that carry the name of who worked.
StagePassSchema.index({ masterId: 1, _id: -1 });
