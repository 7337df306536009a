import { WEBHOOK_STATES, WEBHOOK_TYPES, type WebhookState, type WebhookType } from '@verstak/domain';
import {
  BooleanField,
  Filters,
  InstantField,
  IntegerField,
  Omit,
  QueryInstant,
  QueryList,
  TextField,
} from '../platform/fields/index.js';
import { ListQuery, PageQuery } from '../platform/lists/paging.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { WebhookDelivery } from './webhook-delivery.js';
import { WebhookEndpoint, WebhookEndpointFields } from './webhook-endpoint.js';

export class WebhookEndpointCreate extends Writable(WebhookEndpointFields) {}

/** The fields to change. */
export class WebhookEndpointChange extends Change(WebhookEndpointCreate) {}

/** A place with what is sent there is signed with, which is told this once: no document as others answer with. */
export class WebhookEndpointWithSecret extends Omit(WebhookEndpoint, []) {
  @TextField({
    computed: true,
    max: 100,
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    description: 'It is told here and nowhere again.',
  })
  newSecret!: string;
}

/** Which places a list has. */
export class WebhookEndpointListQuery extends Filters(WebhookEndpoint, ListQuery) {}

/** A delivery in a list. */
export class WebhookDeliveryListItem extends Omit(WebhookDelivery, ['attempts', 'body']) {
  @IntegerField({ computed: true, example: 1, description: 'How often it was tried, of the last 20 times.' })
  attemptCount!: number;

  @IntegerField({ computed: true, optional: true, example: 200, description: 'What was answered last.' })
  lastStatus?: number;

  @TextField({ computed: true, optional: true, example: undefined, description: 'Why nothing was answered last.' })
  lastFault?: string;
}

/** Which deliveries of a place a list has. */
export class WebhookDeliveryListQuery extends PageQuery {
  @QueryList(WEBHOOK_STATES, 'WebhookState', 'Only in these states, separated by commas.')
  state?: WebhookState[];

  @QueryList(WEBHOOK_TYPES, 'WebhookType', 'Only of these types, separated by commas.')
  type?: WebhookType[];

  @QueryInstant('Only of what happened from this on.')
  from?: Date;

  @QueryInstant('Only of what happened before this.')
  to?: Date;
}

/** What is to be sent again. */
export class WebhookSendAgain {
  @InstantField({ description: 'What happened from this on,' })
  from!: Date;

  @InstantField({ example: '2026-01-26T09:00:00.000Z', description: 'and before this.' })
  to!: Date;

  @BooleanField({ example: true, description: 'Only what was not taken; else what was taken, too.' })
  isFailedOnly!: boolean;
}

/** How much is sent again. */
export class WebhooksSentAgain {
  @IntegerField({ example: 12, description: 'At most 1,000 at once, what happened first.' })
  count!: number;
}
