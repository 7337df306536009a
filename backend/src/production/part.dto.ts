import { PART_ACTIONS, type PartAction } from '@verstak/domain';
import { Change } from '../platform/records/bodies.js';
import { ChoiceField, Filters, InstantField, Pick } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Part, ScrapFields } from './part.js';

/** When a fact happened, told by who took it down, perhaps without a network. */
function TellsTime(): PropertyDecorator {
  return InstantField({
    optional: true,
    description:
      'When it was done; now unless told. Taken as it is unless it lies in the future, before the former fact of the part or more than 7 days back: then the time of arrival stands, and the history says so.',
  });
}

/** What a master does to a part. */
export class PartStep {
  @ChoiceField(PART_ACTIONS, { name: 'PartAction' })
  action!: PartAction;

  @TellsTime()
  at?: Date;
}

/** Pieces lost. */
export class ScrapReport extends ScrapFields {
  @TellsTime()
  at?: Date;
}

/** What the master wants known; empty takes it away. */
export class PartNote extends Change(Pick(Part, ['note'])) {
  @TellsTime()
  at?: Date;
}

/** Which stretches of work a list has. */
export class StagePassListQuery extends ListQuery {}

/** Which parts a list has. */
export class PartListQuery extends Filters(Part, ListQuery) {}
