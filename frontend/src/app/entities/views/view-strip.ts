import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { type SavedView, type ViewedList, ViewsService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { EntityList } from '../../ui/list/entity-list';
import { type ListView, narrowingOf } from '../../ui/list/list-view';
import { type ViewTab, ViewTabs } from '../../ui/view-tabs/view-tabs';
import type { ViewTask } from './view-dialog';

/** Views that are counted; further ones stand without a figure. */
const MOST_COUNTED = 20;
const MOST = 200;
/** Milliseconds between two counts while others change one thing after another. */
const COUNT_PAUSE = 30_000;

/** A view that the product brings along. */
export interface ReadyView {
  key: string;
  /** Translation key. */
  label: string;
  /** As `EntityList.query` gives it. */
  query: string;
  /** Rows in it ask for attention. */
  isAlarming?: boolean;
}

/** What the rows of a list, and so the counts of its views, follow. */
const COUNTED: Record<ViewedList, readonly string[]> = {
  orders: ['Client', 'Order'],
  clients: ['Client', 'Order'],
  suppliers: ['Supplier'],
  requests: ['SupplyRequest'],
  parts: ['Part'],
  stock: ['StockItem', 'Movement'],
};

/** What is shown where nothing narrows the list. */
const ALL: ReadyView = { key: 'all', label: 'views.all', query: '' };

/**
 * The views of a list as tabs: all of it, those that the product brings along, and those that people saved, with how
 * many rows each has. A view is no filter of its own: it sets the list's filters, which say so. Here it is also saved
 * under a name, shared, changed and deleted.
 */
@Component({
  selector: 'app-view-strip',
  imports: [MatButton, MatIcon, MatMenu, MatMenuItem, MatMenuTrigger, TranslocoPipe, ViewTabs],
  templateUrl: './view-strip.html',
  styleUrl: './view-strip.scss',
})
export class ViewStrip<T extends { id: string }> {
  private readonly api = inject(ViewsService);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);

  readonly name = input.required<ViewedList>();
  readonly list = input.required<EntityList<T>>();
  readonly ready = input<readonly ReadyView[]>([]);
  /** What the list shows where nothing narrows it, if that is not all of it. */
  readonly whole = input(ALL);
  /** How many rows a view has now. */
  readonly countOf = input.required<(view: ListView) => Promise<number>>();

  private readonly read = liveResource({
    params: () => this.name(),
    load: (list) => this.api.listViews({ list: [list], sort: 'name', pageSize: MOST }),
    live: ['SavedView'],
  });
  private readonly views = computed(() => this.read.value()?.items ?? []);
  private readonly counts = liveResource({
    params: () => [...this.ready(), ...this.views()].slice(0, MOST_COUNTED).map(({ query }) => query),
    load: (queries) => this.count(queries),
    live: [...new Set(Object.values(COUNTED).flat())],
    hears: ({ entity }) => COUNTED[this.name()].includes(entity),
    pause: COUNT_PAUSE,
    keeps: () => true,
  });

  /** The view that is on screen, in whatever order; where several show the same rows, the one with this order. */
  private readonly current = computed<ReadyView | SavedView | undefined>(() => {
    const list = this.list();
    const shown = narrowingOf(list.view());
    const same = [this.whole(), ...this.ready(), ...this.views()].filter(
      ({ query }) => narrowingOf(list.viewOf(query)) === shown,
    );
    return same.find(({ query }) => query === list.query()) ?? same[0];
  });
  /** The saved view that was on screen last: narrowed further, it can be kept so. */
  private readonly chosen = linkedSignal<SavedView | undefined, SavedView | undefined>({
    source: () => this.views().find((view) => view === this.current()),
    computation: (view, former) => view ?? former?.value,
  });
  protected readonly changeable = computed(() => {
    const id = this.current() === this.whole() ? undefined : this.chosen()?.id;
    return this.views().find((view) => view.id === id && this.mayChange(view));
  });
  /** The list is narrowed as no view is. */
  protected readonly isNew = computed(() => this.list().isNarrowed() && !this.current());
  private readonly mayShare = computed(() => this.session.can('views:share'));

  protected readonly tabs = computed<ViewTab[]>(() => [
    ...[this.whole(), ...this.ready()].map((view) => this.tabOf(view, view.label, false)),
    ...this.views().map((view) => ({
      ...this.tabOf(view, view.name, true),
      ...(view.isShared && { mark: { icon: 'clients', label: 'views.shared' } as const }),
    })),
  ]);

  private tabOf(view: ReadyView | SavedView, label: string, isTranslated: boolean): ViewTab {
    const isCurrent = view === this.current();
    const count = isCurrent ? this.list().total() : undefined;
    return {
      key: 'key' in view ? view.key : view.id,
      label,
      isTranslated,
      params: this.list().addressOf(view.query),
      isCurrent,
      isAlarming: 'isAlarming' in view,
      count: view === this.whole() ? 0 : (count ?? this.counts.value()?.get(view.query) ?? 0),
    };
  }

  /** One after another; what cannot be counted stands without a figure. */
  private async count(queries: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const query of queries) {
      const count = await this.countOf()(this.list().viewOf(query)).catch(() => undefined);
      if (count !== undefined) counts.set(query, count);
    }
    return counts;
  }

  protected async save(): Promise<void> {
    await this.ask({ store: (draft) => this.api.saveView({ body: { ...draft, list: this.name() } }) });
  }

  protected async change(view: SavedView): Promise<void> {
    const { id, version } = view;
    await this.ask({ view, store: (draft) => this.api.changeView({ id, body: { ...draft, version } }) });
  }

  protected async delete({ id, name, ...view }: SavedView): Promise<void> {
    try {
      await this.api.deleteView({ id });
    } catch (error) {
      return this.toasts.fail(error);
    }
    this.read.reload();
    const { list, query, isShared } = view;
    this.toasts.offerUndo('views.deleted', { name }, async () => {
      await this.api.saveView({ body: { list, name, query, isShared } });
      this.read.reload();
    });
  }

  private async ask(task: Pick<ViewTask, 'view' | 'store'>): Promise<void> {
    const { ViewDialog } = await import('./view-dialog');
    const data: ViewTask = { ...task, query: this.list().query(), mayShare: this.mayShare() };
    const saved = await this.dialogs.open<SavedView>(ViewDialog, { data, width: '440px' });
    if (!saved) return;
    this.read.reload();
    this.toasts.say('views.saved', { name: saved.name });
  }

  private mayChange({ ownerId, isShared }: SavedView): boolean {
    return ownerId === this.session.user()?.id || (isShared && this.mayShare());
  }
}
