import { type Signal, computed, effect, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { JournalEntry } from '@verstak/api';
import type { Permission } from '@verstak/domain';
import { useShortcuts } from '../core/keyboard/shortcuts';
import { type LiveResource, liveResource } from '../core/live/live-resource';
import { PageTitle } from '../core/platform/page-title';
import { Session } from '../core/session/session';
import type { HistoryEntry } from '../ui/history/history';
import { type ArchivedKind, Archiving } from './archiving';
import { type LiveJournal, type LiveJournalOptions, liveJournal } from './journal';

/** How documents of a kind are read, told of, and put away. */
export interface DocumentPageOptions<D> extends Omit<ArchivedKind, 'words'> {
  /** Where they stand: `clients` for `/clients`, and their words. */
  area: string;
  /** What they are called among entities, and what else they follow from. */
  entity: string;
  follows?: readonly string[];
  /** Who may change and archive one. */
  write: Permission;
  id: () => string;
  read: (id: string) => Promise<D>;
  journal: LiveJournalOptions['load'];
  /** The journal in words. */
  words: { history: (entries: readonly JournalEntry[]) => HistoryEntry[] };
  /** Other entities that the journal tells of. */
  tells?: readonly string[];
  /** Whether the journal is shown; by default it is. */
  isTold?: () => boolean;
}

/**
 * A document on a page of its own: it and its journal in step with what others do, its name as the title, E to change
 * it, and its way to the archive and back. Made by `documentPage`.
 */
export class DocumentPage<D extends { id: string; name: string; isArchived: boolean }> {
  private readonly archiving = inject(Archiving);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly kind: ArchivedKind;

  readonly document: LiveResource<D>;
  readonly journal: LiveJournal;
  readonly history: Signal<readonly HistoryEntry[]>;
  readonly mayEdit: Signal<boolean>;

  constructor(private readonly options: DocumentPageOptions<D>) {
    const { area, entity, follows = [], tells = [], isTold, id, read, journal, words, put, remove, inUse } = options;
    const hears: LiveJournalOptions['hears'] = (hint) => hint.entity !== entity || hint.id === id();
    const live = [entity, ...follows];
    this.kind = { words: `${area}.`, put, remove, inUse };
    this.document = liveResource({ params: id, load: read, live, hears });
    this.journal = liveJournal({
      params: () => ((isTold?.() ?? true) ? id() : undefined),
      load: journal,
      live: [...live, ...tells],
      hears,
    });
    this.history = computed(() => words.history(this.journal.value() ?? []));
    this.mayEdit = computed(() => this.session.can(options.write));
    const title = inject(PageTitle);
    effect(() => {
      const document = this.document.value();
      if (document) title.say(document.name);
    });
    useShortcuts([
      {
        keys: 'KeyE',
        label: `${area}.edit`,
        icon: 'edit',
        run: () => void this.router.navigateByUrl(`/${area}/${id()}/edit`),
        when: () => this.mayEdit(),
      },
    ]);
  }

  /** After an own act, which brings no hint. */
  readonly reload = (): void => {
    this.document.reload();
    this.journal.reload();
  };

  /** Puts it into the archive, or brings it back. */
  archive(document: D): void {
    void this.archiving.archive(this.kind, document, !document.isArchived, this.reload);
  }

  /** Deletes it after asking, and leads to the list. */
  async delete(document: D): Promise<void> {
    if (!(await this.archiving.delete(this.kind, document, this.reload))) return;
    await this.router.navigateByUrl(`/${this.options.area}`);
  }
}

/** A document on a page of its own. Call where `inject` works. */
export function documentPage<D extends { id: string; name: string; isArchived: boolean }>(
  options: DocumentPageOptions<D>,
): DocumentPage<D> {
  return new DocumentPage(options);
}
