import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { form, submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Order, type OrderChange, OrdersService } from '@verstak/api';
import { type ApiProblem, toProblem } from '../../../core/http/api-problem';
import { ProblemText } from '../../../core/i18n/problem-text';
import { useShortcuts } from '../../../core/keyboard/shortcuts';
import { TabStore } from '../../../core/platform/tab-store';
import { Workshop } from '../../../core/workshop/workshop';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import { type Refusal, refusal } from '../../../ui/fields/server-errors';
import { Keycap } from '../../../ui/keycap/keycap';
import { draftRules } from '../draft/draft-rules';
import { amendment, changedPaths, collide, isAmended, placedAmong, rebased } from '../draft/order-amendment';
import { type OrderDraft, draftOf } from '../draft/order-draft';
import { OrderFields } from '../draft/order-fields';
import { OrderConflicts } from './order-conflicts';

/** An amendment that is not saved yet: what is typed, what it started from, and the version that was seen. */
export interface Amending {
  mine: OrderDraft;
  base: OrderDraft;
  version: number;
}

/** What was typed into an order in this tab and not saved. */
export function keptAmendment(id: string): TabStore<Amending> {
  return new TabStore<Amending>(`verstak.order.${id}`);
}

/**
 * Amends an order in place. Only changed fields are sent; what others change meanwhile shows in the fields that were
 * not touched; where both changed one field, the person chooses.
 */
@Component({
  selector: 'app-order-editor',
  imports: [Keycap, MatButton, MatIcon, OrderFields, TranslocoPipe],
  templateUrl: './order-editor.html',
  styleUrl: './order-editor.scss',
})
export class OrderEditor {
  private readonly api = inject(OrdersService);
  private readonly workshop = inject(Workshop);
  private readonly texts = inject(ProblemText);
  private readonly conflicts = inject(OrderConflicts);
  private readonly dialogs = inject(Dialogs);

  /** The order as it is now; others may change it while this is open. */
  readonly order = input.required<Order>();
  readonly saved = output<Order>();
  readonly cancelled = output();

  private readonly base = signal<OrderDraft>({ clientId: '', dueAt: '', note: '', paid: null, items: [] });
  private readonly mine = signal(this.base());
  private version = 0;
  private readonly problem = signal<ApiProblem | undefined>(undefined);
  protected readonly problemText = computed(() => {
    const problem = this.problem();
    return problem ? this.texts.of(problem) : '';
  });

  protected readonly form = form(this.mine, draftRules, { submission: { action: () => this.store() } });
  protected readonly isChanged = computed(() => isAmended(this.base(), this.mine()));

  constructor() {
    effect(() => {
      const order = this.order();
      untracked(() => this.adopt(order));
    });
    effect(() => {
      const [mine, base] = [this.mine(), this.base()];
      if (this.version && isAmended(base, mine)) this.kept().keep({ mine, base, version: this.version });
    });
    useShortcuts([
      { keys: 'Ctrl+Enter', label: 'shell.keys.save', run: () => void this.save(), whileTyping: true },
      { keys: 'Escape', label: 'ui.cancel', run: () => void this.cancel() },
    ]);
  }

  hasUnsaved(): boolean {
    return this.isChanged();
  }

  protected async save(): Promise<void> {
    this.problem.set(undefined);
    if (!this.isChanged()) return this.cancelled.emit();
    if (!(await submit(this.form))) this.form().errorSummary()[0]?.fieldTree().focusBoundControl();
  }

  protected async cancel(): Promise<void> {
    if (this.isChanged() && !(await this.dialogs.confirmLeaving())) return;
    this.kept().forget();
    this.cancelled.emit();
  }

  private async store(): Promise<Refusal['errors']> {
    const change = amendment(this.base(), this.mine(), this.workshop.settings().timeZone);
    try {
      const order = await this.api.changeOrder({ id: this.order().id, body: { ...change, version: this.version } });
      this.kept().forget();
      this.saved.emit(order);
      return [];
    } catch (error) {
      return this.settle(toProblem(error), change);
    }
  }

  private async settle(problem: ApiProblem, change: OrderChange): Promise<Refusal['errors']> {
    const isConflict = problem.code === 'conflict.version';
    const isGone = problem.errors.some(({ rule, field }) => rule === 'known' && field.endsWith('.id'));
    if (!isConflict && !isGone) return this.share(problem, change);
    const fresh = await this.api.getOrder({ id: this.order().id });
    const takeTheirs = isConflict ? await this.conflicts.settle(problem.conflicts, fresh) : new Set<string>();
    if (!takeTheirs) return [];
    this.rebase(fresh, takeTheirs);
    this.version = fresh.version;
    return this.store();
  }

  /** Faults go to their fields. */
  private share(problem: ApiProblem, { items }: OrderChange): Refusal['errors'] {
    const refused = refusal(this.form, problem, placedAmong(this.mine().items, items));
    this.problem.set(refused.problem);
    return refused.errors;
  }

  /** The order arrived, for the first time or changed by somebody. */
  private adopt(order: Order): void {
    if (order.version <= this.version) return;
    const theirs = draftOf(order, this.workshop.settings().timeZone);
    if (!this.version) return this.begin(order, theirs);
    const isSafe = !collide(changedPaths(this.base(), this.mine()), changedPaths(this.base(), theirs));
    this.rebase(order, new Set());
    // The version stays where both changed a field: saving must then show both values.
    if (isSafe) this.version = order.version;
  }

  private begin(order: Order, theirs: OrderDraft): void {
    const kept = this.kept().recall();
    this.version = kept?.version ?? order.version;
    this.base.set(theirs);
    this.form().reset(kept ? rebased(kept.mine, kept.base, theirs) : theirs);
  }

  private rebase(order: Order, takeTheirs: ReadonlySet<string>): void {
    const theirs = draftOf(order, this.workshop.settings().timeZone);
    this.mine.set(rebased(this.mine(), this.base(), theirs, takeTheirs));
    this.base.set(theirs);
  }

  private kept(): TabStore<Amending> {
    return keptAmendment(this.order().id);
  }
}
