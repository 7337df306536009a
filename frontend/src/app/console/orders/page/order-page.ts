import { NgComponentOutlet } from '@angular/common';
import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  viewChild,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Order } from '@verstak/api';
import { isAmendable } from '@verstak/domain';
import { I18n } from '../../../core/i18n/i18n';
import { useShortcuts } from '../../../core/keyboard/shortcuts';
import { LastViews } from '../../../core/platform/last-views';
import { PageTitle } from '../../../core/platform/page-title';
import { Session } from '../../../core/session/session';
import { Toasts } from '../../../core/toasts/toasts';
import { unreadMessages } from '../../../entities/conversations/unread-messages';
import { OrderStatusChip } from '../../../entities/orders/order-status';
import { isKept } from '../../../ui/forms/draft';
import type { Unsaved } from '../../../ui/forms/unsaved';
import { ListSteps } from '../../../ui/list/list-steps';
import { PageHeader } from '../../../ui/page-header/page-header';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { StaleNote } from '../../../ui/states/stale-note';
import { type ViewTab, ViewTabs } from '../../../ui/view-tabs/view-tabs';
import { OrderActions } from './order-actions';
import { OrderActs } from './order-acts';
import { OrderEditor, amendmentKey } from './order-editor';
import { OrderFacts } from './order-facts';
import { OrderFeed } from './order-feed';
import { ORDER_PARTS } from './order-parts';
import { OrderRecord } from './order-record';

const [FIRST] = ORDER_PARTS;

/** One order: the next step, what one looks for first, its parts as tabs, and the editor in their place. */
@Component({
  selector: 'app-order-page',
  imports: [
    MatButton,
    MatIcon,
    MatIconButton,
    NgComponentOutlet,
    OrderActions,
    OrderEditor,
    OrderFacts,
    OrderFeed,
    OrderStatusChip,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    ListSteps,
    StaleNote,
    TranslocoPipe,
    ViewTabs,
  ],
  providers: [OrderRecord, OrderActs],
  templateUrl: './order-page.html',
  styleUrl: './order-page.scss',
})
export class OrderPage implements Unsaved {
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  protected readonly record = inject(OrderRecord);
  protected readonly acts = inject(OrderActs);
  protected readonly list = inject(LastViews).to('/orders');

  /** Which part is shown, from the address. */
  readonly tab = input<string>();

  private readonly editor = viewChild(OrderEditor);
  protected readonly order = this.record.order;
  protected readonly journal = this.record.journal;

  private readonly parts = computed(() =>
    ORDER_PARTS.filter(({ permission }) => !permission || this.session.can(permission)),
  );
  private readonly unread = unreadMessages(() => ({ subject: 'Order', subjectId: this.record.id() }));
  protected readonly shown = computed(() => this.parts().find(({ key }) => key === this.tab()) ?? FIRST);
  protected readonly tabs = computed<ViewTab[]>(() =>
    this.parts().map((part) => ({
      key: part.key,
      label: `orders.tab.${part.key}`,
      params: { tab: part === FIRST ? null : part.key },
      isCurrent: part === this.shown(),
      ...(part.key === 'messages' ? { count: this.unread(), isAlarming: true } : {}),
    })),
  );

  protected readonly isEditing = linkedSignal({
    source: this.record.id,
    computation: (id) => isKept(amendmentKey(id)),
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const order = this.order.value();
      if (order) title.say(this.i18n.t('ui.numbered', { number: order.number }));
    });
    useShortcuts([
      {
        keys: 'KeyE',
        label: 'orders.edit',
        icon: 'edit',
        run: () => this.edit(),
        when: () => this.mayAmend() && !this.isEditing(),
      },
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
    this.editor()?.giveUp();
  }

  protected edit(): void {
    if (!this.mayAmend()) return;
    this.isEditing.set(true);
    if (this.shown() !== FIRST) void this.router.navigate(['/orders', this.record.id()]);
  }

  protected saved(order: Order): void {
    this.record.adopt(order);
    this.endEditing();
    this.toasts.say('orders.saved', { number: order.number });
  }

  /** The focus goes back to where editing began: to the acts, in which the next one is taken. */
  protected endEditing(): void {
    this.isEditing.set(false);
    const focus = (): void => this.host.nativeElement.querySelector<HTMLElement>('app-order-actions button')?.focus();
    afterNextRender(focus, { injector: this.injector });
  }

  private mayAmend(): boolean {
    const order = this.order.value();
    return order !== undefined && this.session.can('orders:write') && isAmendable(order.status);
  }
}
