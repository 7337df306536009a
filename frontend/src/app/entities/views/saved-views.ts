import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDivider } from '@angular/material/divider';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { type SavedView, type ViewedList, ViewsService } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import type { EntityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import type { ViewTask } from './view-dialog';

/** Views that are counted when the menu opens; further ones are listed without a figure. */
const MOST_COUNTED = 20;
const MOST = 200;

/** Lists as somebody narrows them again and again: shown, saved under a name, shared, changed and deleted. */
@Component({
  selector: 'app-saved-views',
  imports: [MatButton, MatDivider, MatIcon, MatMenu, MatMenuItem, MatMenuTrigger, TranslocoPipe],
  templateUrl: './saved-views.html',
  styleUrl: './saved-views.scss',
})
export class SavedViews<T extends { id: string }> {
  private readonly api = inject(ViewsService);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);
  protected readonly formats = inject(Formats);

  readonly name = input.required<ViewedList>();
  readonly list = input.required<EntityList<T>>();
  /** How many rows a view has now. */
  readonly countOf = input.required<(view: ListView) => Promise<number>>();

  private readonly read = liveResource({
    params: () => this.name(),
    load: (list) => this.api.listViews({ list: [list], sort: 'name', pageSize: MOST }),
    live: ['SavedView'],
  });
  protected readonly views = computed(() => this.read.value()?.items ?? []);
  /** The view that is on screen. */
  protected readonly current = computed(() => this.views().find(({ query }) => query === this.list().query()));
  /** The view that was chosen last: narrowed further, it can be kept so. */
  private readonly chosen = signal<string | undefined>(undefined);
  protected readonly changeable = computed(() => {
    const view = this.current() ?? this.views().find(({ id }) => id === this.chosen());
    return view && this.mayChange(view) ? view : undefined;
  });
  protected readonly counts = signal<ReadonlyMap<string, number>>(new Map());
  protected readonly mayShare = computed(() => this.session.can('views:share'));

  /** Counted when somebody looks, not all the time. */
  protected async count(): Promise<void> {
    for (const { id, query } of this.views().slice(0, MOST_COUNTED)) {
      const count = await this.countOf()(this.list().viewOf(query)).catch(() => undefined);
      if (count !== undefined) this.counts.update((counts) => new Map(counts).set(id, count));
    }
  }

  protected show({ id, query }: SavedView): void {
    this.chosen.set(id);
    this.list().show(query);
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
