import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  FETCH_FAULTS,
  WEBHOOK_STATES,
  WEBHOOK_TYPES,
  type FetchFault,
  type WebhookState,
  type WebhookType,
} from '@verstak/domain';
import { ChoiceField, IdField, InstantField, IntegerField, ListField, TextField } from '../platform/fields/index.js';

/** Most bytes of an answer that are kept. */
export const MOST_ANSWER_BYTES = 1_024;

/** Attempts of one delivery that are kept, the last ones. */
export const MOST_ATTEMPTS = 20;

/** One attempt to send something, and what came of it. */
export class WebhookAttempt {
  @InstantField()
  at!: Date;

  @IntegerField({ example: 120, description: 'How long it took, in milliseconds.' })
  milliseconds!: number;

  @IntegerField({ optional: true, example: 200, description: 'What the server answered.' })
  status?: number;

  @ChoiceField(FETCH_FAULTS, {
    optional: true,
    name: 'FetchFault',
    example: undefined,
    description: 'Why nothing was answered.',
  })
  fault?: FetchFault;

  @TextField({ optional: true, max: MOST_ANSWER_BYTES, example: 'ok', description: 'How the answer begins.' })
  answer?: string;
}

/** Something that is sent to a place. It follows from the journal, so it has no entries there. */
@Schema({ collection: 'webhookDeliveries', versionKey: false })
export class WebhookDelivery {
  @IdField({ computed: true })
  id!: string;

  @IdField({ of: 'WebhookEndpoint', description: 'Where it is sent.' })
  endpointId!: string;

  @TextField({
    example: 'evt_66f0c2a7e1b2c3d4e5f60718',
    description: 'The `webhook-id` of every attempt: by it a receiver knows what it has got already.',
  })
  eventId!: string;

  @ChoiceField(WEBHOOK_TYPES, { name: 'WebhookType', example: 'order.status_changed' })
  type!: WebhookType;

  @TextField({ optional: true, max: 40, example: 'Order', description: 'What kind of document it is about.' })
  entity?: string;

  @IdField({ of: { kindBy: 'entity' }, optional: true })
  documentId?: string;

  @IntegerField({ optional: true, example: 1024, description: 'The number people call the document by.' })
  number?: number;

  @ChoiceField(WEBHOOK_STATES, { name: 'WebhookState' })
  state!: WebhookState;

  @InstantField({ description: 'When it happened.' })
  at!: Date;

  @InstantField({ optional: true, example: undefined, description: 'When it is tried next.' })
  dueAt?: Date;

  @InstantField({ optional: true, description: 'When it was taken.' })
  deliveredAt?: Date;

  @ListField(() => WebhookAttempt, { max: MOST_ATTEMPTS, description: 'The last 20, the newest last.' })
  attempts!: WebhookAttempt[];

  @TextField({
    max: 20_000,
    example: '{"type":"order.created","timestamp":"2026-01-25T09:00:00.000Z","data":{"entity":"Order"}}',
    description: 'What is sent, as it is signed.',
  })
  body!: string;

  /** How often it was tried since it was written, or somebody wanted it sent again. */
  @Prop({ type: Number })
  tries!: number;

  /** Since when it is to be sent. */
  @Prop({ type: Date })
  since!: Date;

  /** The place in the journal that it follows from: what happens first is sent first. */
  @Prop({ type: Number })
  position!: number;
}

export const WebhookDeliverySchema = SchemaFactory.createForClass(WebhookDelivery);
// What a repeat of the consumer would write again, there is already.
WebhookDeliverySchema.index({ endpointId: 1, eventId: 1 }, { unique: true });
// What is due at a place, in its order.
WebhookDeliverySchema.index({ endpointId: 1, dueAt: 1, position: 1 });
// The list of a place, the newest first, all of it or what became of it so.
WebhookDeliverySchema.index({ endpointId: 1, at: -1, _id: -1 });
WebhookDeliverySchema.index({ endpointId: 1, state: 1, at: -1, _id: -1 });
WebhookDeliverySchema.index({ since: 1 });
