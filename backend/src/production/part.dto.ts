import { PART_ACTIONS, type PartAction } from '@verstak/domain';
import { Change } from '../platform/records/bodies.js';
import { ChoiceField, Filters, Pick } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Part, ScrapFields } from './part.js';

/** What a master does to a part. */
export class PartStep {
  @ChoiceField(PART_ACTIONS, { name: 'PartAction' })
  action!: PartAction;
}

/** Pieces lost. */
export class ScrapReport extends ScrapFields {}

/** What the master wants known; empty takes it away. */
export class PartNote extends Change(Pick(Part, ['note'])) {}

/** Which stretches of work a list has. */
export class StagePassListQuery extends ListQuery {}

/** Which parts a list has. */
export class PartListQuery extends Filters(Part, ListQuery) {}
