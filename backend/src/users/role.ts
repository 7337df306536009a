import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { ALL_PERMISSIONS, BUILT_IN_ROLES, MAX_ROLE_NAME, type Permission } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { BooleanField, ChoicesField, TextField } from '../platform/fields/index.js';

/** What people write of a role. */
export class RoleFields extends Entity {
  @TextField({
    max: MAX_ROLE_NAME,
    example: 'Приёмщик',
    sort: true,
    search: true,
    description: 'No two roles are called the same.',
  })
  name!: string;

  @ChoicesField(ALL_PERMISSIONS, {
    name: 'Permission',
    description:
      'Those of the workshop’s people, each with what it takes: `reports:read` with `orders:prices`, of which reports ' +
      'are made. Those of customers and suppliers are held by their built-in roles alone.',
  })
  permissions!: Permission[];
}

/** A set of permissions that people hold. */
@Schema({ collection: 'roles', versionKey: false })
export class Role extends RoleFields {
  @TextField({
    example: 'manager',
    max: 40,
    pattern: /^[a-z][a-z0-9_]*$/,
    computed: true,
    description: `Stable name; built in: ${BUILT_IN_ROLES.join(', ')}.`,
  })
  key!: string;

  @BooleanField({ computed: true, example: true })
  isBuiltIn!: boolean;

  /** Grows with every change of who holds roles, so that such changes meet here. */
  @Prop({ type: Number })
  holderChanges?: number;
}

export const RoleSchema = SchemaFactory.createForClass(Role);
RoleSchema.index({ key: 1 }, { unique: true });
RoleSchema.index({ name: 1 }, { unique: true });
