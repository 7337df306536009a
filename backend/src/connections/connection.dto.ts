import {
  CONNECTION_SUBJECTS,
  EXCHANGE_FAULTS,
  EXCHANGE_ROW_STATES,
  type ConnectionSubject,
  type ExchangeFault,
  type ExchangeRowState,
} from '@verstak/domain';
import {
  BooleanField,
  ChoiceField,
  Filters,
  IntegerField,
  ListField,
  Omit,
  Pick,
  QueryId,
  QueryList,
  TextField,
} from '../platform/fields/index.js';
import { ListQuery, PageQuery } from '../platform/lists/paging.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { Connection, ConnectionFields } from './connection.js';
import { ExchangeRow } from './exchange.js';

/** A new connection; it is on when it has what it takes to sign in. */
export class ConnectionCreate extends Omit(Writable(ConnectionFields), ['isOn']) {}

/** The fields to change; of what is exchanged, fields and statuses, all. What kind of system it is stays. */
export class ConnectionChange extends Change(Omit(Writable(ConnectionFields), ['kind'])) {}

/** Which connections a list has. */
export class ConnectionListQuery extends Filters(Connection, ListQuery) {}

const SECRET = { optional: true, max: 2_000, example: undefined } as const;

/** What a system is signed in to with: what is left out stays as it is, unless it is another way to sign in. */
export class ConnectionCredentials {
  @TextField({
    ...SECRET,
    example: '2f0c9a526f0e',
    description: 'MoySklad: an access token, instead of login and password.',
  })
  token?: string;

  @TextField({ ...SECRET, description: 'MoySklad: the login.' })
  login?: string;

  @TextField({ ...SECRET, description: 'MoySklad: the password.' })
  password?: string;

  @TextField({ ...SECRET, description: 'Bitrix24: the address of an incoming webhook.' })
  webhook?: string;

  @TextField({ ...SECRET, description: 'Bitrix24: the id of a local application.' })
  clientId?: string;

  @TextField({ ...SECRET, description: 'Bitrix24: the key of a local application.' })
  clientSecret?: string;

  @TextField({ ...SECRET, description: 'Bitrix24: the token by which its events are known.' })
  applicationToken?: string;
}

/** A connection with the password by which 1C signs in here, which is told this once: no document as others answer with. */
export class ConnectionWithPassword extends Omit(Connection, []) {
  @TextField({
    computed: true,
    max: 60,
    example: 'kH7mQ2xVbN9wRtYpLs4cDfGj',
    description: 'It is told here and nowhere again.',
  })
  newPassword!: string;
}

/** Whether a system lets the product in. */
export class ConnectionCheck {
  @BooleanField({ example: true })
  isWell!: boolean;

  @ChoiceField(EXCHANGE_FAULTS, {
    optional: true,
    name: 'ExchangeFault',
    example: undefined,
    description: 'Why it does not.',
  })
  fault?: ExchangeFault;

  @TextField({ optional: true, max: 500, example: undefined, description: 'What the other system said.' })
  said?: string;
}

/** One record of a rehearsal. */
export class RehearsedRow extends Pick(ExchangeRow, [
  'subject',
  'externalId',
  'name',
  'conflicts',
  'code',
  'detail',
  'faults',
]) {
  @ChoiceField(['added', 'changed', 'unchanged', 'conflict', 'refused'], { name: 'RehearsedState', example: 'added' })
  state!: 'added' | 'changed' | 'unchanged' | 'conflict' | 'refused';

  @TextField({ optional: true, max: 300, example: 'name, price', description: 'The fields that would be another.' })
  changed?: string;
}

/** What the next exchange would do with what comes first; nothing was written. */
export class ConnectionRehearsal {
  @ListField(() => RehearsedRow, { max: 200 })
  rows!: RehearsedRow[];
}

/** What is to be given whole. */
export class ConnectionGiving {
  @ChoiceField(CONNECTION_SUBJECTS, { name: 'ConnectionSubject', example: 'orders' })
  subject!: ConnectionSubject;
}

/** How many documents are given, or rows taken again. */
export class ConnectionCount {
  @IntegerField({ example: 12 })
  count!: number;
}

/** Which rows of the log of a connection a list has. */
export class ExchangeRowListQuery extends PageQuery {
  @QueryList(EXCHANGE_ROW_STATES, 'ExchangeRowState', 'Only in these states, separated by commas.')
  state?: ExchangeRowState[];

  @QueryList(CONNECTION_SUBJECTS, 'ConnectionSubject', 'Only of these subjects, separated by commas.')
  subject?: ConnectionSubject[];

  @QueryId('Only of this exchange.')
  exchangeId?: string;
}
