import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  NOTIFICATION_TOPICS,
  NOTIFIED_SUBJECTS,
  ORDER_STATUSES,
  STOCK_STATES,
  type CalendarDay,
  type NotificationTopic,
  type NotifiedSubject,
  type OrderStatus,
  type StockState,
} from '@verstak/domain';
import { Schema as MongooseSchema, type Types } from 'mongoose';
import {
  BooleanField,
  ChoiceField,
  DayField,
  IdField,
  InstantField,
  IntegerField,
  TextField,
} from '../platform/fields/index.js';

/** What a notification says beside what it is about: nothing that whoever may read that could not read. */
export class NotificationDetails {
  @TextField({ optional: true, example: 'Анна', description: 'Who did it last.' })
  byName?: string;

  @ChoiceField(ORDER_STATUSES, { optional: true, name: 'OrderStatus', description: 'What the order has become.' })
  status?: OrderStatus;

  @ChoiceField(STOCK_STATES, { optional: true, name: 'StockState', description: 'How it stands with the stock.' })
  stockState?: StockState;

  @BooleanField({ optional: true, example: true, description: 'No supplier has any more; else the price is another.' })
  isOut?: boolean;

  @IntegerField({
    optional: true,
    readBy: 'stock:cost',
    example: 14,
    description: 'How many products made of it earn less than they are to.',
  })
  products?: number;

  @IntegerField({
    optional: true,
    readBy: 'stock:cost',
    example: 12,
    description: 'By how many per cent its cost rose; missing where that is less than one.',
  })
  risePercent?: number;

  @TextField({ optional: true, max: 500, example: 'Нет резца 0,2 мм', description: 'The problem of a part.' })
  text?: string;

  @IntegerField({ optional: true, example: 1024, description: 'The number of the order that a part is made for.' })
  orderNumber?: number;

  @DayField({ optional: true, description: 'When it is due.' })
  day?: CalendarDay;
}

/** What a notification is about. */
export class NotificationFields extends NotificationDetails {
  @ChoiceField(NOTIFICATION_TOPICS, { name: 'NotificationTopic', example: 'order_status' })
  topic!: NotificationTopic;

  @ChoiceField(NOTIFIED_SUBJECTS, { name: 'NotifiedSubject', example: 'Order' })
  subject!: NotifiedSubject;

  @IdField({ of: { kindBy: 'subject' }, description: 'The document that it leads to.' })
  subjectId!: string;

  @IntegerField({ optional: true, example: 1024 })
  number?: number;

  @TextField({ optional: true, max: 400, example: 'Ромашка ООО' })
  name?: string;
}

/**
 * What somebody is told of, one for many changes of the same kind as long as it is unread. It follows from the journal,
 * so it has no entries there.
 */
@Schema({ collection: 'notifications', versionKey: false })
export class Notification extends NotificationFields {
  @IdField({ computed: true })
  id!: string;

  @IntegerField({ min: 1, example: 2, description: 'How many changes it stands for.' })
  count!: number;

  @InstantField({ description: 'Of the last of them.' })
  at!: Date;

  @InstantField({ optional: true })
  readAt?: Date;

  @Prop({ type: MongooseSchema.Types.ObjectId })
  recipientId!: Types.ObjectId;

  /** What is told of by one, as long as it is unread. */
  @Prop({ type: String })
  thread!: string;

  /** The last position of the journal that it follows from; of a reminder the day, counted from 1970. Only grows. */
  @Prop({ type: Number })
  position!: number;

  /** The position of the one before it in the thread; of two that come after the same one, there is only the first. */
  @Prop({ type: Number })
  after!: number;

  /** It is shown in the app; else it is for letters alone. */
  @Prop({ type: Boolean })
  isShown!: boolean;

  /** When it was told of in a letter of its own. */
  @Prop({ type: Date })
  mailedAt?: Date;

  /** Since when it waits for the letter of the day. */
  @Prop({ type: Date })
  waitsSince?: Date;

  /** When it was written or marked, by which other processes find what to hint at. */
  @Prop({ type: Date })
  changedAt!: Date;
}

/** What a letter tells of. */
export type Told = NotificationFields & Pick<Notification, 'count'>;

export const NotificationSchema = SchemaFactory.createForClass(Notification);
// The list of somebody, the newest first, and what of it is unread.
NotificationSchema.index({ recipientId: 1, isShown: 1, at: -1, _id: -1 });
NotificationSchema.index({ recipientId: 1, isShown: 1, readAt: 1 });
// What a repeat of the consumer would write again, there is already.
NotificationSchema.index({ recipientId: 1, thread: 1, position: -1 }, { unique: true });
NotificationSchema.index({ recipientId: 1, thread: 1, after: 1 }, { unique: true });
// What is about a document that somebody has looked at.
NotificationSchema.index({ subjectId: 1, recipientId: 1 });
NotificationSchema.index({ waitsSince: 1 }, { sparse: true });
NotificationSchema.index({ changedAt: 1 });

/** How it stood with something in stock when that was looked at last, so that only what gets worse is told. */
@Schema({ collection: 'stockMarks', versionKey: false })
export class StockMark {
  @Prop({ type: MongooseSchema.Types.ObjectId })
  _id!: Types.ObjectId;

  @Prop({ type: String, enum: STOCK_STATES })
  state!: StockState;
}

export const StockMarkSchema = SchemaFactory.createForClass(StockMark);
