import type { Money } from '@verstak/domain';
import { ListField, MoneyField, Omit, Pick, QueryFlag } from '../platform/fields/index.js';
import { PageQuery } from '../platform/lists/paging.js';
import { MOST_REQUESTED, RequestItem, SupplyRequest } from './request.js';

/** One thing that the workshop asks a supplier for: what it is called, and nothing of what it is in the workshop. */
export class DeskRequestItem extends Pick(RequestItem, [
  'id',
  'name',
  'article',
  'quantity',
  'unit',
  'wishedDay',
  'note',
  'answer',
  'declineReason',
  'promisedDay',
  'sentDay',
  'received',
  'state',
]) {
  @MoneyField({ optional: true, example: 12_500, description: 'Price of one unit, as wished or answered.' })
  price?: Money;

  @MoneyField({ optional: true, example: 500_000, description: 'Price × quantity, rounded half up.' })
  total?: Money;
}

/** A request as the supplier reads it: not for which order it is, what else the workshop knows of it, or what it cost others. */
export class DeskRequest extends Pick(SupplyRequest, [
  'id',
  'version',
  'number',
  'status',
  'note',
  'requesterName',
  'sentAt',
  'answeredAt',
]) {
  @ListField(() => DeskRequestItem, { max: MOST_REQUESTED })
  items!: DeskRequestItem[];
}

/** A request in the supplier's list. */
export class DeskRequestListItem extends Omit(DeskRequest, ['note']) {}

/** Which requests the list of a desk has. */
export class DeskRequestQuery extends PageQuery {
  @QueryFlag('Only those of which something waits for an answer.')
  isUnanswered: boolean = false;
}
