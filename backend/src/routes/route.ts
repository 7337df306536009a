import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  DecimalField,
  IdField,
  IdsField,
  IntegerField,
  ListField,
  NoteField,
  NumberedField,
  TextField,
} from '../platform/fields/index.js';

/** Most stages of one route. */
export const MOST_STAGES = 50;

/** Planned minutes: at most about two months, to a thousandth. */
function MinutesField(description: string): PropertyDecorator {
  return DecimalField({ min: 0, max: 100_000, places: 3, example: 12.5, description });
}

/** How a stage is done, wherever it stands. */
export class StageFields {
  @TextField({ max: 80, optional: true, search: true, example: 'Лазер', description: 'Where it is done.' })
  workCentre?: string;

  @MinutesField('Minutes to set up, whatever the quantity.')
  setUpMinutes!: number;

  @MinutesField('Minutes for each unit.')
  minutesPerUnit!: number;

  @IdsField({
    of: 'User',
    example: [],
    description: 'Who may do it; with nobody named, whoever the part is given to, else every master.',
  })
  masterIds!: string[];

  @NoteField({ optional: true, example: 'Фокус 50 мм, проба на обороте' })
  instruction?: string;

  @BooleanField({ optional: true, example: false, description: 'It is not finished without a photo of the part.' })
  needsPhoto?: boolean;
}

/** A stage of a route. */
export class RouteStage extends StageFields {
  @IdField({ optional: true, example: undefined, description: 'Left out for a new stage.' })
  id!: string;

  @TextField({ max: 80, search: true, example: 'Гравировка' })
  name!: string;
}

/** What is written of a route. */
export class RouteFields extends Entity {
  @TextField({ max: 120, search: true, sort: true, example: 'Гравировка на кружке' })
  name!: string;

  @NoteField({ optional: true, search: true, example: 'Для белых кружек 330 мл' })
  note?: string;

  @ListField(() => RouteStage, { min: 1, max: MOST_STAGES, description: 'Its stages, in their order.' })
  stages!: RouteStage[];
}

/** How something is made: stages in their order. Parts under way keep the stages that they began with. */
@Schema({ collection: 'routes', versionKey: false })
export class Route extends RouteFields {
  @NumberedField()
  number!: number;

  @IntegerField({ computed: true, min: 1, example: 3, description: 'Grows with each change of the stages.' })
  revision!: number;

  @BooleanField({ computed: true, filter: true, example: false })
  isArchived!: boolean;
}

export const RouteSchema = SchemaFactory.createForClass(Route);
RouteSchema.index({ name: 1 }, { unique: true });
RouteSchema.index({ words: 1 });
indexLists(RouteSchema, Route);
