import {
  EmailField,
  IntegerField,
  ListField,
  NestedField,
  Omit,
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

/** The fields to change: what was read may come back as it was, also the name of a company. */
export class S2ClientEdit extends Omit(Partial(S2ClientAdd), ['first_name', 'last_name']) {
  @TextField({ min: 0, max: 200, omittable: true, example: 'Иван', description: 'Of a company, its name.' })
  @LooseText()
  first_name?: string;

  @TextField({ min: 0, max: 120, omittable: true, example: 'Иванов', description: 'Of a company, empty.' })
  @LooseText()
  last_name?: string;
}

/** What is to be another of a person; an empty one that may be missing is cleared. */
export class S2PersonChange extends Partial(S2ClientAdd) {}

/** What is to be another of a company, which has no names of a person. */
export class S2CompanyChange extends Omit(S2PersonChange, ['first_name', 'last_name', 'middle_name']) {
  @TextField({ max: 200, omittable: true })
  first_name?: string;
}

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

  @TextField({ min: 0, example: 'Иван', description: 'Of a company, its name.' })
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
