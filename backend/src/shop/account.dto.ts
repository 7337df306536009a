import {
  BooleanField,
  ChoiceField,
  EmailField,
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
