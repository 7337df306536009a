import { Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OrderListItem } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';
import type { ApiProblem } from '../../../core/http/api-problem';
import { ProblemText } from '../../../core/i18n/problem-text';
import { DueDate } from '../../../ui/pipes/due-date';
import { MoneyPipe } from '../../../ui/pipes/format-pipes';
import { summaryOf } from '../../../entities/orders/order-columns';
import { OrderProgress } from '../../../entities/orders/order-progress';
import { isSettled } from '../../../entities/orders/order-status';
import { OrderSteps } from '../steps/order-steps';
import { stepWords } from '../steps/step-words';

/** An order on the board, with the menu that moves it without a mouse and, where a move was refused, the reason. */
@Component({
  selector: 'app-order-card',
  imports: [
    DueDate,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MoneyPipe,
    OrderProgress,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './order-card.html',
  styleUrl: './order-card.scss',
})
export class OrderCard {
  private readonly steps = inject(OrderSteps);
  private readonly texts = inject(ProblemText);

  readonly order = input.required<OrderListItem>();
  readonly refused = input<ApiProblem>();
  readonly moveTo = output<OrderStatus>();
  readonly forgiven = output();

  protected readonly summary = computed(() => summaryOf(this.order()));
  protected readonly isDone = computed(() => isSettled(this.order().status));
  protected readonly moves = computed(() => {
    const order = this.order();
    return this.steps.possible(order).map((to) => stepWords(order.status, to));
  });
  protected readonly reason = computed(() => {
    const problem = this.refused();
    return problem ? this.texts.of(problem) : '';
  });
}
