import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { KEY_SCOPES, MAX_KEY_NAME, type KeyScope } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { BooleanField, ChoicesField, IdField, InstantField, TextField } from '../platform/fields/index.js';

/** What people write of an API key. */
export class ApiKeyFields extends Entity {
  @TextField({
    max: MAX_KEY_NAME,
    example: '1С склад',
    sort: true,
    search: true,
    description: 'What the program is called that has it; the journal names it so.',
  })
  name!: string;

  @ChoicesField(KEY_SCOPES, {
    name: 'KeyScope',
    min: 1,
    example: ['orders:read', 'stock:read'],
    description:
      'The permissions that it has, as long as whoever made it holds them too; each with what it takes. None of those ' +
      'that are for people alone.',
  })
  scopes!: KeyScope[];
}

/** By which a program works here, without anybody's password. */
@Schema({ collection: 'apiKeys', versionKey: false })
export class ApiKey extends ApiKeyFields {
  @TextField({ computed: true, max: 7, example: 'vk_7Hq2', description: 'How it begins, to know it again.' })
  start!: string;

  @IdField({ of: 'User', computed: true, description: 'Who made it.' })
  makerId!: string;

  @TextField({
    computed: true,
    example: 'Ольга',
    sort: true,
    search: true,
    copyOf: { entity: 'User', field: 'name', by: 'makerId' },
  })
  makerName!: string;

  @InstantField({
    optional: true,
    computed: true,
    sort: true,
    example: '2027-01-25T09:00:00.000Z',
    description: 'From when on it is good no more; without it, never.',
  })
  expiresAt?: Date;

  @BooleanField({ computed: true, filter: true, example: false })
  isRevoked!: boolean;

  @InstantField({ optional: true, computed: true, example: undefined })
  revokedAt?: Date;

  @TextField({ optional: true, computed: true, example: undefined, description: 'Who revoked it.' })
  revokedBy?: string;

  @InstantField({
    optional: true,
    computed: true,
    sort: true,
    unrecorded: true,
    description: 'When it was used last, to ten minutes.',
  })
  usedAt?: Date;

  @TextField({
    optional: true,
    computed: true,
    unrecorded: true,
    max: 45,
    example: '192.0.2.7',
    description: 'From where it was used last.',
  })
  usedFrom?: string;

  /** SHA-256 of the key, in hex. */
  @Prop({ type: String })
  hash!: string;
}

export const ApiKeySchema = SchemaFactory.createForClass(ApiKey);
ApiKeySchema.index({ hash: 1 }, { unique: true });
// Those that carry the name of who made them.
ApiKeySchema.index({ makerId: 1 });
indexLists(ApiKeySchema, ApiKey);
