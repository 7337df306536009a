import { applyDecorators } from '@nestjs/common';
import {
  Filters,
  IdField,
  IsHardToGuess,
  MaxBytes,
  Omit,
  Pick,
  TextField,
  type FieldOptions,
} from '../platform/fields/index.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { ListQuery } from '../platform/lists/paging.js';
import { User, UserFields } from './user.js';

/**
 * A secret of at least 10 characters, as it was typed, that is not easily guessed; bcrypt reads no more than 72 bytes, so
 * none may be longer.
 */
export const PasswordField = (options: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    TextField({ kind: 'secret', min: 10, max: 72, exactly: true, example: 'correct horse battery', ...options }),
    MaxBytes(72),
    IsHardToGuess(),
  );

/** A new user. */
export class UserCreate extends Omit(Writable(UserFields), ['isActive']) {
  @PasswordField()
  password!: string;
}

/** What of a user may be changed: all but the login. */
export class UserChange extends Change(Omit(Writable(UserFields), ['login'])) {
  @PasswordField({ optional: true, description: 'A new password; ends all sessions of the user.' })
  password?: string;
}

/** A person whom items can be assigned to. */
export class Master extends Pick(User, ['name']) {
  @IdField()
  id!: string;
}

/** A person who takes orders, or has taken some. */
export class Manager extends Pick(User, ['name']) {
  @IdField()
  id!: string;
}

/** Which users a list has. */
export class UserListQuery extends Filters(User, ListQuery) {}
