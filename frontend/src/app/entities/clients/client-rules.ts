import { type SchemaPathTree, applyEach, email, maxLength, validate } from '@angular/forms/signals';
import { contactRules } from '../contacts/contact-draft';
import type { ClientDraft } from './client-draft';

const NAME = 120;
const COMPANY = 200;
const ADDRESS = 400;
const NOTE = 4_000;

/** What a client must be: a company or a name; the server's own limits, so that nobody learns of them too late. */
export function clientRules(path: SchemaPathTree<ClientDraft>): void {
  validate(path.company, ({ value, valueOf }) =>
    value().trim() || valueOf(path.lastName).trim() || valueOf(path.firstName).trim() ? null : { kind: 'nameRequired' },
  );
  maxLength(path.company, COMPANY);
  maxLength(path.lastName, NAME);
  maxLength(path.firstName, NAME);
  maxLength(path.middleName, NAME);
  email(path.email);
  maxLength(path.address, ADDRESS);
  maxLength(path.note, NOTE);
  applyEach(path.contacts, contactRules);
}
