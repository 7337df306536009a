import { PERMISSIONS, type Permission } from '@verstak/domain';
import { ForPublic } from '../platform/access/allow.js';
import { BooleanField, ChoicesField, IdField, IntegerField, NestedField, TextField } from '../platform/fields/index.js';
import { PasswordField } from '../users/user.dto.js';

export class SignIn {
  @TextField({ max: 60, example: 'anna' })
  login!: string;

  @TextField({ max: 72, exactly: true, example: 'correct horse battery' })
  password!: string;
}

/** Who is signed in, and what the role allows now. */
@ForPublic()
export class SignedInUser {
  @IdField()
  id!: string;

  @TextField({ example: 'anna' })
  login!: string;

  @TextField({ example: 'Анна Смирнова' })
  name!: string;

  @IdField()
  roleId!: string;

  @TextField({ example: 'manager' })
  roleKey!: string;

  @TextField({ example: 'Менеджер' })
  roleName!: string;

  @ChoicesField(PERMISSIONS, { name: 'Permission' })
  permissions!: Permission[];

  @BooleanField({ example: false, description: 'Somebody else has set the password: people are asked for an own one.' })
  mustChangePassword!: boolean;
}

/** A session: the access token for `Authorization: Bearer`; the refresh token is in an httpOnly cookie. */
@ForPublic()
export class SessionView {
  @TextField({ max: 2_000, example: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI2NmYwIn0.c2lnbmF0dXJl' })
  accessToken!: string;

  @IntegerField({ example: 600 })
  expiresInSeconds!: number;

  @NestedField(() => SignedInUser)
  user!: SignedInUser;
}

export class PasswordChange {
  @TextField({ max: 72, exactly: true, example: 'what it was before' })
  currentPassword!: string;

  @PasswordField()
  newPassword!: string;
}
