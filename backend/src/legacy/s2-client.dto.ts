import {
  EmailField,
  IntegerField,
  ListField,
  NestedField,
  Partial,
  PhoneField,
  Pick,
  TextField,
} from '../platform/fields/index.js';
import { LooseNumber, LooseText } from './s2-fields.js';

const CONTACTS = 'clients:contacts';

/** A person as S2 writes one. */
export class S2ClientAdd {
  @TextField({ max: 120, example: 'Иван' })
  @LooseText()
  first_name!: string;

  @TextField({ max: 120, example: 'Иванов' })
  @LooseText()
  last_name!: string;

  @TextField({ max: 120, optional: true, example: 'Иванович' })
  @LooseText({ optional: true })
  middle_name?: string | null;

  @PhoneField({ optional: true, example: '+79001234567' })
  @LooseText({ optional: true })
  mobile_phone?: string | null;

  @EmailField({ optional: true, example: 'ivanov@example.com' })
  @LooseText({ optional: true })
  email?: string | null;
}

/** The fields to change; an empty one is cleared. */
export class S2ClientEdit extends Partial(S2ClientAdd) {}

/** From which number on. */
export class S2Start {
  @IntegerField({ min: Number.MIN_SAFE_INTEGER, optional: true, example: 0 })
  @LooseNumber()
  start_id?: number | null;
}

/** A person as S2 reads one; what is not known is empty. */
export class S2Client {
  @IntegerField({ example: 1 })
  id!: number;

  @TextField({ min: 0, example: 'Иван' })
  first_name!: string;

  @TextField({ min: 0, example: 'Иванов' })
  last_name!: string;

  @TextField({ min: 0, example: 'Иванович' })
  middle_name!: string;

  @TextField({ min: 0, readBy: CONTACTS, example: '+79001234567' })
  mobile_phone!: string;

  @TextField({ min: 0, readBy: CONTACTS, example: 'ivanov@example.com' })
  email!: string;
}

export class S2ClientListItem extends Pick(S2Client, ['id', 'first_name', 'last_name', 'email']) {}

export class S2ClientAnswer {
  @NestedField(() => S2Client)
  client!: S2Client;
}

export class S2ClientsAnswer {
  @ListField(() => S2ClientListItem, { max: 1_000 })
  clients!: S2ClientListItem[];
}
