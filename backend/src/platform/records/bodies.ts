import { callerPermissions, requirePermission } from '../access/caller.js';
import { Entity } from '../database/entity.js';
import { fieldsOf, IntegerField, lackingFor, Omit, Partial, type Class, type Rest } from '../fields/index.js';

const SeenVersion = IntegerField({
  min: 1,
  optional: true,
  description: 'The version that was seen; a field changed by another since is then not overwritten.',
});

/** A body that may say which version its author saw. */
export class Seen {
  @SeenVersion
  version?: number;
}

class Bare extends Entity {}
type EntityField = keyof Entity & string;
/** The fields of `Entity`, whose type its registry does not keep. */
const OF_ENTITY = fieldsOf(Bare).map(({ name }) => name as EntityField);

/**
 * The body by which a document is made: the class of what people write of it, from which the entity itself derives with
 * what the service adds. So what a body takes and what TypeScript knows of it is one list, and a field that is declared
 * in the entity cannot be written. Throws where what people write holds a computed field.
 */
export function Writable<T extends Entity>(type: Class<T>): Class<Rest<T, EntityField>> {
  const body = Omit(type, OF_ENTITY);
  const computed = fieldsOf(body).find((field) => field.computed || field.hidden);
  if (computed) throw new Error(`${type.name}.${computed.name} is computed: nobody writes it`);
  return body;
}

/** The body of a change: some of the fields, `null` for an optional one that goes, and the version that was seen. */
export function Change<T extends object>(type: Class<T>): Class<{ [P in keyof T]?: T[P] } & Seen> {
  const change = Partial(type);
  SeenVersion(change.prototype as object, 'version');
  return change;
}

/** 403 for a body that sets or clears a field of this class which its author may not read. */
export function requireReadable(type: Class, body: object): void {
  const said = body as Readonly<Record<string, unknown>>;
  for (const field of fieldsOf(type)) {
    const lacking = said[field.name] === undefined ? undefined : lackingFor(field, callerPermissions());
    if (lacking) requirePermission(lacking);
  }
}
