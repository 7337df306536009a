import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import { type StockFeed, SuppliersService } from '@verstak/api';
import { toProblem } from '../../core/http/api-problem';
import { liveResource } from '../../core/live/live-resource';
import { Toasts } from '../../core/toasts/toasts';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { AgoPipe, MomentPipe } from '../../ui/pipes/format-pipes';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StatusChip, type StatusLook } from '../../ui/status-chip/status-chip';
import type { FeedTask } from './feed-dialog';
import { FeedWords } from './feed-words';

/** Milliseconds between two looks at a check that is under way or due, and after it is due. */
const LOOK_MS = 2_000;

/** From where the stock of a supplier is checked, how often, and what came of it last; for who may set that up. */
@Component({
  selector: 'app-supplier-feed',
  imports: [
    AgoPipe,
    EmptyState,
    MatButton,
    MatIcon,
    MatIconButton,
    MatTooltip,
    MomentPipe,
    ProblemState,
    Skeleton,
    StatusChip,
    TranslocoPipe,
  ],
  templateUrl: './supplier-feed.html',
  styleUrls: ['../../ui/details/details.scss', './supplier-feed.scss'],
})
export class SupplierFeed {
  private readonly api = inject(SuppliersService);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(FeedWords);

  readonly supplierId = input.required<string>();

  protected readonly BUSY: StatusLook = { tone: 'active', icon: 'refresh' };
  protected readonly DONE: StatusLook = { tone: 'good', icon: 'check-circle' };
  protected readonly FAILED: StatusLook = { tone: 'bad', icon: 'error' };
  /** `null` where none is set up. */
  protected readonly feed = liveResource<StockFeed | null, string>({
    params: () => this.supplierId(),
    load: (id) => this.read(id),
    live: ['StockFeed'],
  });
  private readonly isAsked = signal(false);
  /** What checks it has gone where it has not said so by then. */
  protected readonly isBusy = computed(() => {
    const { busyUntil } = this.feed.value() ?? {};
    return this.isAsked() || (busyUntil !== undefined && Date.parse(busyUntil) > Date.now());
  });
  protected readonly often = computed(() => {
    const { isOn, everyMinutes } = this.feed.value() ?? {};
    return this.words.often(isOn ? everyMinutes : undefined);
  });
  /** Without what may be secret in it. */
  protected readonly address = computed(() => {
    const url = URL.parse(this.feed.value()?.url ?? '');
    return url ? `${url.host}${url.pathname}${url.search || url.username ? ' …' : ''}` : '';
  });
  protected readonly outcome = computed(() => {
    const { lastRun } = this.feed.value() ?? {};
    return lastRun ? this.words.outcome(lastRun).join(' ') : '';
  });

  constructor() {
    effect((onCleanup) => {
      const { busyUntil, nextAt } = this.feed.value() ?? {};
      if (this.feed.isLoading() || this.isAsked() || !(busyUntil ?? nextAt)) return;
      const until = this.isBusy() ? 0 : Date.parse(nextAt ?? '') - Date.now();
      const looking = setTimeout(() => this.feed.reload(), Math.max(until, 0) + LOOK_MS);
      onCleanup(() => clearTimeout(looking));
    });
  }

  /** Checks at once, and shows that it does. */
  protected async check(): Promise<void> {
    if (this.isBusy()) return;
    this.isAsked.set(true);
    try {
      this.feed.put(await this.api.checkStockFeed({ id: this.supplierId() }));
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.isAsked.set(false);
    }
  }

  protected async edit(): Promise<void> {
    const { FeedDialog } = await import('./feed-dialog');
    const feed = this.feed.value();
    const task: FeedTask = { supplierId: this.supplierId(), ...(feed ? { feed } : {}) };
    const set = await this.dialogs.open<StockFeed>(FeedDialog, { data: task, width: '520px' });
    if (set) this.feed.put(set);
  }

  protected async delete(): Promise<void> {
    const question = {
      title: 'suppliers.feed.deleting.title',
      text: 'suppliers.feed.deleting.text',
      action: 'suppliers.feed.deleting.action',
      isDestructive: true,
    };
    if (!(await this.dialogs.confirm(question))) return;
    try {
      await this.api.deleteStockFeed({ id: this.supplierId() });
      this.feed.put(null);
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private async read(id: string): Promise<StockFeed | null> {
    try {
      return await this.api.getStockFeed({ id });
    } catch (error) {
      if (toProblem(error).code === 'not_found') return null;
      throw error;
    }
  }
}
