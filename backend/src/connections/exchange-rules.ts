import {
  CONNECTION_SUBJECTS,
  EXCHANGED_FIELDS,
  goes,
  type ConnectionSubject,
  type ConnectionWinner,
} from '@verstak/domain';
import type { Connection } from './connection.js';
import type { RecordFields } from './records.js';

type Rules = Pick<Connection, 'fields'>;

/** The names of the fields that are exchanged of a subject. */
export function exchangedNames({ fields }: Rules, subject: ConnectionSubject): string[] {
  const leftOut = new Set(fields.filter((one) => one.subject === subject && one.isLeftOut).map(({ field }) => field));
  return EXCHANGED_FIELDS[subject].filter((field) => !leftOut.has(field));
}

/** What of a record is exchanged; what it does not speak of is left out. */
export function saidFields(rules: Rules, subject: ConnectionSubject, record: RecordFields): RecordFields {
  const names = exchangedNames(rules, subject).filter((name) => record[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, record[name]]));
}

/** What of a document is exchanged, with `null` for what is empty. */
export function ownFields(rules: Rules, subject: ConnectionSubject, own: RecordFields): RecordFields {
  return Object.fromEntries(exchangedNames(rules, subject).map((field) => [field, own[field] ?? null]));
}

/** Whose value stands: that of the other system, unless another rule is set. */
export function winnerOf({ fields }: Rules, subject: ConnectionSubject): (field: string) => ConnectionWinner {
  return (field) => fields.find((one) => one.subject === subject && one.field === field)?.winner ?? 'there';
}

/** The subjects that go one way, in the order in which they are exchanged. */
export function subjectsOf({ exchanges }: Pick<Connection, 'exchanges'>, way: 'in' | 'out'): ConnectionSubject[] {
  return CONNECTION_SUBJECTS.filter((subject) =>
    exchanges.some((one) => one.subject === subject && goes(one.direction, way)),
  );
}

/** Whether a connection tells the other system of a subject. */
export function givesOut(connection: Pick<Connection, 'exchanges'>, subject: ConnectionSubject): boolean {
  return subjectsOf(connection, 'out').includes(subject);
}
