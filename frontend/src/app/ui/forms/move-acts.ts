import { Component, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';

/** One place up or down. */
export interface Shift {
  event: Event;
  by: 1 | -1;
}

/** Moves one of several things in their order up or down. */
@Component({
  selector: 'ui-move-acts',
  imports: [MatIcon, MatIconButton, TranslocoPipe],
  template: `
    @for (move of moves; track move.key) {
      @let isAtEnd = move.by < 0 ? isFirst() : isLast();
      <button
        mat-icon-button
        type="button"
        disabledInteractive
        [disabled]="isAtEnd"
        [attr.aria-label]="words() + move.key | transloco: { name: name() }"
        (click)="!isAtEnd && shifted.emit({ event: $event, by: move.by })"
      >
        <mat-icon [svgIcon]="move.icon" />
      </button>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class MoveActs {
  readonly isFirst = input.required<boolean>();
  readonly isLast = input.required<boolean>();
  /** Where the words `up` and `down` stand, with the dot at the end. */
  readonly words = input.required<string>();
  readonly name = input.required<string>();
  readonly shifted = output<Shift>();

  protected readonly moves = [
    { key: 'up', icon: 'chevron-up', by: -1 },
    { key: 'down', icon: 'chevron-down', by: 1 },
  ] as const;
}
