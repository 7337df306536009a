import { ApiPropertyOptional } from '@nestjs/swagger';
import { OPEN_PART_STATES, type OpenPartState } from '@verstak/domain';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  NestedField,
  QueryId,
  TextField,
} from '../platform/fields/index.js';

/** Which parts the shop floor is shown of. */
export class FloorQuery {
  @QueryId('Only parts of this order.')
  orderId?: string;

  @QueryId('Only parts on this route.')
  routeId?: string;

  @QueryId('Only parts that this person works on, or has worked on last.')
  workerId?: string;

  @ApiPropertyOptional({
    type: String,
    maxLength: 80,
    example: 'Лазер',
    description: 'Only parts at this work centre.',
  })
  @IsString()
  @MaxLength(80)
  @IsOptional()
  workCentre?: string;
}

/** Parts that are not done, and how far they have come. */
export class FloorCounts {
  @IntegerField({ example: 120 })
  parts!: number;

  @IntegerField({ example: 80 })
  waiting!: number;

  @IntegerField({ example: 12 })
  inProgress!: number;

  @IntegerField({ example: 28 })
  paused!: number;

  @IntegerField({ example: 3, description: 'With a problem.' })
  blocked!: number;

  @IntegerField({ example: 4, description: 'Begun and left: nobody goes on with them.' })
  left!: number;

  @IntegerField({ example: 5, description: 'Whose order is on hold.' })
  held!: number;

  @IntegerField({ example: 7, description: 'Whose due day has passed.' })
  late!: number;

  @IntegerField({ example: 72_000, description: 'What is planned for them.' })
  plannedSeconds!: number;

  @IntegerField({ example: 18_000, description: 'How much of that is done.' })
  earnedSeconds!: number;
}

/** The parts of one work centre or route; without a name, those that have none. */
export class FloorGroup extends FloorCounts {
  @IdField({ optional: true })
  id?: string;

  @TextField({ optional: true, example: 'Лазер' })
  name?: string;
}

/** One part that is not done. */
export class FloorPart {
  @IdField()
  id!: string;

  @IntegerField({ example: 1024 })
  number!: number;

  @TextField({ example: 'Кружка с гравировкой' })
  title!: string;

  @IdField({ optional: true })
  orderId?: string;

  @IntegerField({ optional: true, example: 1024 })
  orderNumber?: number;

  @ChoiceField(OPEN_PART_STATES, { name: 'OpenPartState' })
  state!: OpenPartState;

  @TextField({ optional: true, example: 'Гравировка' })
  stageName?: string;

  @TextField({ optional: true, example: 'Лазер' })
  workCentre?: string;

  @IdField({ optional: true })
  workerId?: string;

  @TextField({ optional: true, example: 'Иван Петров', description: 'Who works on it, or has worked on it last.' })
  workerName?: string;

  @TextField({ optional: true, example: 'Нет резца 0,2 мм' })
  problem?: string;

  @BooleanField({ example: false })
  isHeld!: boolean;

  @InstantField({ optional: true })
  dueAt?: Date;

  @InstantField({ optional: true, description: 'Since when somebody works on it.' })
  startedAt?: Date;

  @InstantField({ optional: true, description: 'Since when nobody does.' })
  idleSince?: Date;
}

/** Who has parts in hand. */
export class FloorPerson {
  @IdField()
  id!: string;

  @TextField({ example: 'Иван Петров' })
  name!: string;

  @ListField(() => FloorPart, { description: 'What is worked on now, the latest first; at most ten.' })
  working!: FloorPart[];

  @IntegerField({ example: 2, description: 'Paused.' })
  paused!: number;
}

/** An order that has parts to be made. */
export class FloorOrder {
  @IdField()
  id!: string;

  @IntegerField({ example: 1024 })
  number!: number;

  @InstantField({ optional: true, description: 'The earliest of its open parts.' })
  dueAt?: Date;

  @BooleanField({ example: false })
  isLate!: boolean;

  @IntegerField({ example: 4, description: 'Parts that are not done.' })
  open!: number;

  @IntegerField({ example: 12, description: 'All its parts.' })
  partsTotal!: number;

  @IntegerField({ example: 8 })
  partsDone!: number;

  @IntegerField({ example: 72_000, description: 'What is planned for all of them.' })
  plannedSeconds!: number;

  @IntegerField({ example: 18_000, description: 'How much of that is done.' })
  earnedSeconds!: number;
}

/** The shop floor at one moment. */
export class Floor {
  @InstantField({ description: 'When it was counted.' })
  at!: Date;

  @NestedField(() => FloorCounts)
  counts!: FloorCounts;

  @ListField(() => FloorGroup, { description: 'By work centre of the present stage, the fullest first; at most 100.' })
  workCentres!: FloorGroup[];

  @ListField(() => FloorGroup, { description: 'By route, the fullest first; at most 100.' })
  routes!: FloorGroup[];

  @ListField(() => FloorPerson, { description: 'Who is busy with what, by name; at most 200.' })
  people!: FloorPerson[];

  @ListField(() => FloorOrder, { description: 'Orders with parts to be made, the earliest due first; at most 50.' })
  orders!: FloorOrder[];

  @IntegerField({ example: 63, description: 'How many such orders there are.' })
  ordersTotal!: number;

  @ListField(() => FloorPart, { description: 'With a problem, standing longest first; at most 20.' })
  blocked!: FloorPart[];

  @ListField(() => FloorPart, { description: 'Late, the latest first; at most 20.' })
  late!: FloorPart[];

  @ListField(() => FloorPart, { description: 'Begun and left, standing longest first; at most 20.' })
  idle!: FloorPart[];
}
