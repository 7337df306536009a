import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Order, OrdersService } from '@verstak/api';
import { type OrderStatus, isAmendable } from '@verstak/domain';
import { debounceTime, filter } from 'rxjs';
import { type ApiProblem, toProblem } from '../../../core/http/api-problem';
import { ProblemText } from '../../../core/i18n/problem-text';
import { useShortcuts } from '../../../core/keyboard/shortcuts';
import { Live } from '../../../core/live/live';
import { LastViews } from '../../../core/platform/last-views';
import { PageTitle } from '../../../core/platform/page-title';
import { Session } from '../../../core/session/session';
import { Toasts } from '../../../core/toasts/toasts';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import { PageHeader } from '../../../ui/page-header/page-header';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { type ViewTab, ViewTabs } from '../../../ui/view-tabs/view-tabs';
import type { KeepsDraft } from '../draft/leave-order';
import { OrderStatusChip } from '../order-status';
import { OrderSteps } from '../steps/order-steps';
import { OrderActions } from './order-actions';
import { OrderEditor, keptAmendment } from './order-editor';
import { OrderFacts } from './order-facts';
import { OrderFeed } from './order-feed';
import { OrderHistory } from './order-history';
import { OrderItems } from './order-items';
import { OrderProduction } from './order-production';

const PAUSE = 150;
const TABS = ['items', 'production', 'history'] as const;

type Tab = (typeof TABS)[number];

/** What somebody else just changed. */
interface Notice {
  who: string;
  fields: string;
}

/** One order: the next step, its items to read and amend, its production, and everything that happened to it. */
@Component({
  selector: 'app-order-page',
  imports: [
    MatButton,
    MatIcon,
    MatIconButton,
    OrderActions,
    OrderEditor,
    OrderFacts,
    OrderFeed,
    OrderItems,
    OrderProduction,
    OrderStatusChip,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    TranslocoPipe,
    ViewTabs,
  ],
  templateUrl: './order-page.html',
  styleUrl: './order-page.scss',
})
export class OrderPage implements KeepsDraft {
  private readonly api = inject(OrdersService);
  private readonly steps = inject(OrderSteps);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly texts = inject(ProblemText);
  private readonly words = inject(OrderHistory);
  protected readonly lastViews = inject(LastViews);

  /** Id of the order, from the address. */
  readonly id = input.required<string>();
  /** Which part is shown, from the address. */
  readonly tab = input<string>();

  private readonly editor = viewChild(OrderEditor);
  protected readonly order = resource({
    params: () => this.id(),
    loader: ({ params }) => this.api.getOrder({ id: params }),
  });
  private readonly seesHistory = computed(() => this.session.can('orders:prices'));
  protected readonly journal = resource({
    params: () => (this.seesHistory() ? this.id() : undefined),
    loader: ({ params }) => this.api.getOrderHistory({ id: params }),
  });

  protected readonly shown = computed<Tab>(() => TABS.find((tab) => tab === this.tab()) ?? 'items');
  protected readonly tabs = computed<ViewTab[]>(() =>
    TABS.filter((key) => key !== 'history' || this.seesHistory())
      .filter((key) => key !== 'production' || this.session.can('parts:read'))
      .map((key) => ({
        key,
        label: `orders.tab.${key}`,
        params: { tab: key === 'items' ? null : key },
        isCurrent: key === this.shown(),
      })),
  );

