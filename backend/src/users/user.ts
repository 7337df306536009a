import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import {
  BooleanField,
  ChoiceField,
  EmailField,
  IdField,
  InstantField,
  PhoneField,
  TextField,
} from '../platform/fields/index.js';

/** As long as an e-mail may be. */
export const MAX_LOGIN = 254;

/** What is written of somebody who signs in. */
export class UserFields extends Entity {
  @TextField({
    min: 2,
    max: MAX_LOGIN,
    pattern: /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~@-]*$/u,
    example: 'anna',
    sort: true,
    search: true,
    description: 'Customers of the shop sign in by their e-mail.',
  })
  login!: string;

  @TextField({ max: 120, example: 'Анна Смирнова', sort: true, search: true })
  name!: string;

  @IdField({ of: 'Role', filter: true, description: 'The role whose permissions the user has.' })
  roleId!: string;

  @IdField({
    of: 'Supplier',
    optional: true,
    filter: true,
    example: undefined,
    description: 'Whose desk it is: of a role of suppliers, which cannot do without, and of no other.',
  })
  supplierId?: string;

  @EmailField({
    optional: true,
    readBy: 'users:write',
    description: 'Where letters about notifications go; whoever it is of reads and changes it, too.',
  })
  email?: string;

  @BooleanField({ default: true, filter: true, example: true, description: 'Only active users can sign in.' })
  isActive!: boolean;
}

/** Somebody who signs in. */
@Schema({ collection: 'users', versionKey: false })
export class User extends UserFields {
  @TextField({ computed: true, example: 'master', sort: true })
  roleKey!: string;

  @TextField({
    optional: true,
    computed: true,
    search: true,
    example: 'ООО «Керамика»',
    copyOf: { entity: 'Supplier', field: 'name', by: 'supplierId' },
  })
  supplierName?: string;

  @IdField({
    of: 'Client',
    optional: true,
    computed: true,
    description: 'The client whose orders a customer of the shop follows.',
  })
  clientId?: string;

  @PhoneField({ optional: true, computed: true, description: 'Of a customer of the shop.' })
  phone?: string;

  @ChoiceField(EXPORT_LANGUAGES, { optional: true, computed: true, description: 'Of letters to a customer.' })
  language?: ExportLanguage;

  @InstantField({ optional: true, computed: true, description: 'When a customer has shown that the e-mail is theirs.' })
  confirmedAt?: Date;

  /** Bcrypt, cost 12. */
  @Prop({ type: String })
  passwordHash!: string;

  /** Somebody else has set the password; the console asks for an own one. */
  @Prop({ type: Boolean })
  mustChangePassword?: boolean;

  /** SHA-256 of the secret in the link of the letter that a customer was sent last, and until when it is good. */
  @Prop({ type: String })
  linkHash?: string;

  @Prop({ type: Date })
  linkUntil?: Date;

  /** Grows with every sign-in, so that one meets a new password or a deactivation at the same moment. */
  @Prop({ type: Number })
  signIns?: number;

  /** The login in lower case and compatible characters, by which it is unique. */
  @Prop({ type: String })
  loginKey!: string;
}

export const UserSchema = SchemaFactory.createForClass(User);
UserSchema.index({ loginKey: 1 }, { unique: true });
// The link of a letter.
UserSchema.index({ linkHash: 1 }, { sparse: true });
// The accounts of a client.
UserSchema.index({ clientId: 1 }, { sparse: true });
// Whom a permission makes a master or an administrator.
UserSchema.index({ roleId: 1, isActive: 1 });
indexLists(UserSchema, User);
