import { type Signal, type WritableSignal, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, type Params, Router, convertToParamMap } from '@angular/router';
import { type Observable, firstValueFrom, isObservable } from 'rxjs';
import { type LiveResource, liveResource } from '../../core/live/live-resource';
import { pathOf } from '../../core/platform/last-views';
import { ListTrails } from './list-trails';
import {
  type ListSpec,
  type ListView,
  isNarrowed,
  narrowingOf,
  nextSort,
  queryOfView,
  readView,
  writeView,
} from './list-view';

/** One page of a list, as the API gives it. */
export interface Page<T> {
  items: T[];
  total: number;
}

export interface EntityListOptions<T> {
  /** Sort of a fresh address, `-` for descending. */
  sort: string;
  /** Names it in the address where a page has several lists, or another use of `page` and `sort`. */
  key?: string;
  /** Filters that the address may hold. */
  filters?: readonly string[];
  load: (view: ListView) => Promise<Page<T>> | Observable<Page<T>>;
  /** What the rows belong to, where the page is about something: rows of another are others. */
  of?: () => string;
  /** False leaves the page unread, while another view of the same address is on screen. */
  isShown?: () => boolean;
  /** Entities whose changes by others refetch the page. */
  live?: readonly string[];
}

export type ListState = 'loading' | 'rows' | 'empty' | 'noMatch' | 'forbidden' | 'failed';

/**
 * A list whose view lives in the address: reads its page, keeps the former rows while the next arrive and where
 * reading them again fails, refetches when others change something. Create it in a page with `entityList`.
 */
export class EntityList<T extends { id: string }> {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly spec: ListSpec;
  private readonly read: LiveResource<Page<T>>;

  readonly view: Signal<ListView>;
  private readonly wantedView: WritableSignal<ListView>;
  /** The view on its way into the address: a change that follows another at once builds upon it. */
  readonly wanted: Signal<ListView>;
  private readonly narrowing = computed(() => narrowingOf(this.wanted()));
  /** Other words or filters are another list; another page or order is not. */
  private readonly ticked = linkedSignal<string, ReadonlyMap<string, T>>({
    source: this.narrowing,
    computation: () => new Map(),
  });
  /** Ids of the rows that are ticked, also on other pages of the same view. */
  readonly selection = computed<ReadonlySet<string>>(() => new Set(this.ticked().keys()));
  /** Those rows as they were last seen. */
  readonly selected = computed<readonly T[]>(() => {
    const rows = new Map(this.rows().map((row) => [row.id, row]));
    return [...this.ticked().values()].map((row) => rows.get(row.id) ?? row);
  });