  protected readonly isEditing = linkedSignal({
    source: this.id,
    computation: (id) => keptAmendment(id).recall() !== undefined,
  });
  protected readonly isBusy = signal(false);
  /** Why the last act was refused; stands beside the actions until the next. */
  private readonly refused = linkedSignal<string, ApiProblem | undefined>({
    source: this.id,
    computation: () => undefined,
  });
  protected readonly refusal = computed(() => {
    const problem = this.refused();
    return problem ? this.texts.of(problem) : '';
  });
  protected readonly notice = linkedSignal<string, Notice | undefined>({
    source: this.id,
    computation: () => undefined,
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      if (this.order.hasValue()) title.say(`№ ${this.order.value().number}`);
    });
    inject(Live)
      .changes('Order')
      .pipe(
        filter(({ id, version }) => !id || (id === this.id() && version > this.version())),
        debounceTime(PAUSE),
        takeUntilDestroyed(),
      )
      .subscribe(() => void this.refresh());
    this.steps.taken
      .pipe(
        filter((order) => order.id === this.id()),
        takeUntilDestroyed(),
      )
      .subscribe((order) => this.adopt(order));
    useShortcuts([
      { keys: 'KeyE', label: 'orders.edit', run: () => this.edit(), when: () => this.mayAmend() && !this.isEditing() },
      {
        keys: 'KeyN',
        label: 'orders.new',
        run: () => void this.router.navigateByUrl('/orders/new'),
        when: () => this.session.can('orders:write'),
      },
    ]);
  }

  hasUnsaved(): boolean {
    return this.editor()?.hasUnsaved() ?? false;
  }

  giveUp(): void {
    keptAmendment(this.id()).forget();
  }

  protected edit(): void {
    if (!this.mayAmend()) return;
    this.isEditing.set(true);
    if (this.shown() !== 'items') void this.router.navigate(['/orders', this.id()]);
  }

  protected saved(order: Order): void {
    this.adopt(order);
    this.isEditing.set(false);
    this.toasts.say('orders.saved', { number: order.number });
  }

  protected dismiss(): void {
    this.notice.set(undefined);
  }

  protected async take(to: OrderStatus): Promise<void> {
    await this.act(async () => void (await this.steps.take(this.order.value() as Order, to)));
  }

  /** Masters can be changed at any time, also while the workshop works. */
  protected async assign(): Promise<void> {
    const order = this.order.value() as Order;
    const assignments = await this.steps.handOver(order, 'orders.assign');
    if (!assignments?.length) return;
    const items = assignments.map(({ itemId, masterId }) => ({ id: itemId, masterId }));
    await this.act(async () =>
      this.saved(await this.api.changeOrder({ id: order.id, body: { items, version: order.version } })),
    );
  }

  protected async delete(): Promise<void> {
    const { id, number } = this.order.value() as Order;
    const words = {
      title: 'orders.deleteTitle',
      text: 'orders.deleteText',
      action: 'orders.delete',
      params: { number },
    };
    if (!(await this.dialogs.confirm({ ...words, isDestructive: true }))) return;
    await this.act(async () => {
      await this.api.deleteOrder({ id });
      this.toasts.say('orders.deleted', { number });
      await this.router.navigateByUrl('/orders');
    });
  }

  private async act(work: () => Promise<void>): Promise<void> {
    this.refused.set(undefined);
    this.isBusy.set(true);
    try {
      await work();
    } catch (error) {
      this.refused.set(toProblem(error));
      await this.refresh();
    } finally {
      this.isBusy.set(false);
    }
  }

  private adopt(order: Order): void {
    if (order.version < this.version()) return;
    this.order.set(order);
    this.journal.reload();
  }

  /** Reads what others made of the order, without taking the page away meanwhile, and says who it was. */
  private async refresh(): Promise<void> {
    const [id, seen] = [this.id(), this.version()];
    try {
      const order = await this.api.getOrder({ id });
      if (id !== this.id() || order.version <= this.version()) return;
      this.order.set(order);
      if (!this.seesHistory()) return;
      const journal = await this.api.getOrderHistory({ id });
      if (id !== this.id()) return;
      this.journal.set(journal);
      const foreign = journal.filter(
        ({ entityVersion, actor }) => entityVersion > seen && actor.id !== this.session.user()?.id,
      );
      const fields = [...new Set(foreign.flatMap((entry) => this.words.fields(entry, order.items)))];
      const who = foreign[0]?.actor.name;
      if (who && fields.length) this.notice.set({ who, fields: fields.join(', ') });
    } catch (error) {
      // A lost network shows elsewhere; that the order is gone must be said here.
      if (toProblem(error).code === 'not_found') this.order.reload();
    }
  }

  private mayAmend(): boolean {
    return this.order.hasValue() && this.session.can('orders:write') && isAmendable(this.order.value().status);
  }

  private version(): number {
    return untracked(() => (this.order.hasValue() ? this.order.value().version : 0));
  }
}
