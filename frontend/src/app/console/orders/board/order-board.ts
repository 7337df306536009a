import { CdkDrag, type CdkDragDrop, CdkDropList, CdkDropListGroup } from '@angular/cdk/drag-drop';
import { Component, ElementRef, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ListOrders$Params, OrderListItem } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';
import { Formats } from '../../../core/i18n/formats';
import { useShortcuts } from '../../../core/keyboard/shortcuts';
import type { EntityList } from '../../../ui/list/entity-list';
import { EmptyState } from '../../../ui/states/empty-state';
import { ProblemState } from '../../../ui/states/problem-state';
import { Skeleton } from '../../../ui/states/skeleton';
import { StaleNote } from '../../../ui/states/stale-note';
import { ORDER_LOOKS } from '../../../entities/orders/order-status';
import { OrderSteps } from '../steps/order-steps';
import { BoardCards } from './board-cards';
import { BOARD_STATUSES, type BoardStatus, placeOf } from './board-state';
import { OrderCard } from './order-card';

/**
 * Orders as cards in columns by status. Dropping a card takes the same step as the button on its page; so does its
 * menu, for the keyboard.
 */
@Component({
  selector: 'app-order-board',
  imports: [
    CdkDrag,
    CdkDropList,
    CdkDropListGroup,
    EmptyState,
    MatButton,
    MatIcon,
    OrderCard,
    ProblemState,
    RouterLink,
    Skeleton,
    StaleNote,
    TranslocoPipe,
  ],
  providers: [BoardCards],
  templateUrl: './order-board.html',
  styleUrl: './order-board.scss',
})
export class OrderBoard {
  protected readonly cards = inject(BoardCards);
  protected readonly formats = inject(Formats);
  private readonly steps = inject(OrderSteps);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  /** What narrows the board. */
  readonly query = input.required<ListOrders$Params>();
  /** The list of the same address, whose filters can be taken away. */
  readonly list = input.required<EntityList<OrderListItem>>();
  readonly mayWrite = input(false);

  protected readonly statuses = BOARD_STATUSES;
  protected readonly looks = ORDER_LOOKS;
  protected readonly placeholders = [0, 1, 2];
  /** The order in the hand; columns show whether they take it. */
  private readonly held = signal<OrderListItem | undefined>(undefined);

  constructor() {
    effect(() => {
      const query = this.query();
      untracked(() => void this.cards.show(query));
    });
    useShortcuts([
      { keys: 'KeyJ', label: 'orders.keys.down', run: () => this.step(1, 0) },
      { keys: 'KeyK', label: 'orders.keys.up', run: () => this.step(-1, 0) },
      { keys: 'KeyL', label: 'orders.keys.right', run: () => this.step(0, 1) },
      { keys: 'KeyH', label: 'orders.keys.left', run: () => this.step(0, -1) },
      { keys: 'KeyM', label: 'orders.keys.move', run: () => this.openMenu() },
    ]);
  }

  protected takes(status: BoardStatus): 'yes' | 'no' | undefined {
    const held = this.held();
    if (!held || held.status === status) return undefined;
    return this.steps.possible(held).includes(status) ? 'yes' : 'no';
  }

  protected pickUp(order: OrderListItem): void {
    this.held.set(order);
    this.cards.hold(true);
  }

  protected putDown(): void {
    this.held.set(undefined);
    this.cards.hold(false);
  }

  protected drop({ item, container, currentIndex }: CdkDragDrop<BoardStatus, BoardStatus, OrderListItem>): void {
    void this.cards.move(item.data, container.data, currentIndex);
  }

  /** From the menu; the card keeps the focus in its new column. */
  protected async move(order: OrderListItem, to: OrderStatus): Promise<void> {
    await this.cards.move(order, to);
    setTimeout(() => this.cardOf(order.id)?.focus());
  }

  private step(down: number, right: number): void {
    const focused = document.activeElement?.closest<HTMLElement>('[data-order]')?.dataset['order'];
    const board = this.cards.board();
    const place = focused ? placeOf(board, focused) : undefined;
    const columns = BOARD_STATUSES.filter((status) => board[status].cards.length);
    const column = columns[place ? clamp(columns.indexOf(place.status) + right, columns.length) : 0];
    if (!column) return;
    const { cards } = board[column];
    const next = cards[place ? clamp(place.index + down, cards.length) : 0];
    const card = next && this.cardOf(next.id);
    card?.focus();
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private openMenu(): void {
    document.activeElement?.closest('[data-order]')?.querySelector<HTMLElement>('button.move')?.click();
  }

  private cardOf(id: string): HTMLElement | null {
    return this.host.nativeElement.querySelector(`[data-order="${id}"] a`);
  }
}

function clamp(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}
