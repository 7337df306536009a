import type { Workshop, WorkshopChange } from '@verstak/api';

const LOCAL = { ru: '', en: '' };

/** The workshop before anything is typed, in the order of the form. */
const BLANK = {
  name: '',
  legalName: '',
  taxNumber: '',
  taxReasonCode: '',
  registrationNumber: '',
  address: '',
  phone: '',
  email: '',
  website: '',
  bankName: '',
  bankCode: '',
  bankAccount: '',
  correspondentAccount: '',
  accent: '',
  welcome: LOCAL,
  openingHours: { monday: '', tuesday: '', wednesday: '', thursday: '', friday: '', saturday: '', sunday: '' },
  pickUp: LOCAL,
  delivery: LOCAL,
  pages: { offer: LOCAL, privacy: LOCAL, returns: LOCAL, company: LOCAL },
};

/** The workshop as typed: every text is there, empty for none. */
export type WorkshopDraft = typeof BLANK;

/** Where its texts stand, as conflicts and faults name them: `phone`, `pages.offer.ru`. */
const PATHS = textsIn(BLANK).map(([path]) => path);

export function draftOf(workshop: Partial<Workshop> = {}): WorkshopDraft {
  return textsOf((path) => textAt(workshop, path));
}

/** Only what differs from what was seen; `null` clears a text. */
export function changeOf(seen: WorkshopDraft, typed: WorkshopDraft): WorkshopChange {
  const changed = changedPaths(seen, typed);
  return changed.reduce((body, path) => withText(body, path, textAt(typed, path).trim() || null), {});
}

/** Where the texts stand that differ. */
export function changedPaths(seen: WorkshopDraft, typed: WorkshopDraft): string[] {
  return PATHS.filter((path) => textAt(typed, path).trim() !== textAt(seen, path));
}

/** What stands as others left it, with everything this person changed since `seen`, but for fields in `takeTheirs`. */
export function rebase(
  mine: WorkshopDraft,
  seen: WorkshopDraft,
  fresh: WorkshopDraft,
  takeTheirs: ReadonlySet<string>,
): WorkshopDraft {
  const isTheirs = (path: string): boolean =>
    [...takeTheirs].some((field) => field === path || path.startsWith(`${field}.`));
  return textsOf((path) => {
    const own = textAt(mine, path);
    return own === textAt(seen, path) || isTheirs(path) ? textAt(fresh, path) : own;
  });
}

/** The texts in a value, each with where it stands. */
export function textsIn(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  const parts = Object.entries(value ?? {});
  return parts.flatMap(([name, part]) => textsIn(part, path ? `${path}.${name}` : name));
}

function textsOf(text: (path: string) => string): WorkshopDraft {
  return PATHS.reduce((draft, path) => withText(draft, path, text(path)), BLANK);
}

function textAt(from: object, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], from);
  return typeof found === 'string' ? found : '';
}

/** A copy with another text at a path. */
function withText<T extends object>(target: T, path: string, text: string | null): T {
  const [name = '', ...rest] = path.split('.');
  const part = (target as Record<string, object | undefined>)[name]; // what is no text is a document
  return { ...target, [name]: rest.length ? withText(part ?? {}, rest.join('.'), text) : text };
}
