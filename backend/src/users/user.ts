import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { BooleanField, IdField, TextField } from '../platform/fields/index.js';

/** What is written of somebody who signs in. */
export class UserFields extends Entity {
  @TextField({ min: 2, max: 60, pattern: /^[\p{L}\p{N}._@-]*$/u, example: 'anna', sort: true, search: true })
  login!: string;

  @TextField({ max: 120, example: 'Анна Смирнова', sort: true, search: true })
  name!: string;

  @IdField({ filter: true, description: 'The role whose permissions the user has.' })
  roleId!: string;

  @BooleanField({ default: true, filter: true, example: true, description: 'Only active users can sign in.' })
  isActive!: boolean;
}

/** Somebody who signs in. */
@Schema({ collection: 'users', versionKey: false })
export class User extends UserFields {
  @TextField({ computed: true, example: 'master', sort: true })
  roleKey!: string;

  /** Bcrypt, cost 12. */
  @Prop({ type: String })
  passwordHash!: string;

  /** Somebody else has set the password; the console asks for an own one. */
  @Prop({ type: Boolean })
  mustChangePassword?: boolean;

  /** Grows with every sign-in, so that one meets a new password or a deactivation at the same moment. */
  @Prop({ type: Number })
  signIns?: number;

  /** The login in lower case and compatible characters, by which it is unique. */
  @Prop({ type: String })
  loginKey!: string;
}

export const UserSchema = SchemaFactory.createForClass(User);
UserSchema.index({ loginKey: 1 }, { unique: true });
// Whom a permission makes a master or an administrator.
UserSchema.index({ roleId: 1, isActive: 1 });
indexLists(UserSchema, User);
