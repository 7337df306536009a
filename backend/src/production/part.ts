import { Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  earnedSeconds,
  PART_STATES,
  performersOf,
  plannedSeconds,
  SCRAP_REASONS,
  type PartState,
  type ScrapReason,
  type StageWork,
} from '@verstak/domain';
import { MAX_TITLE, WantedDetail } from '../orders/order.js';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { MOST_STAGES, StageFields } from '../routes/route.js';
import {
  BooleanField,
  ChoiceField,
  CodeField,
  IdField,
  IdsField,
  InstantField,
  IntegerField,
  ListField,
  NestedField,
  NoteField,
  NumberedField,
  QuantityField,
  TextField,
  type Follows,
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

  @IdField({ of: 'User', optional: true, computed: true })
  masterId?: string;

  @TextField({ example: 'Иван Петров', copyOf: { entity: 'User', field: 'name', by: 'masterId' } })
  masterName!: string;
}

/** What keeps a part from being worked on until somebody resolves it. */
export class Obstacle {
  @TextField({ max: 500, example: 'Нет резца 0,2 мм' })
  text!: string;

  @InstantField()
  at!: Date;

  @IdField({ of: 'User', optional: true, computed: true })
  byId?: string;

  @TextField({ example: 'Иван Петров', copyOf: { entity: 'User', field: 'name', by: 'byId' } })
  byName!: string;
}

/** A stage that a part goes through, as its route had it, and how far it has come; without a route, one with no name. */
export class PartStage extends StageFields {
  @IdField({ computed: true })
  id!: string;

  @TextField({ max: 80, optional: true, search: true, example: 'Гравировка' })
  name?: string;

  @QuantityField({ min: 0, computed: true, example: 3, description: 'Good pieces so far.' })
  good!: number;

  @InstantField({ optional: true, computed: true })
  doneAt?: Date;
}

/** The seconds of the stages of a part, as far as it is wanted. */
export function secondsOf(
  { state, stages, quantity }: Pick<Part, 'state' | 'stages' | 'quantity'>,
  seconds: (stage: StageWork, quantity: number) => number,
): number {
  return state === 'cancelled' ? 0 : stages.reduce((sum, stage) => sum + seconds(stage, quantity), 0);
}

/** The stage at which a part is; none where all are done. */
export function currentStage({ stages, stagesDone }: Pick<Part, 'stages' | 'stagesDone'>): PartStage | undefined {
  return stages[stagesDone];
}

/** Whoever may do one of the stages of a part. */
function allPerformers(part: Part): string[] {
  const given = part.masterId ? [String(part.masterId)] : [];
  return [...new Set([...given, ...part.stages.flatMap((stage) => performersOf(stage, part))])];
}

/** Who may do the stage at which a part is; of one that is done nobody. */
function presentPerformers(part: Part): string[] {
  const stage = currentStage(part);
  return stage ? performersOf(stage, part) : [];
}

/** What follows from a part, once it has its stages. */
function ofStages(as: (part: Part) => unknown): Follows {
  return { of: 'stages', as: (_stages, _counting, part) => as(part as Part) }; // what it is a field of
}

/** How long a stretch of work took, in milliseconds; nothing while it goes on. */
function lengthOf({ startedAt, endedAt }: { startedAt: Date; endedAt?: Date }): number {
  return endedAt ? Math.max(endedAt.getTime() - startedAt.getTime(), 0) : 0;
}

/**
 * What moves through the workshop, stage by stage: made for an item of an order, as a part of another one, or for itself.
 * It knows no client and no price.
 */
@Schema({ collection: 'parts', versionKey: false })
export class Part extends Entity {
  @NumberedField()
  number!: number;

  @CodeField()
  code!: string;

  @IdField({ of: 'Order', optional: true, filter: true, description: 'The order that it is made for.' })
  orderId?: string;

  @IntegerField({
    optional: true,
    min: 1,
    computed: true,
    sort: true,
    search: true,
    example: 1024,
    description: 'The number of the order.',
  })
  orderNumber?: number;

  @IdField({ optional: true })
  itemId?: string;

  @IdField({ of: 'Part', optional: true, filter: true, description: 'The assembly that it goes into.' })
  parentId?: string;

  @IdsField({ of: 'Part', filter: true, max: 50, description: 'The assemblies above it, from the outermost one on.' })
  ancestorIds!: string[];

  @BooleanField({
    computed: true,
    filter: true,
    example: true,
    follows: { of: 'ancestorIds', as: (ancestors) => !(ancestors as string[]).length },
    description: 'It goes into no other part.',
  })
  isRoot!: boolean;

  @IdField({ of: 'Part', optional: true, computed: true, description: 'The part whose lost pieces it replaces.' })
  remakeOf?: string;

  @TextField({ max: 60, optional: true, search: true, sort: true, example: 'КР-330.02' })
  designation?: string;

  @TextField({ max: MAX_TITLE, search: true, sort: true, example: 'Кружка с гравировкой' })
  title!: string;

  @TextField({ optional: true, max: MAX_TITLE, search: true, example: 'Кружка 330 мл, белая' })
  product?: string;

  @ListField(() => WantedDetail, { optional: true, computed: true, description: 'What was chosen and filled in.' })
  details?: WantedDetail[];

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

