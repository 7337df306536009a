import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDivider } from '@angular/material/divider';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Order } from '@verstak/api';
import { type OrderStatus, isAmendable } from '@verstak/domain';
import { type Command, useCommands } from '../../../core/commands/commands';
import { Session } from '../../../core/session/session';
import { DocumentMaking } from '../../../entities/templates/document-making';
import { OrderPrints } from '../order-prints';
import { OrderSteps } from '../steps/order-steps';
import { asksReason, stepWords } from '../steps/step-words';

/** What can be done with an order: the next step as the main button, editing beside it, the rest in a menu. */
@Component({
  selector: 'app-order-actions',
  imports: [
    MatButton,
    MatDivider,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    TranslocoPipe,
  ],
  template: `
    @if (mayAmend()) {
      <button mat-stroked-button type="button" [attr.aria-keyshortcuts]="'e'" (click)="edit.emit()">
        <mat-icon svgIcon="edit" />{{ 'orders.edit' | transloco }}
      </button>
    }
    @if (main(); as step) {
      <button
        mat-flat-button
        type="button"
        disabledInteractive
        [disabled]="isBusy()"
        (click)="isBusy() || take.emit(step.to)"
      >
        <mat-icon [svgIcon]="step.icon" />{{ step.label | transloco }}
      </button>
    }
    <button mat-icon-button type="button" [attr.aria-label]="'orders.actions' | transloco" [matMenuTriggerFor]="menu">
      <mat-icon svgIcon="more" />
    </button>
    <mat-menu #menu="matMenu" xPosition="before">
      @for (step of others(); track step.to) {
        <button mat-menu-item type="button" [disabled]="isBusy()" (click)="take.emit(step.to)">
          <mat-icon [svgIcon]="step.icon" />{{ step.label | transloco }}{{ asksReason(step.to) ? '…' : '' }}
        </button>
      }
      @if (others().length) {
        <mat-divider />
      }
      @if (mayAssign()) {
        <button mat-menu-item type="button" (click)="assign.emit()">
          <mat-icon svgIcon="people" />{{ 'orders.assign' | transloco }}…
        </button>
      }
      @if (mayWrite()) {
        <a mat-menu-item routerLink="/orders/new" [queryParams]="{ copy: order().id }">
          <mat-icon svgIcon="copy" />{{ 'orders.duplicate' | transloco }}
        </a>
      }
      @for (kind of prints.kinds(); track kind) {
        <button mat-menu-item type="button" (click)="prints.print(kind, [order().id])">
          <mat-icon svgIcon="print" />{{ 'orders.print.' + kind | transloco }}
        </button>
      }
      <button mat-menu-item type="button" (click)="makeDocument()">
        <mat-icon svgIcon="document" />{{ 'templates.document' | transloco }}…
      </button>
      @if (mayDelete()) {
        <button mat-menu-item type="button" (click)="delete.emit()">
          <mat-icon svgIcon="delete" />{{ 'orders.delete' | transloco }}…
        </button>
      }
    </mat-menu>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
    }
  `,
})
export class OrderActions {
  private readonly session = inject(Session);
  private readonly steps = inject(OrderSteps);
  private readonly documents = inject(DocumentMaking);
  protected readonly prints = inject(OrderPrints);

  readonly order = input.required<Order>();
  readonly isBusy = input(false);
  readonly take = output<OrderStatus>();
  readonly edit = output();
  readonly assign = output();
  readonly delete = output();

  protected readonly asksReason = asksReason;
  private readonly possible = computed(() => {
    const order = this.order();
    return this.steps.possible(order).map((to) => stepWords(order.status, to));
  });
  /** What holds or cancels is never the main thing to do. */
  protected readonly main = computed(() => this.possible().find((step) => !asksReason(step.to)));
  protected readonly others = computed(() => this.possible().filter((step) => step !== this.main()));
  protected readonly mayWrite = computed(() => this.session.can('orders:write'));
  readonly mayAmend = computed(() => this.mayWrite() && isAmendable(this.order().status));
  protected readonly mayAssign = computed(() => this.mayAmend() && this.session.can('orders:assign'));
  protected readonly mayDelete = computed(() => {
    const { status } = this.order();
    return this.session.can('orders:delete') && (status === 'draft' || status === 'cancelled');
  });

  constructor() {
    useCommands(() => this.commands());
  }

  protected makeDocument(): void {
    const { id, number } = this.order();
    void this.documents.open({ kind: 'order', of: [{ id, number }] });
  }

  /** The same for the palette; editing has a key. */
  private commands(): Command[] {
    if (this.isBusy()) return [];
    const act = (id: string, label: string, icon: string, target: Command['target']): Command => ({
      id: `order-${id}`,
      group: 'act',
      label,
      icon,
      target,
    });
    return [
      ...this.possible().map(({ to, label, icon }) => act(to, label, icon, () => this.take.emit(to))),
      ...(this.mayAssign() ? [act('assign', 'orders.assign', 'people', () => this.assign.emit())] : []),
      ...(this.mayWrite() ? [act('copy', 'orders.duplicate', 'copy', `/orders/new?copy=${this.order().id}`)] : []),
      ...(this.mayDelete() ? [act('delete', 'orders.delete', 'delete', () => this.delete.emit())] : []),
    ];
  }
}