  constructor(options: EntityListOptions<T>) {
    this.spec = { sort: options.sort, filters: options.filters ?? [], ...(options.key && { key: options.key }) };
    const address = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });
    this.view = computed(() => readView(address(), this.spec), {
      equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    });
    this.wantedView = linkedSignal(this.view);
    this.wanted = this.wantedView.asReadonly();
    this.read = liveResource({
      params: () => ((options.isShown?.() ?? true) ? { view: this.view(), of: options.of?.() } : undefined),
      load: ({ view }) => this.load(view, options.load),
      live: options.live ?? [],
      // The former rows stay while those of another view arrive.
      keeps: (former, wanted) => former.of === wanted.of,
    });
    if (!options.key) this.leaveTrail(options.load);
  }

  /** Keeps the rows on screen, so that their pages lead from one to the next. */
  private leaveTrail(load: EntityListOptions<T>['load']): void {
    const trails = inject(ListTrails);
    effect(() => {
      const [view, page] = [this.view(), this.read.value()];
      if (!page || this.read.isLoading()) return;
      const ids = page.items.map(({ id }) => id);
      const path = pathOf(this.router.url);
      untracked(() => trails.keep(path, { view, ids, total: page.total, read: (other) => promised(load(other)) }));
    });
  }

  readonly rows = computed<readonly T[]>(() => this.read.value()?.items ?? []);
  readonly total = computed(() => this.read.value()?.total);
  readonly isRefreshing = computed(() => this.read.isLoading() && this.read.value() !== undefined);
  /** The rows are those of the view, but may be old: those of `readAt`. */
  readonly isStale = computed(() => this.read.isStale());
  readonly readAt = computed(() => this.read.readAt());
  readonly problem = computed(() => this.read.problem());
  readonly isNarrowed = computed(() => isNarrowed(this.view()));

  readonly state = computed<ListState>(() => {
    const problem = this.problem();
    if (problem) return problem.code === 'auth.forbidden' ? 'forbidden' : 'failed';
    const page = this.read.value();
    if (!page) return 'loading';
    if (page.items.length) return 'rows';
    return this.isNarrowed() || this.view().page > 1 ? 'noMatch' : 'empty';
  });

  /** Shows another part of the view; anything but a page turn starts at the first page. */
  patch(change: Partial<ListView>): void {
    if (this.isLeaving()) return;
    const next = { ...this.wanted(), page: 1, ...change };
    this.wantedView.set(next);
    void this.go(next, 'page' in change);
  }

  /** The view as a text to keep under a name. */
  readonly query = computed(() => queryOfView(this.view(), this.spec));

  /** The first page of a view that was kept. */
  viewOf(query: string): ListView {
    const kept = Object.fromEntries(new URLSearchParams(query));
    return { ...readView(convertToParamMap(kept), this.spec), pageSize: this.view().pageSize };
  }

  /** Parameters of the address that lead to a view that was kept. */
  addressOf(query: string): Params {
    return writeView(this.viewOf(query), this.spec);
  }

  sortBy(field: string): void {
    this.patch({ sort: nextSort(this.wanted().sort, field, this.spec.sort) });
  }

  /** Sets a filter's values; none removes it. */
  filter(name: string, values: readonly string[]): void {
    const filters = { ...this.wanted().filters, [name]: values };
    if (!values.length) delete filters[name];
    this.patch({ filters });
  }

  /** Takes away words and filters, keeps the sort. */
  clear(): void {
    this.patch({ q: '', filters: {} });
  }

  reload(): void {
    this.read.reload();
  }

  /** Ticks a row, or takes the tick away; by default whichever it has not. */
  toggle(row: T, on = !this.selection().has(row.id)): void {
    this.ticked.update((ticked) => {
      const next = new Map(ticked);
      if (on) next.set(row.id, row);
      else next.delete(row.id);
      return next;
    });
  }

  /** Ticks all rows of the page, or none of them; those of other pages stay as they are. */
  selectPage(on: boolean): void {
    for (const row of this.rows()) this.toggle(row, on);
  }

  unselect(): void {
    this.ticked.set(new Map());
  }

  /** A page that others, or a deletion, have emptied leads to the last one there is. */
  private async load(view: ListView, load: EntityListOptions<T>['load']): Promise<Page<T>> {
    const page = await promised(load(view));
    if (page.items.length || view.page === 1) return page;
    const last = { ...view, page: Math.max(Math.ceil(page.total / view.pageSize), 1) };
    if (last.page >= view.page) return page;
    void this.go(last, false);
    return promised(load(last));
  }

  /** Words replace the history entry, so that Back leaves the search rather than unspelling it. */
  private async go(view: ListView, isPageTurn: boolean): Promise<void> {
    const isThere = await this.router.navigate([], {
      relativeTo: this.route,
      queryParams: writeView(view, this.spec),
      queryParamsHandling: 'merge',
      replaceUrl: !isPageTurn,
    });
    // Another page was opened instead and did not come either: the address is what counts.
    if (isThere === false && !this.router.currentNavigation()) this.wantedView.set(this.view());
  }

  /** Words that settle while another page is being opened must not call the person back. */
  private isLeaving(): boolean {
    const target = this.router.currentNavigation()?.extractedUrl;
    return target !== undefined && pathOf(target.toString()) !== pathOf(this.router.url);
  }
}

/** Makes a page's list. Call where `inject` works. */
export function entityList<T extends { id: string }>(options: EntityListOptions<T>): EntityList<T> {
  return new EntityList(options);
}

function promised<T>(answer: Promise<T> | Observable<T>): Promise<T> {
  return isObservable(answer) ? firstValueFrom(answer) : answer;
}
