import { type ContactDraft, changedContacts, rebasedContacts, sentContacts } from './contact-draft';

/** A form with people to talk to, and fields of one text or number each. */
interface Contacted {
  contacts: ContactDraft[];
}
type Field<D> = Exclude<keyof D & string, 'contacts'>;

const PHONE = /^[+(\d][\d\s().+–-]{4,}$/u;
const EMAIL = /^\S+@\S+$/u;

/** What was typed to find a company, where it is a phone or an address of mail. */
export function reachIn(words: string): { phone: string } | { email: string } | undefined {
  if (PHONE.test(words)) return { phone: words };
  return EMAIL.test(words) ? { email: words } : undefined;
}

/** How a form of these fields and of contacts is sent, compared, and put on top of what others changed meanwhile. */
export function contactedForm<D extends Contacted, Create extends object, Change extends object>(
  fields: readonly Field<D>[],
) {
  const changedFields = (seen: D, draft: D): Field<D>[] =>
    fields.filter((name) => sent(draft[name]) !== sent(seen[name]));

  return {
    /** What a new one is sent as: nothing that was left empty. */
    creationOf(draft: D): Create {
      const filled = fields.map((name) => [name, sent(draft[name])]).filter(([, value]) => value !== null);
      const contacts = sentContacts(draft.contacts);
      // What is needed is among it: the form's rules ask for it.
      return { ...Object.fromEntries(filled), ...(contacts.length ? { contacts } : {}) } as Create;
    },

    /** Only what differs from what was seen; `null` clears a field. */
    changeOf(seen: D, draft: D): Change {
      const changed = changedFields(seen, draft).map((name) => [name, sent(draft[name])]);
      const contacts = sentContacts(draft.contacts);
      const areSame = JSON.stringify(contacts) === JSON.stringify(sentContacts(seen.contacts));
      return { ...Object.fromEntries(changed), ...(areSame ? {} : { contacts }) } as Change; // fields of the form
    },

    /** Names of the fields that differ, as conflicts name them: `phone`, `contacts.<id>.name`. */
    changedPaths(seen: D, draft: D): string[] {
      return [...changedFields(seen, draft), ...changedContacts(seen.contacts, draft.contacts)];
    },

    /** What stands as others left it, with everything this person changed since, but for fields in `takeTheirs`. */
    rebase(mine: D, seen: D, fresh: D, takeTheirs: ReadonlySet<string> = new Set()): D {
      const own = fields.filter((name) => mine[name] !== seen[name] && !takeTheirs.has(name));
      const contacts = rebasedContacts(mine.contacts, seen.contacts, fresh.contacts, takeTheirs);
      return { ...fresh, ...Object.fromEntries(own.map((name) => [name, mine[name]])), contacts };
    },
  };
}

/** A value as it is sent, `null` for none. */
function sent(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() || null : value;
}
