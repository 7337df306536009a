import { Component, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { OrdersService } from '@verstak/api';
import { I18n } from '../../../core/i18n/i18n';
import { LastViews } from '../../../core/platform/last-views';
import { Toasts } from '../../../core/toasts/toasts';
import { Workshop } from '../../../core/workshop/workshop';
import { draft } from '../../../ui/forms/draft';
import { FormProblem } from '../../../ui/forms/form-problem';
import { formSession } from '../../../ui/forms/form-session';
import type { Unsaved } from '../../../ui/forms/unsaved';
import { Keycap } from '../../../ui/keycap/keycap';
import { PageHeader } from '../../../ui/page-header/page-header';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { draftRules } from './draft-rules';
import { DueQuestion } from './due-question';
import { changedPaths, creation, placedAmong } from './order-amendment';
import { EMPTY_ORDER, type OrderDraft, blankLine, copyOf, isBlank } from './order-draft';
import { OrderFields } from './order-fields';

type FirstStatus = 'draft' | 'confirmed';

/** Takes an order: `?clientId=` names its client, `?copy=` an order to take again. What is typed survives a reload. */
@Component({
  selector: 'app-order-new',
  imports: [
    FormProblem,
    Keycap,
    MatButton,
    MatIcon,
    OrderFields,
    PageHeader,
    ProblemState,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './order-new.html',
  styleUrl: './order-new.scss',
})
export class OrderNew implements Unsaved {
  private readonly api = inject(OrdersService);
  private readonly due = inject(DueQuestion);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  protected readonly back = inject(LastViews).left('/orders');

  /** Id of the client, from the address. */
  readonly clientId = input<string>();
  /** Id of the order to take again, from the address. */
  readonly copy = input<string>();

  protected readonly copied = resource({
    params: () => this.copy(),
    loader: ({ params }) => this.api.getOrder({ id: params }),
  });
  /** What the address asks to begin with; nothing while the order to take again is being read. */
  private readonly start = computed<OrderDraft | undefined>(() => {
    if (!this.copy()) return untracked(() => this.empty(this.clientId() ?? ''));
    return this.copied.hasValue() ? copyOf(this.copied.value()) : undefined;
  });
  /** What is typed belongs to the address it was typed at: another copy or client begins with itself. */
  private readonly address = computed(() => this.copy() ?? this.clientId() ?? '');
  protected readonly draft = draft(EMPTY_ORDER, {
    key: () => `verstak.draft.newOrder.${this.address()}`,
    changed: changedPaths,
  });
  private status: FirstStatus = 'confirmed';
  /** Said once the person tried to take an order of nothing. */
  private readonly lacksItems = signal(false);
  private readonly hasItems = computed(() => this.draft.mine().items.some((line) => !isBlank(line)));
  protected readonly lack = computed(() =>
    this.lacksItems() && !this.hasItems() ? this.i18n.t('orders.needsItems') : '',
  );

  protected readonly session = formSession(this.draft.mine, {
    rules: (path) => draftRules(path),
    save: (typed) => this.store(typed),
    placed: (path) => placedAmong(this.draft.mine().items, this.bodyOf(this.draft.mine()).items)(path),
    first: (form) => this.firstIn(form),
    label: 'orders.saveConfirmed',
    submit: () => void this.send('confirmed'),
    cancel: () => void this.router.navigateByUrl(this.back),
    draft: this.draft,
  });

  constructor() {
    effect(() => {
      const [start] = [this.start(), this.address()];
      untracked(() => {
        this.session.form().reset();
        this.draft.open(start);
      });
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  protected startAnew(): void {
    this.session.form().reset();
    this.draft.openAnew(this.start());
  }

  protected async send(status: FirstStatus): Promise<void> {
    this.status = status;
    this.lacksItems.set(status === 'confirmed' && !this.hasItems());
    if (!this.lacksItems()) return void (await this.session.submit());
    this.session.form().markAsTouched();
    this.session.leadToFault(this.session.form.items[0]?.title);
  }

  private async store(typed: OrderDraft): Promise<void> {
    if (!(await this.due.isMeant(typed.dueAt))) return this.session.form.dueAt().focusBoundControl();
    const order = await this.api.createOrder({ body: this.bodyOf(typed) });
    this.draft.close();
    this.toasts.say(`orders.created.${this.status}`, { number: order.number });
    await this.router.navigate(['/orders', order.id], { replaceUrl: true });
  }

  private bodyOf(typed: OrderDraft): ReturnType<typeof creation> {
    return creation(typed, this.status, this.workshop.settings().timeZone);
  }

  /** Who asked for a new order goes on typing: whose it is, or what to make where the client is known. */
  private firstIn(form: FieldTree<OrderDraft>): FieldTree<string> | undefined {
    return this.draft.mine().clientId ? form.items[0]?.title : form.clientId;
  }

  private empty(clientId: string): OrderDraft {
    return { ...EMPTY_ORDER, clientId, items: [blankLine(this.i18n.t('orders.piece'))] };
  }
}
