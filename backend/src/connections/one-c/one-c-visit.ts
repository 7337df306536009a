import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema, Types } from 'mongoose';
import type { Given } from '../outgoing.js';
import type { StoredClassifier } from './commerce-ml-classifier.js';
import type { ReadingPosition } from './commerce-ml-reader.js';

/** What a visit has left is swept after a day. */
const KEPT_SECONDS = 24 * 60 * 60;

/** What 1C exchanges: goods with prices and stock, or orders. */
export const VISIT_TYPES = ['catalog', 'sale'] as const;

export type VisitType = (typeof VISIT_TYPES)[number];

/** 1C has come to exchange something: from `init` up to the next one. */
@Schema({ collection: 'oneCVisits', versionKey: false })
export class OneCVisit {
  /** The id of the connection and the type. */
  @Prop({ type: String })
  _id!: string;

  /** The token by which it came; who has another is late. */
  @Prop({ type: String })
  token!: string;

  @Prop({ type: Date })
  since!: Date;

  /** Of all files together. */
  @Prop({ type: Number })
  bytes!: number;

  /** As the log has it, once something was taken or given. */
  @Prop({ type: Types.ObjectId })
  exchangeId?: Types.ObjectId;
}

export const OneCVisitSchema = SchemaFactory.createForClass(OneCVisit);
OneCVisitSchema.index({ since: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** A file that 1C has sent, piece by piece, and how far it was read. */
@Schema({ collection: 'oneCFiles', versionKey: false })
export class OneCFile {
  _id!: Types.ObjectId;

  @Prop({ type: String })
  visitId!: string;

  @Prop({ type: String })
  name!: string;

  @Prop({ type: Number })
  size!: number;

  /** SHA-256 of the piece that came last. */
  @Prop({ type: String })
  lastPiece?: string;

  @Prop({ type: MongooseSchema.Types.Mixed })
  position?: ReadingPosition;

  /** It was read, or unpacked, to its end. */
  @Prop({ type: Boolean })
  isDone!: boolean;

  /** Some process reads it, until then at most. */
  @Prop({ type: Date })
  busyUntil?: Date;

  @Prop({ type: Date })
  since!: Date;
}

export const OneCFileSchema = SchemaFactory.createForClass(OneCFile);
OneCFileSchema.index({ visitId: 1, name: 1 }, { unique: true });
OneCFileSchema.index({ since: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** Bytes of a file from a place on. */
@Schema({ collection: 'oneCPieces', versionKey: false })
export class OneCPiece {
  @Prop({ type: Types.ObjectId })
  fileId!: Types.ObjectId;

  @Prop({ type: String })
  visitId!: string;

  @Prop({ type: Number })
  offset!: number;

  @Prop({ type: Buffer })
  bytes!: Buffer;

  @Prop({ type: Date })
  since!: Date;
}

export const OneCPieceSchema = SchemaFactory.createForClass(OneCPiece);
OneCPieceSchema.index({ fileId: 1, offset: 1 }, { unique: true });
OneCPieceSchema.index({ visitId: 1 });
OneCPieceSchema.index({ since: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** The groups and price types of one 1C, by the id of its connection. */
@Schema({ collection: 'oneCClassifiers', versionKey: false })
export class OneCClassifier {
  @Prop({ type: Types.ObjectId })
  _id!: Types.ObjectId;

  @Prop({ type: MongooseSchema.Types.Mixed })
  stored!: StoredClassifier;
}

export const OneCClassifierSchema = SchemaFactory.createForClass(OneCClassifier);

/** An order that was handed to 1C, which has not yet said that it has it. */
@Schema({ collection: 'oneCHandedOut', versionKey: false })
export class OneCHandedOut {
  @Prop({ type: String })
  visitId!: string;

  /** The token of the visit: who comes by another has not been given it. */
  @Prop({ type: String })
  token!: string;

  @Prop({ type: MongooseSchema.Types.Mixed })
  given!: Given;

  @Prop({ type: Date })
  since!: Date;
}

export const OneCHandedOutSchema = SchemaFactory.createForClass(OneCHandedOut);
OneCHandedOutSchema.index({ visitId: 1 });
OneCHandedOutSchema.index({ since: 1 }, { expireAfterSeconds: KEPT_SECONDS });
