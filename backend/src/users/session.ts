import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Schema as MongooseSchema, type Types } from 'mongoose';

/** One sign-in of a user: a family of refresh tokens of which only the newest is good. */
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

  @Prop({ type: Date })
  createdAt!: Date;

  @Prop({ type: Date })
  expiresAt!: Date;

  @Prop({ type: String })
  address?: string;

  @Prop({ type: String })
  agent?: string;
}

export const SessionSchema = SchemaFactory.createForClass(Session);
SessionSchema.index({ userId: 1 });
SessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
