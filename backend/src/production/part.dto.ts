import { PART_ACTIONS, type PartAction } from '@verstak/domain';
import { ChoiceField, Filters, IntegerField, NoteField, Pick } from '../platform/fields/index.js';
import { ListQuery } from '../platform/http/paging.js';
import { Part, Scrap } from './part.js';

/** What a master does to a part. */
export class PartStep {
  @ChoiceField(PART_ACTIONS, { name: 'PartAction' })
  action!: PartAction;
}

/** Pieces lost. */
export class ScrapReport extends Pick(Scrap, ['quantity', 'reason', 'note']) {}

/** What the master wants known; empty takes it away. */
export class PartNote {
  @NoteField({ optional: true, example: 'Нужен тонкий резец' })
  note?: string;

  @IntegerField({ min: 1, optional: true, example: 3, description: 'The version that was seen.' })
  version?: number;
}

/** Which stretches of work a list has. */
export class StagePassListQuery extends ListQuery {}

/** Which parts a list has. */
export class PartListQuery extends Filters(Part, ListQuery) {}
