import { Component, effect, inject, input, linkedSignal, output, resource, untracked } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Consequence, type Order, OrdersService } from '@verstak/api';
import { debounceTime } from 'rxjs';
import type { ApiProblem } from '../../../core/http/api-problem';
import { Workshop } from '../../../core/workshop/workshop';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import { draft } from '../../../ui/forms/draft';
import { FormProblem } from '../../../ui/forms/form-problem';
import { type Settled, formSession } from '../../../ui/forms/form-session';
import { Keycap } from '../../../ui/keycap/keycap';
import { DueQuestion } from '../draft/due-question';
import { draftRules } from '../draft/draft-rules';
import { amendment, changedPaths, placedAmong, rebased } from '../draft/order-amendment';
import { EMPTY_ORDER, type OrderDraft, draftOf } from '../draft/order-draft';
import { OrderFields } from '../draft/order-fields';
import { ConsequenceList } from '../steps/consequence-list';
import { OrderConflicts } from './order-conflicts';

/** So long nobody types before it is asked what would follow, in milliseconds. */
const TYPING_PAUSE = 500;

/** Where what was typed into an order in this tab and not saved is kept. */
export function amendmentKey(id: string): string {
  return `verstak.draft.order.${id}`;
}

/**
 * Amends an order in place. Only changed fields are sent; what others change meanwhile shows in the fields that were
 * not touched; where both changed one field, the person chooses.
 */
@Component({
  selector: 'app-order-editor',
  imports: [ConsequenceList, FormProblem, Keycap, MatButton, OrderFields, TranslocoPipe],
  templateUrl: './order-editor.html',
  styleUrl: './order-editor.scss',
})
export class OrderEditor {
  private readonly api = inject(OrdersService);
  private readonly due = inject(DueQuestion);
  private readonly workshop = inject(Workshop);
  private readonly conflicts = inject(OrderConflicts);
  private readonly dialogs = inject(Dialogs);

  /** The order as it is now; others may change it while this is open. */
  readonly order = input.required<Order>();
  readonly saved = output<Order>();
  readonly cancelled = output();

  private readonly draft = draft(EMPTY_ORDER, {
    key: () => amendmentKey(this.order().id),
    changed: changedPaths,
    merged: rebased,
  });
  protected readonly session = formSession(this.draft.mine, {
    rules: (path) => draftRules(path, () => isMade(this.order())),
    save: (typed) => this.store(typed),
    placed: (path) => placedAmong(this.draft.mine().items, this.changeOf(this.draft.mine()).items)(path),
    first: (form) => form.items[0]?.title ?? form.clientId,
    cancel: () => void this.cancel(),
    draft: this.draft,
    settle: (problem) => this.settle(problem),
    isConflict: (problem) => problem.code === 'conflict.version' || lacksLine(problem),
  });

  /** The draft as it was when the person last paused. */
  private readonly paused = toSignal(toObservable(this.draft.mine).pipe(debounceTime(TYPING_PAUSE)));
  /** What saving will bring about; of what cannot be saved as it is, nothing: the form itself says why not. */
  protected readonly preview = resource({
    params: () => {
      const typed = this.paused();
      return typed && this.draft.isChanged() ? { id: this.order().id, body: this.changeOf(typed) } : undefined;
    },
    loader: ({ params }) => this.api.previewOrderChange(params),
  });
  protected readonly consequences = linkedSignal<Consequence[] | undefined, Consequence[] | undefined>({
    // While the next is on its way, the last stays: nothing jumps under the hands.
    source: () => (this.preview.hasValue() ? this.preview.value().consequences : undefined),
    computation: (now, before) => now ?? (this.preview.isLoading() ? before?.value : undefined),
  });

  constructor() {
    effect(() => {
      const order = this.order();
      untracked(() => this.draft.follow(this.draftOf(order), order.version));
    });
  }

  hasUnsaved(): boolean {
    return this.draft.hasUnsaved();
  }

  giveUp(): void {
    this.draft.close();
  }

  protected async cancel(): Promise<void> {
    if (this.draft.hasUnsaved() && !(await this.dialogs.confirmLeaving())) return;
    this.draft.close();
    this.cancelled.emit();
  }

  private async store(typed: OrderDraft): Promise<void> {
    if (!this.draft.isChanged()) return this.cancelled.emit();
    if (!(await this.due.isMeant(typed.dueAt, this.draft.base?.dueAt)))
      return this.session.form.dueAt().focusBoundControl();
    const { version } = this.draft;
    const body = { ...this.changeOf(typed), ...(version !== undefined && { version }) };
    const order = await this.api.changeOrder({ id: this.order().id, body });
    this.draft.close();
    this.saved.emit(order);
  }

  private async settle(problem: ApiProblem): Promise<Settled<OrderDraft> | undefined> {
    const fresh = await this.api.getOrder({ id: this.order().id });
    const takeTheirs = lacksLine(problem) ? new Set<string>() : await this.conflicts.settle(problem.conflicts, fresh);
    return takeTheirs && { theirs: this.draftOf(fresh), version: fresh.version, takeTheirs };
  }

  private changeOf(typed: OrderDraft): ReturnType<typeof amendment> {
    return amendment(this.draft.base ?? typed, typed, this.workshop.settings().timeZone);
  }

  private draftOf(order: Order): OrderDraft {
    return draftOf(order, this.workshop.settings().timeZone);
  }
}

/** Whether the workshop makes an order, so that each of its lines has somebody who does. */
function isMade({ status, heldFrom, partsTotal }: Order): boolean {
  const stage = heldFrom ?? status;
  return stage === 'in_production' || (stage === 'ready' && partsTotal > 0);
}

/** A line that was changed here is there no more. */
function lacksLine({ errors }: ApiProblem): boolean {
  return errors.some(({ rule, field }) => rule === 'known' && field.endsWith('.id'));
}
