import { Filters, Omit } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { SavedView, SavedViewFields } from './saved-view.js';

/** A new view. */
export class SavedViewCreate extends Writable(SavedViewFields) {}

/** The fields to change; a view stays one of its list. */
export class SavedViewChange extends Change(Omit(SavedViewCreate, ['list'])) {}

/** Which views are listed. */
export class SavedViewQuery extends Filters(SavedView, ListQuery) {}
