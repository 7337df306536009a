import { type Signal, computed, effect, inject, untracked } from '@angular/core';
import type { FieldTree, SchemaFn } from '@angular/forms/signals';
import { Router, type UrlTree } from '@angular/router';
import type { ApiProblem } from '../../core/http/api-problem';
import { type LiveResource, liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { Toasts } from '../../core/toasts/toasts';
import type { FieldLook } from '../dialogs/conflict-dialog';
import { Dialogs } from '../dialogs/dialogs';
import { type Draft, draft } from './draft';
import { type FormSession, type Settled, formSession } from './form-session';
import type { Unsaved } from './unsaved';

interface Stored {
  id: string;
  version: number;
}

/** How documents of a kind (`D`) are read, typed (`T`), and sent as changes (`C`). */
export interface DocumentEditorOptions<D extends Stored, T, C extends object> {
  /** Where they stand, `clients` for `/clients` and its words: `new`, `editing`, `added`, `changed`. */
  area: string;
  /** Id of what is edited; nothing for a new one. */
  id: () => string | undefined;
  /** Id of the document that a new one begins with, such as what it goes into. */
  source?: () => string | undefined;
  /** Entities whose changes by others show while it is edited; by default they show when it is saved. */
  live?: readonly string[];
  read: (id: string) => Promise<D>;
  create: (typed: T) => Promise<D>;
  change: (id: string, change: C & { version?: number }) => Promise<D>;
  draftOf: (document: D) => T;
  /** What a new one begins with. */
  blank: (source?: D) => T;
  /** What is sent of it: only what differs from what was seen. */
  changeOf: (seen: T, typed: T) => C;
  /** Names of the fields that differ, as conflicts name them. */
  changedPaths: (seen: T, typed: T) => readonly string[];
  /** What was typed on top of what others made of it. */
  rebase: (mine: T, seen: T, fresh: T, takeTheirs: ReadonlySet<string>) => T;
  rules: SchemaFn<T>;
  first: (form: FieldTree<T>) => FieldTree<unknown> | undefined;
  /** Leads from the path of a server's fault to its place in the form; by default they are the same. */
  placed?: (typed: T, path: string) => string;
  /** How its fields in a conflict are called and written. */
  look: () => FieldLook;
  nameOf: (document: D) => string;
  /** Where giving up leads; by default to its page, or to what was left for a new one. */
  back?: () => string | UrlTree;
  /** Where saving leads; by default to its page. */
  done?: (stored: D) => string | UrlTree;
}

/**
 * Adds a document, or changes one, on a page of its own: only what was changed is sent, what others changed meanwhile
 * stays, and where both changed a field the person chooses. Shown by `ui-edit-page`.
 */
export class DocumentEditor<D extends Stored, T, C extends object> implements Unsaved {
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly cameFrom: UrlTree;
  private readonly known: LiveResource<D>;

  readonly area: string;
  readonly isNew: Signal<boolean>;
  /** What is edited, as it is stored. */
  readonly document: Signal<D | undefined>;
  /** What a new one begins with. */
  readonly source: Signal<D | undefined>;
  /** Why what it begins with cannot be read. */
  readonly problem: Signal<ApiProblem | undefined>;
  readonly draft: Draft<T>;
  readonly session: FormSession<T>;
  readonly back: Signal<string | UrlTree>;

  constructor(private readonly options: DocumentEditorOptions<D, T, C>) {
    const { area, id, source, live = [], blank, rules, first } = options;
    this.area = area;
    this.cameFrom = inject(LastViews).left(`/${area}`);
    const params = computed(() => id() ?? source?.());
    this.known = liveResource({ params, load: options.read, live, hears: (hint) => hint.id === id() });
    const known = computed(() => (params() === undefined ? undefined : this.known.value()));
    this.isNew = computed(() => id() === undefined);
    this.document = computed(() => (this.isNew() ? undefined : known()));
    this.source = computed(() => (this.isNew() ? known() : undefined));
    this.problem = this.known.problem;
    this.back = computed(() => options.back?.() ?? (this.isNew() ? this.cameFrom : this.pageOf(id())));
    this.draft = draft(blank(), {
      key: () => `verstak.draft.${area}.${id() ?? ['new', source?.() ?? []].flat().join('.')}`,
      changed: options.changedPaths,
      merged: options.rebase,
    });
    this.session = formSession(this.draft.mine, {
      rules,
      first,
      save: async (typed) => this.leave(await this.send(typed)),
      cancel: () => void this.router.navigateByUrl(this.back()),
      ...(options.placed && { placed: (path) => options.placed?.(this.draft.mine(), path) ?? path }),
      draft: this.draft,
      settle: (problem) => this.settle(problem),
    });
    effect(() => {
      const [document, origin] = [this.document(), this.source()];
      if (params() !== undefined && !document && !origin) return;
      untracked(() => this.draft.open(document ? options.draftOf(document) : blank(origin), document?.version));
    });
  }

  readonly hasUnsaved = (): boolean => this.draft.hasUnsaved();

  readonly giveUp = (): void => this.draft.close();

  reload(): void {
    this.known.reload();
  }

  private send(typed: T): Promise<D> {
    const { id, create, change, changeOf } = this.options;
    const [edited, { base, version }] = [id(), this.draft];
    if (edited === undefined || base === undefined) return create(typed);
    return change(edited, { ...changeOf(base, typed), ...(version !== undefined && { version }) });
  }

  private async leave(stored: D): Promise<void> {
    const { area, nameOf, done } = this.options;
    this.draft.close();
    this.toasts.say(`${area}.${this.isNew() ? 'added' : 'changed'}`, { name: nameOf(stored) });
    await this.router.navigateByUrl(done?.(stored) ?? this.pageOf(stored.id));
  }

  /** Asks whose values stay, then takes what stands. */
  private async settle({ conflicts }: ApiProblem): Promise<Settled<T> | undefined> {
    const { id, look, read, draftOf } = this.options;
    const edited = id();
    const takeTheirs = await this.dialogs.resolve(conflicts, look());
    if (!takeTheirs || edited === undefined) return undefined;
    const fresh = await read(edited);
    return { theirs: draftOf(fresh), version: fresh.version, takeTheirs };
  }

  private pageOf(id: string | undefined): string {
    return `/${this.area}/${id}`;
  }
}

/** An editor of one document. Call where `inject` works. */
export function documentEditor<D extends Stored, T, C extends object>(
  options: DocumentEditorOptions<D, T, C>,
): DocumentEditor<D, T, C> {
  return new DocumentEditor(options);
}
