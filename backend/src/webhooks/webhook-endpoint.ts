import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { WEBHOOK_EVENTS, WEBHOOK_OFF_REASONS, type WebhookEvent, type WebhookOffReason } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  AddressField,
  BooleanField,
  ChoiceField,
  ChoicesField,
  IdField,
  InstantField,
  TextField,
} from '../platform/fields/index.js';

/** What people write of a place that events are sent to. */
export class WebhookEndpointFields extends Entity {
  @TextField({ max: 100, search: true, sort: true, example: '1С: Торговля' })
  name!: string;

  @AddressField({
    // The journal tells only that it is another.
    withheld: true,
    readBy: 'connections:write',
    example: 'https://1c.example.org/verstak',
    description:
      'Where it is sent: https, or http where nobody listens in between; with a user and a password in it, where it needs them.',
  })
  url!: string;

  @ChoicesField(WEBHOOK_EVENTS, { name: 'WebhookEvent', description: 'What is sent there.' })
  events!: WebhookEvent[];

  @BooleanField({ example: true, description: 'What happens while it is off is not sent later.' })
  isOn!: boolean;
}

/** A place that events are sent to, and how that goes. */
@Schema({ collection: 'webhookEndpoints', versionKey: false })
export class WebhookEndpoint extends WebhookEndpointFields {
  @IdField({
    of: 'User',
    computed: true,
    description: 'Who wrote it last: what they may not read is not sent.',
  })
  ownerId!: string;

  @ChoiceField(WEBHOOK_OFF_REASONS, {
    optional: true,
    computed: true,
    name: 'WebhookOffReason',
    example: undefined,
    description:
      'Why it is off though nobody has switched it off: it answered 410, took nothing for three days, whoever wrote it may sign in no more, or its secret was sealed with another key.',
  })
  offReason?: WebhookOffReason;

  @InstantField({ optional: true, computed: true, unrecorded: true, description: 'When it took something last.' })
  lastSuccessAt?: Date;

  @InstantField({
    optional: true,
    computed: true,
    unrecorded: true,
    example: undefined,
    description: 'Since when it has taken nothing.',
  })
  failingSince?: Date;

  @InstantField({
    optional: true,
    computed: true,
    unrecorded: true,
    example: undefined,
    description: 'Until when it asked to be left alone.',
  })
  restsUntil?: Date;

  @InstantField({
    optional: true,
    computed: true,
    example: undefined,
    description: 'Until when the secret before this one is valid too.',
  })
  formerSecretUntil?: Date;

  /** What is sent there is signed with, sealed. */
  @TextField({ computed: true, hidden: true, max: 500 })
  secret!: string;

  @TextField({ computed: true, hidden: true, optional: true, max: 500 })
  formerSecret?: string;
}

export const WebhookEndpointSchema = SchemaFactory.createForClass(WebhookEndpoint);
WebhookEndpointSchema.index({ isOn: 1 });
WebhookEndpointSchema.index({ words: 1 });
indexLists(WebhookEndpointSchema, WebhookEndpoint);
