import { applyDecorators } from '@nestjs/common';
import {
  Filters,
  IdField,
  IntegerField,
  MaxBytes,
  Partial,
  Pick,
  TextField,
  type FieldOptions,
} from '../platform/fields/index.js';
import { ListQuery } from '../platform/http/paging.js';
import { User } from './user.js';

/** A secret of at least 10 characters; bcrypt reads no more than 72 bytes, so none may be longer. */
export const PasswordField = (options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(TextField({ min: 10, max: 72, example: 'correct horse battery', ...options }), MaxBytes(72));

/** A new user. */
export class UserCreate extends Pick(User, ['login', 'name', 'roleId']) {
  @PasswordField()
  password!: string;
}

const Changeable = Pick(User, ['name', 'roleId', 'isActive']);

/** What of a user may be changed. */
export class UserChange extends Partial(Changeable) {
  @IntegerField({ min: 1, optional: true, example: 1, description: 'The version that was seen.' })
  version?: number;

  @PasswordField({ optional: true, description: 'A new password; ends all sessions of the user.' })
  password?: string;
}

/** A person whom items can be assigned to. */
export class Master extends Pick(User, ['name']) {
  @IdField()
  id!: string;
}

/** Which users a list has. */
export class UserListQuery extends Filters(User, ListQuery) {}
