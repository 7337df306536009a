import { PART_ACTIONS, SCRAP_REASONS, type PartAction, type ScrapReason } from '@verstak/domain';
import { Change } from '../platform/records/bodies.js';
import {
  ChoiceField,
  Filters,
  IdField,
  InstantField,
  IntegerField,
  Pick,
  QuantityField,
  QueryFlag,
  QueryInstant,
  QueryList,
  TextField,
} from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Obstacle, Part, ScrapFields } from './part.js';
import { StagePass } from './stage-pass.js';

/** When a fact happened, told by who took it down, perhaps without a network. */
function TellsTime(): PropertyDecorator {
  return InstantField({
    optional: true,
    description:
      'When it was done; now unless told. Taken as it is unless it lies in the future, before the former fact of the part or more than 7 days back: then the time of arrival stands, and the history says so.',
  });
}

/** What a master does to a part at its present stage. */
export class PartStep {
  @ChoiceField(PART_ACTIONS, { name: 'PartAction' })
  action!: PartAction;

  @QuantityField({
    optional: true,
    description: 'With `finish`: the pieces that are good, a portion; all that are left unless told.',
  })
  good?: number;

  @TextField({
    max: 500,
    optional: true,
    example: 'Нижний узел придёт от смежников',
    description: 'Why work starts before what goes into it is done; needs the permission `parts:override`.',
  })
  reason?: string;

  @TellsTime()
  at?: Date;
}

/** Pieces lost. */
export class ScrapReport extends ScrapFields {
  @TellsTime()
  at?: Date;
}

/** What keeps a part from being worked on. */
export class PartProblem extends Pick(Obstacle, ['text']) {
  @TellsTime()
  at?: Date;
}

/** When something was done to a part that has no more to say. */
export class PartFact {
  @TellsTime()
  at?: Date;
}

/** What is written of a part that is made for itself, or as a part of another one. */
class PartFields extends Pick(Part, [
  'designation',
  'title',
  'wishes',
  'quantity',
  'unit',
  'dueAt',
  'masterId',
  'routeId',
]) {}

/** A new part; without a route it is made by hand. */
export class PartCreate extends PartFields {
  @IdField({ optional: true, description: 'The assembly that it goes into.' })
  parentId?: string;
}

/** The fields to change; `null` clears one. */
export class PartChange extends Change(PartFields) {}

/** What the master wants known; empty takes it away. */
export class PartNote extends Change(Pick(Part, ['note'])) {
  @TellsTime()
  at?: Date;
}

/** Which stretches of work the list of a part has. */
export class StagePassListQuery extends ListQuery {}

/** Which stretches of work a list of all has. */
export class WorkListQuery extends Filters(StagePass, ListQuery) {}

/** A stretch of work with what its part is called; without that, the part is none that the caller may see. */
export class WorkListItem extends StagePass {
  @IntegerField({ optional: true, computed: true, example: 1024 })
  partNumber?: number;

  @TextField({ optional: true, computed: true, example: 'Кружка с гравировкой' })
  partTitle?: string;

  @TextField({ max: 20, optional: true, computed: true, example: 'шт' })
  unit?: string;
}

/** Which parts a list has. */
export class PartListQuery extends Filters(Part, ListQuery) {
  @QueryList(SCRAP_REASONS, 'ScrapReason', 'Only those of which pieces were lost for one of these reasons.')
  scrapReason?: ScrapReason[];

  @QueryInstant('Only those of which pieces were lost from this on: for the reason, where one is asked for too.')
  scrappedFrom?: Date;

  @QueryInstant('Only those of which pieces were lost before this.')
  scrappedTo?: Date;

  @QueryFlag('Only those that are made again: of which pieces were lost, or that replace such pieces.')
  isMadeAgain?: boolean;
}
