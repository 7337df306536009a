import { Change, Writable } from '../platform/records/bodies.js';
import { BooleanField, Filters, QueryFlag } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Route, RouteFields } from './route.js';

/** A new route. */
export class RouteCreate extends Writable(RouteFields) {}

/** The fields to change; of the stages all, in their order. */
export class RouteChange extends Change(RouteCreate) {}

export class RouteArchiving {
  @BooleanField({ example: true })
  isArchived!: boolean;
}

/** Which routes a list has. */
export class RouteListQuery extends Filters(Route, ListQuery) {
  @QueryFlag('Archived routes instead of the others.')
  override isArchived: boolean = false;
}
