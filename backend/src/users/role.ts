import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { ALL_PERMISSIONS, BUILT_IN_ROLES, type Permission } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { BooleanField, ChoicesField, TextField } from '../platform/fields/index.js';

/** A set of permissions that people hold. */
@Schema({ collection: 'roles', versionKey: false })
export class Role extends Entity {
  @TextField({
    example: 'manager',
    max: 40,
    pattern: /^[a-z][a-z0-9_]*$/,
    computed: true,
    description: `Stable name; built in: ${BUILT_IN_ROLES.join(', ')}.`,
  })
  key!: string;

  @TextField({ max: 80, example: 'Менеджер', sort: true, search: true })
  name!: string;

  @ChoicesField(ALL_PERMISSIONS, {
    name: 'Permission',
    description: '`reports:read` takes effect only with `orders:prices`, of which reports are made.',
  })
  permissions!: Permission[];

  @BooleanField({ computed: true, example: true })
  isBuiltIn!: boolean;

  /** Grows with every change of who holds roles, so that such changes meet here. */
  @Prop({ type: Number })
  holderChanges?: number;
}

export const RoleSchema = SchemaFactory.createForClass(Role);
RoleSchema.index({ key: 1 }, { unique: true });
