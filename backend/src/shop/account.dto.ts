import {
  BooleanField,
  ChoiceField,
  EmailField,
  InstantField,
  Partial,
  PhoneField,
  Pick,
  TextField,
} from '../platform/fields/index.js';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import { ForPublic } from '../platform/access/allow.js';
import { PasswordField } from '../users/user.dto.js';

/** What customers say of themselves. */
class AccountFields {
  @TextField({ max: 100, example: 'Анна Петрова' })
  name!: string;

  @PhoneField({ optional: true })
  phone?: string;

  @ChoiceField(EXPORT_LANGUAGES, { description: 'In which letters are written.' })
  language!: ExportLanguage;
}

/** A new account: the customer signs in by the e-mail. */
export class ShopAccountCreate extends AccountFields {
  @EmailField()
  email!: string;

  @PasswordField()
  password!: string;
}

/** The fields to change; `null` clears the phone. */
export class ShopAccountChange extends Partial(AccountFields) {}

/** The account of the customer who is signed in. */
@ForPublic()
export class ShopAccount extends Pick(AccountFields, ['name', 'phone', 'language']) {
  @EmailField()
  email!: string;

  @BooleanField({ example: true, description: 'The customer has shown that the e-mail is theirs.' })
  isConfirmed!: boolean;
}

/** The address of an account. */
@ForPublic()
export class ShopAccountAddress extends Pick(ShopAccount, ['email']) {}

const LinkField = (): PropertyDecorator =>
  TextField({ max: 100, exactly: true, example: 'DFS1UM3qQGhX3cAW5hdlgR6l6dpVnvFK', description: 'From the letter.' });

/** The secret of the link in a letter. */
export class ShopAccountConfirmation {
  @LinkField()
  link!: string;
}

/** A new password, by the link in a letter. */
export class ShopPasswordReset extends ShopAccountConfirmation {
  @PasswordField()
  password!: string;
}

/** The present password, to show that it is the customer who leaves. */
export class ShopAccountLeaving {
  @TextField({ max: 72, exactly: true, example: 'correct horse battery' })
  password!: string;
}

/** An account of the shop as it stands at a client. */
export class ClientShopAccount extends Pick(ShopAccount, ['email', 'name', 'isConfirmed']) {
  @BooleanField({ example: true, description: 'It follows the orders of this client.' })
  isLinked!: boolean;

  @InstantField({ optional: true, description: 'When the customer was signed in last, to ten minutes.' })
  seenAt?: Date;
}

/** Which account is to be linked with a client, or not. */
export class ClientShopAccountLink extends Pick(ClientShopAccount, ['email', 'isLinked']) {}
