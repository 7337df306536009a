import { type Signal, type WritableSignal, computed, effect, signal, untracked } from '@angular/core';
import { TabStore } from '../../core/platform/tab-store';

/** What is typed and not saved: what it began with, and the version of that where it is stored already. */
export interface Kept<T> {
  mine: T;
  base: T;
  version?: number;
}

export interface DraftOptions<T> {
  /** Where it is kept in this tab; read anew whenever the draft is opened. */
  key: () => string;
  /** Names of the fields that differ, as conflicts name them: `dueAt`, `items.<id>.quantity`. */
  changed: (base: T, mine: T) => readonly string[];
  /** My edits on top of what others made of it; fields in `takeTheirs` become theirs. */
  merged?: (mine: T, base: T, theirs: T, takeTheirs: ReadonlySet<string>) => T;
}

/** Whether something typed is kept under a key. */
export function isKept(key: string): boolean {
  return new TabStore(key).recall() !== undefined;
}

/** Forgets what is kept under a key. */
export function forgetKept(key: string): void {
  new TabStore(key).forget();
}

/**
 * What a person types into a form: survives a reload, knows whether it differs from what is stored, and takes over what
 * others change meanwhile. Made by `draft`, used by a form session.
 */
export class Draft<T> {
  private readonly began = signal<Omit<Kept<T>, 'mine'> | undefined>(undefined);
  private readonly restored = signal(false);
  private store?: TabStore<Kept<T>>;
  private isClosed = false;

  readonly mine: WritableSignal<T>;
  /** There is something to type into: the stored thing was read, or what was typed before. */
  readonly isReady: Signal<boolean>;
  /** What is on screen was typed before a reload. */
  readonly isRestored = this.restored.asReadonly();
  readonly isChanged: Signal<boolean>;

  constructor(
    private readonly blank: T,
    private readonly options: DraftOptions<T>,
  ) {
    this.mine = signal(blank);
    this.isReady = computed(() => this.began() !== undefined);
    this.isChanged = computed(() => {
      const began = this.began();
      return began !== undefined && options.changed(began.base, this.mine()).length > 0;
    });
    effect(() => {
      const [began, mine, isChanged] = [this.began(), this.mine(), this.isChanged()];
      if (!began || this.isClosed) return;
      if (isChanged) this.store?.keep({ ...began, mine });
      else this.store?.forget();
    });
  }

  get version(): number | undefined {
    return untracked(this.began)?.version;
  }

  get base(): T | undefined {
    return untracked(this.began)?.base;
  }

  /** Begins with what was typed before, else with `start`; while neither is there the draft is not ready. */
  open(start: T | undefined, version?: number): void {
    this.store = new TabStore(this.options.key());
    this.isClosed = false;
    const kept = this.keptIn(this.store);
    this.restored.set(kept !== undefined);
    if (kept) this.restore(kept, start);
    else if (start) this.begin(start, { base: start, ...(version !== undefined && { version }) });
    else this.began.set(undefined);
  }

  /** Gives up what was typed before and begins with `start`. */
  openAnew(start: T | undefined, version?: number): void {
    this.store?.forget();
    this.open(start, version);
  }

  /** The stored thing as others left it: fields not touched here follow; the version only where nothing collides. */
  follow(theirs: T, version: number): void {
    const began = untracked(this.began);
    if (!began) return this.open(theirs, version);
    if (version <= (began.version ?? 0)) return;
    const [mine, other] = [this.options.changed(began.base, this.mine()), this.options.changed(began.base, theirs)];
    // Where both changed a field, the version stays: saving must then show both values.
    this.rebase(theirs, collide(mine, other) ? began.version : version);
  }

  /** My edits on top of theirs, but for the fields in which theirs was chosen. */
  rebase(theirs: T, version: number | undefined, takeTheirs: ReadonlySet<string> = new Set()): void {
    const base = this.base ?? theirs;
    const merged = this.options.merged?.(untracked(this.mine), base, theirs, takeTheirs) ?? untracked(this.mine);
    this.begin(merged, { base: theirs, ...(version !== undefined && { version }) });
  }

  hasUnsaved(): boolean {
    return !this.isClosed && this.isChanged();
  }

  /** Saved, or given up: nothing is kept any more. */
  close(): void {
    this.isClosed = true;
    this.store?.forget();
  }

  /** What is kept, where the form still is what it was: a later version of the product may ask for more. */
  private keptIn(store: TabStore<Kept<T>>): Kept<T> | undefined {
    const kept = store.recall();
    return kept && hasFieldsOf(kept.mine, this.blank) ? kept : undefined;
  }

  private restore(kept: Kept<T>, start: T | undefined): void {
    const { mine, ...began } = kept;
    this.begin(mine, began);
    // The version stays the one that was seen: what others changed meanwhile shows when it is saved.
    if (start && this.options.merged) this.rebase(start, began.version);
  }

  private begin(mine: T, began: Omit<Kept<T>, 'mine'>): void {
    this.mine.set(mine);
    this.began.set(began);
  }
}

/** Whether a form as it was kept has every field that it has now. */
function hasFieldsOf(kept: unknown, blank: unknown): boolean {
  if (typeof blank !== 'object' || blank === null) return true;
  return typeof kept === 'object' && kept !== null && Object.keys(blank).every((name) => name in kept);
}

/**
 * What stands as others left it, with every field that a person changed since it was seen, but for those in `takeTheirs`;
 * a list counts as one field.
 */
export function rebasedBy<T extends object>(changed: (seen: T, mine: T) => readonly (keyof T & string)[]) {
  return (mine: T, seen: T, fresh: T, takeTheirs: ReadonlySet<string> = new Set()): T => {
    const isTheirs = (field: string): boolean =>
      [...takeTheirs].some((path) => path === field || path.startsWith(`${field}.`));
    const own = changed(seen, mine).filter((field) => !isTheirs(field));
    return { ...fresh, ...Object.fromEntries(own.map((field) => [field, mine[field]])) };
  };
}

/** Makes a draft that begins `blank`. Call where `inject` works. */
export function draft<T>(blank: T, options: DraftOptions<T>): Draft<T> {
  return new Draft(blank, options);
}

/** Whether two people changed the same field, or one a line that the other removed. */
export function collide(mine: readonly string[], theirs: readonly string[]): boolean {
  const isPart = (one: string, other: string): boolean => one === other || one.startsWith(`${other}.`);
  return mine.some((one) => theirs.some((other) => isPart(one, other) || isPart(other, one)));
}
