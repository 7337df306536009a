import { Injectable, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { type ListOrders$Params, type OrderListItem, OrdersService } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';
import { debounceTime } from 'rxjs';
import { type ApiProblem, toProblem } from '../../../core/http/api-problem';
import { keptAt } from '../../../core/last-seen/kept-at';
import { Live } from '../../../core/live/live';
import { Toasts } from '../../../core/toasts/toasts';
import { OrderSteps } from '../steps/order-steps';
import {
  BOARD_STATUSES,
  type Board,
  type BoardColumn,
  type BoardStatus,
  COLUMN_STEP,
  columnSort,
  emptyBoard,
  isBoardStatus,
  moved,
  placeOf,
  replaced,
} from './board-state';

const LIVE_PAUSE = 300;

/** Why a card came back, shown beside it. */
export interface Refused {
  id: string;
  problem: ApiProblem;
}

/** The cards of a board: reads its columns, moves cards at once and back where the move is refused. */
@Injectable()
export class BoardCards {
  private readonly api = inject(OrdersService);
  private readonly steps = inject(OrderSteps);
  private readonly toasts = inject(Toasts);
  private readonly state = signal<Board>(emptyBoard());
  private readonly failure = signal<ApiProblem | undefined>(undefined);
  private readonly loaded = signal(false);
  private readonly isForbidden = computed(() => this.failure()?.code === 'auth.forbidden');
  private readonly refusal = signal<Refused | undefined>(undefined);
  private query: ListOrders$Params = {};
  /** Answers of an earlier question come too late. */
  private question = 0;
  /** A card in the hand stays where it is; what others do meanwhile shows when it is down. */
  private isHeld = false;
  private isOvertaken = false;

  readonly board = this.state.asReadonly();
  /** When the cards were read from the server. */
  readonly readAt = signal<Date | undefined>(undefined);
  private readonly isKept = signal(false);
  /** The cards are those asked for, but may be old: reading them again failed, or they are those seen last. */
  readonly isStale = computed(
    () => this.loaded() && (this.isKept() || (this.failure() !== undefined && !this.isForbidden())),
  );
  readonly problem = computed(() => (this.isStale() ? undefined : this.failure()));
  readonly refused = this.refusal.asReadonly();
  readonly isLoading = computed(() => !this.loaded() && !this.failure());
  /** No order at all matches. */
  readonly isEmpty = computed(() => this.loaded() && BOARD_STATUSES.every((status) => !this.state()[status].total));

  constructor() {
    inject(Live)
      .changes('Order')
      .pipe(debounceTime(LIVE_PAUSE), takeUntilDestroyed())
      .subscribe(() => void this.reload());
    this.steps.taken
      .pipe(takeUntilDestroyed())
      .subscribe((order) => this.state.update((board) => replaced(board, order)));
  }

  /** Shows other orders. */
  async show(query: ListOrders$Params): Promise<void> {
    this.query = query;
    this.loaded.set(false);
    this.failure.set(undefined);
    this.state.set(emptyBoard());
    await this.reload();
  }

  async reload(): Promise<void> {
    if (this.isHeld) {
      this.isOvertaken = true;
      return;
    }
    const question = ++this.question;
    try {
      const columns = await Promise.all(
        BOARD_STATUSES.map(async (status) => [status, await this.read(status)] as const),
      );
      if (question !== this.question) return;
      if (this.isHeld) this.isOvertaken = true;
      else this.state.set(Object.fromEntries(columns) as Record<BoardStatus, BoardColumn>);
      this.failure.set(undefined);
      this.loaded.set(true);
      const kept = keptAt(columns.flatMap(([, { cards }]) => cards));
      this.isKept.set(kept !== undefined);
      this.readAt.set(new Date(kept ?? Date.now()));
    } catch (error) {
      if (question === this.question) this.failure.set(toProblem(error));
    }
  }

  /** Reads the next cards of a column; where that fails the column stays as it is. */
  async showMore(status: BoardStatus): Promise<void> {
    const limit = this.state()[status].limit + COLUMN_STEP;
    const query = this.query;
    try {
      const column = await this.read(status, limit);
      if (query === this.query) this.state.update((board) => ({ ...board, [status]: column }));
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  /** The hand took a card up, or put it down. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld;
    if (isHeld || !this.isOvertaken) return;
    this.isOvertaken = false;
    void this.reload();
  }

  /** Moves a card at once and takes the step; the card comes back where it is refused or thought better of. */
  async move(order: OrderListItem, to: OrderStatus, index = 0): Promise<void> {
    const from = placeOf(this.state(), order.id);
    if (from?.status === to) return;
    this.refusal.set(undefined);
    this.state.update((board) => moved(board, order, to, index));
    const back = (): void => this.state.update((board) => moved(board, order, order.status, from?.index));
    try {
      if (!(await this.steps.take(order, to))) back();
    } catch (error) {
      back();
      this.refusal.set({ id: order.id, problem: toProblem(error) });
      void this.reload();
    }
  }

  forgive(): void {
    this.refusal.set(undefined);
  }

  /** A column is read only where the filters leave its status in. */
  private async read(status: BoardStatus, limit = this.state()[status].limit): Promise<BoardColumn> {
    const wanted = this.query.status;
    if (wanted?.length && !wanted.includes(status)) return { cards: [], total: 0, limit };
    const cards: OrderListItem[] = [];
    let total = 0;
    for (let page = 1; (page - 1) * COLUMN_STEP < limit && (page === 1 || cards.length < total); page++) {
      const part = { page, pageSize: COLUMN_STEP, sort: columnSort(status) };
      const answer = await this.api.listOrders({ ...this.query, ...part, status: [status] });
      cards.push(...answer.items.filter((order) => isBoardStatus(order.status)));
      total = answer.total;
    }
    return { cards, total, limit };
  }
}
