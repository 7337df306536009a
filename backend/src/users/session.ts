import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema, type Types } from 'mongoose';

/** One sign-in of a user: a family of refresh tokens of which the newest is good, and for a moment the one before it. */
@Schema({ collection: 'sessions', versionKey: false })
export class Session {
  _id!: Types.ObjectId;

  @Prop({ type: MongooseSchema.Types.ObjectId })
  userId!: Types.ObjectId;

  /** SHA-256 of the secret that every refresh token of this session carries. */
  @Prop({ type: String })
  familyHash!: string;

  /** SHA-256 of the refresh token that is good now. */
  @Prop({ type: String })
  tokenHash!: string;

  /** SHA-256 of the token before it, and when that was spent by the database's clock. */
  @Prop({ type: String })
  spentHash?: string;

  @Prop({ type: Date })
  spentAt?: Date;

  /** How often a token was spent. */
  @Prop({ type: Number })
  generation?: number;

  /** The newest generation that somebody has shown to have: its tokens have arrived. */
  @Prop({ type: Number })
  arrivedGeneration?: number;

  @Prop({ type: Date })
  createdAt!: Date;

  /** Its end, whatever is done in it. */
  @Prop({ type: Date })
  expiresAt!: Date;

  /** When it was used last, to ten minutes, and from where. */
  @Prop({ type: Date })
  usedAt!: Date;

  @Prop({ type: String })
  address?: string;

  @Prop({ type: String })
  agent?: string;
}

export const SessionSchema = SchemaFactory.createForClass(Session);
SessionSchema.index({ userId: 1, usedAt: -1 });
SessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
