import { ALL_PERMISSIONS, type Permission } from '@verstak/domain';
import { ForPublic } from '../platform/access/allow.js';
import {
  BooleanField,
  ChoicesField,
  EmailField,
  IdField,
  InstantField,
  IntegerField,
  NestedField,
  Partial,
  Pick,
  TextField,
} from '../platform/fields/index.js';
import { PasswordField } from '../users/user.dto.js';
import { MAX_LOGIN } from '../users/user.js';

export class SignIn {
  @TextField({ max: MAX_LOGIN, example: 'anna' })
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

  @ChoicesField(ALL_PERMISSIONS, { name: 'Permission' })
  permissions!: Permission[];

  @IdField({ optional: true, example: undefined, description: 'The supplier at whose desk they sit.' })
  supplierId?: string;

  @TextField({ optional: true, example: undefined })
  supplierName?: string;

  @EmailField({ optional: true, description: 'Where letters about notifications go.' })
  email?: string;

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

/** A sign-in of the caller that has not ended. */
export class OpenSession {
  @IdField()
  id!: string;

  @TextField({
    optional: true,
    max: 200,
    example: 'Mozilla/5.0 (X11; Linux x86_64)',
    description: 'The browser or program, as it calls itself.',
  })
  agent?: string;

  @TextField({ optional: true, example: '192.168.1.20', description: 'From where it was used last.' })
  address?: string;

  @InstantField()
  signedInAt!: Date;

  @InstantField({ description: 'When it was used last, to ten minutes.' })
  usedAt!: Date;

  @InstantField({ description: 'When it ends, however much it is used.' })
  expiresAt!: Date;

  @BooleanField({ example: true, description: 'It is the one that asks.' })
  isCurrent!: boolean;
}

/** What of oneself may be changed without anybody else; `null` clears it. */
export class ProfileChange extends Partial(Pick(SignedInUser, ['email'])) {}

export class PasswordChange {
  @TextField({ max: 72, exactly: true, example: 'what it was before' })
  currentPassword!: string;

  @PasswordField()
  newPassword!: string;
}