  @IdField({ of: 'User', optional: true, filter: true, description: 'Who makes it.' })
  masterId?: string;

  @TextField({
    optional: true,
    sort: true,
    example: 'Иван Петров',
    copyOf: { entity: 'User', field: 'name', by: 'masterId' },
  })
  masterName?: string;

  @IdField({
    of: 'Route',
    optional: true,
    filter: true,
    description: 'The route by which it is made; its stages are its own.',
  })
  routeId?: string;

  @TextField({
    optional: true,
    computed: true,
    sort: true,
    example: 'Гравировка на кружке',
    copyOf: { entity: 'Route', field: 'name', by: 'routeId' },
  })
  routeName?: string;

  @IntegerField({ optional: true, computed: true, min: 1, example: 3, description: 'The revision of the route.' })
  routeRevision?: number;

  @ListField(() => PartStage, { max: MOST_STAGES })
  stages!: PartStage[];

  @IntegerField({ computed: true, example: 1, description: 'Stages that are done; the next one is the present.' })
  stagesDone!: number;

  @TextField({
    optional: true,
    computed: true,
    sort: true,
    example: 'Гравировка',
    follows: ofStages((part) => currentStage(part)?.name),
    description: 'The stage at which it is.',
  })
  stageName?: string;

  @TextField({
    optional: true,
    computed: true,
    sort: true,
    example: 'Лазер',
    follows: ofStages((part) => currentStage(part)?.workCentre),
    description: 'Where that stage is done.',
  })
  workCentre?: string;

  @IdsField({
    of: 'User',
    computed: true,
    hidden: true,
    max: 2 * MOST_STAGES,
    follows: ofStages(allPerformers),
  })
  performerIds!: string[];

  @BooleanField({
    computed: true,
    hidden: true,
    follows: ofStages((part) => part.stages.some((stage) => !performersOf(stage, part).length)),
  })
  isForAnybody!: boolean;

  @IdsField({
    of: 'User',
    computed: true,
    filter: true,
    max: MOST_STAGES,
    follows: ofStages(presentPerformers),
    description: 'Who may do the stage at which it is.',
  })
  stagePerformerIds!: string[];

  @BooleanField({
    computed: true,
    filter: true,
    example: false,
    follows: ofStages((part) => !!currentStage(part) && !presentPerformers(part).length),
    description: 'Every master may do the stage at which it is.',
  })
  isStageForAnybody!: boolean;

  @IntegerField({
    computed: true,
    follows: ofStages((part) => secondsOf(part, plannedSeconds)),
    example: 7_200,
    description: 'What is planned for its stages.',
  })
  plannedSeconds!: number;

  @IntegerField({
    computed: true,
    follows: ofStages((part) => secondsOf(part, earnedSeconds)),
    example: 3_600,
    description: 'How much of that is done.',
  })
  earnedSeconds!: number;

  @IntegerField({
    computed: true,
    unrecorded: true,
    sumOf: { entity: 'Part', by: 'parentId', adds: (part: Part) => part.plannedSeconds + part.plannedBelow },
    example: 0,
    description: 'What is planned for everything under it.',
  })
  plannedBelow!: number;

  @IntegerField({
    computed: true,
    unrecorded: true,
    sumOf: { entity: 'Part', by: 'parentId', adds: (part: Part) => part.earnedSeconds + part.earnedBelow },
    example: 0,
    description: 'How much of that is done.',
  })
  earnedBelow!: number;

  @IntegerField({
    computed: true,
    unrecorded: true,
    sumOf: { entity: 'Part', by: 'parentId', adds: ({ state }: Part) => (state === 'cancelled' ? 0 : 1) },
    example: 0,
    description: 'Parts that go into it.',
  })
  childrenTotal!: number;

  @IntegerField({
    computed: true,
    unrecorded: true,
    sumOf: { entity: 'Part', by: 'parentId', adds: ({ state }: Part) => (state === 'done' ? 1 : 0) },
    example: 0,
    description: 'Those of them that are done.',
  })
  childrenDone!: number;

  @NestedField(() => Obstacle, { optional: true, computed: true })
  problem?: Obstacle;

  @BooleanField({
    computed: true,
    filter: true,
    example: false,
    follows: ofStages((part) => !!part.problem),
    description: 'A problem keeps it from being worked on.',
  })
  isBlocked!: boolean;

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

  @IdField({
    of: 'User',
    optional: true,
    computed: true,
    filter: true,
    description: 'Who works on it, or has worked on it last.',
  })
  workerId?: string;

  @TextField({
    optional: true,
    computed: true,
    sort: true,
    example: 'Иван Петров',
    copyOf: { entity: 'User', field: 'name', by: 'workerId' },
  })
  workerName?: string;

  @InstantField({
    optional: true,
    computed: true,
    sort: true,
    description: 'Since when nobody works on it; missing while somebody does, and once it is done or cancelled.',
  })
  idleSince?: Date;

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
PartSchema.index({ performerIds: 1, state: 1, dueAt: 1, _id: 1 });
PartSchema.index({ isForAnybody: 1, state: 1, dueAt: 1, _id: 1 });
PartSchema.index({ words: 1 });
// Those of which pieces were lost in a period.
PartSchema.index({ 'scraps.at': 1, _id: 1 });
// Lists by any column and filter.
indexLists(PartSchema, Part);
