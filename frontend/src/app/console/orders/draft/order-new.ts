import {
  Component,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { type FieldTree, form, submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Order, OrdersService } from '@verstak/api';
import type { ApiProblem } from '../../../core/http/api-problem';
import { I18n } from '../../../core/i18n/i18n';
import { ProblemText } from '../../../core/i18n/problem-text';
import { useShortcuts } from '../../../core/keyboard/shortcuts';
import { LastViews } from '../../../core/platform/last-views';
import { TabStore } from '../../../core/platform/tab-store';
import { Toasts } from '../../../core/toasts/toasts';
import { Workshop } from '../../../core/workshop/workshop';
import type { Unsaved } from '../../../ui/dialogs/unsaved';
import { type Refusal, refusal } from '../../../ui/fields/server-errors';
import { Keycap } from '../../../ui/keycap/keycap';
import { PageHeader } from '../../../ui/page-header/page-header';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { draftRules } from './draft-rules';
import { creation, isAmended, placedAmong } from './order-amendment';
import { type OrderDraft, blankLine, copyOf, isBlank } from './order-draft';
import { OrderFields } from './order-fields';

type FirstStatus = 'draft' | 'confirmed';

/** Takes an order: `?clientId=` names its client, `?copy=` an order to take again. What is typed survives a reload. */
@Component({
  selector: 'app-order-new',
  imports: [Keycap, MatButton, MatIcon, OrderFields, PageHeader, ProblemState, RouterLink, Skeleton, TranslocoPipe],
  templateUrl: './order-new.html',
  styleUrl: './order-new.scss',
})
export class OrderNew implements Unsaved {
  private readonly api = inject(OrdersService);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(ProblemText);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  protected readonly back = inject(LastViews).left('/orders');

  /** Id of the client, from the address. */
  readonly clientId = input<string>();
  /** Id of the order to take again, from the address. */
  readonly copy = input<string>();

  /** What is typed belongs to the address it was typed at: another copy or client begins with itself. */
  private readonly kept = computed(
    () => new TabStore<OrderDraft>(`verstak.newOrder.${this.copy() ?? this.clientId() ?? ''}`),
  );
  protected readonly copied = resource({
    params: () => this.copy(),
    loader: ({ params }) => this.api.getOrder({ id: params }),
  });
  /** What the address asks to begin with; nothing while the order to take again is being read. */
  private readonly start = computed<OrderDraft | undefined>(() => {
    if (!this.copy()) return { ...untracked(() => this.empty()), clientId: this.clientId() ?? '' };
    return this.copied.hasValue() ? copyOf(this.copied.value()) : undefined;
  });
  private readonly restored = linkedSignal(() => this.kept().recall());
  protected readonly isRestored = computed(() => this.restored() !== undefined);
  protected readonly isReady = computed(() => this.isRestored() || this.start() !== undefined);
  private readonly model = linkedSignal(() => this.restored() ?? this.start() ?? this.empty());
  private status: FirstStatus = 'confirmed';
  private isSaved = false;
  private readonly problem = signal<ApiProblem | undefined>(undefined);
  private readonly hasItems = computed(() => this.model().items.some((line) => !isBlank(line)));
  /** Said once the person tried to take an order of nothing. */
  private readonly lacksItems = signal(false);
  protected readonly problemText = computed(() => {
    const problem = this.problem();
    if (problem) return this.texts.of(problem);
    return this.lacksItems() && !this.hasItems() ? this.i18n.t('orders.needsItems') : '';
  });

  protected readonly form = form(this.model, draftRules, { submission: { action: () => this.save() } });

  constructor() {
    const injector = inject(Injector);
    effect(() => {
      if (this.isReady()) afterNextRender(() => this.focusFirst(), { injector });
    });
    effect(() => {
      this.kept();
      untracked(() => this.form().reset());
    });
    effect(() => {
      const draft = this.model();
      untracked(() => (this.hasUnsaved() ? this.kept().keep(draft) : this.kept().forget()));
    });
    const save = (): void => void this.send('confirmed');
    useShortcuts([{ keys: 'Ctrl+Enter', label: 'orders.saveConfirmed', run: save, whileTyping: true }]);
  }

  hasUnsaved(): boolean {
    const [start, model] = [this.start(), this.model()];
    return !this.isSaved && (start ? isAmended(start, model) : this.isRestored());
  }

  /** Called when the person agreed to leave: what was typed is given up. */
  giveUp(): void {
    this.kept().forget();
  }

  protected startAnew(): void {
    this.kept().forget();
    this.restored.set(undefined);
    this.form().reset();
  }

  protected async send(status: FirstStatus): Promise<void> {
    this.status = status;
    this.problem.set(undefined);
    this.lacksItems.set(status === 'confirmed' && !this.hasItems());
    if (this.lacksItems()) {
      this.form().markAsTouched();
      this.focusFault(this.form.items[0]?.title);
    } else if (!(await submit(this.form))) this.focusFault();
  }

  private async save(): Promise<Refusal['errors']> {
    const body = creation(this.model(), this.status, this.workshop.settings().timeZone);
    let order: Order;
    try {
      order = await this.api.createOrder({ body });
    } catch (error) {
      const { errors, problem } = refusal(this.form, error, placedAmong(this.model().items, body.items));
      this.problem.set(problem);
      return errors;
    }
    this.isSaved = true;
    this.kept().forget();
    this.toasts.say(`orders.created.${this.status}`, { number: order.number });
    await this.router.navigate(['/orders', order.id], { replaceUrl: true });
    return [];
  }

  /** Who asked for a new order goes on typing: whose it is, or what to make where the client is known. */
  private focusFirst(): void {
    const field = this.model().clientId ? this.form.items[0]?.title : this.form.clientId;
    field?.().focusBoundControl();
  }

  /** Leads to the first field that is wrong, else to the one named. */
  private focusFault(otherwise?: FieldTree<string>): void {
    const field = this.form().errorSummary()[0]?.fieldTree ?? otherwise;
    field?.().focusBoundControl();
  }

  private empty(): OrderDraft {
    return { clientId: '', dueAt: '', note: '', paid: null, items: [blankLine(this.i18n.t('orders.piece'))] };
  }
}
