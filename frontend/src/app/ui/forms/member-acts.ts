import { Component, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { MoveActs, type Shift } from './move-acts';

/** What is done to one member of an ordered list: it goes up, down, or away. */
@Component({
  selector: 'ui-member-acts',
  imports: [MatIcon, MatIconButton, MoveActs, TranslocoPipe],
  template: `
    <ui-move-acts
      [isFirst]="index() === 0"
      [isLast]="index() === count() - 1"
      [words]="words()"
      [name]="name()"
      (shifted)="shifted.emit($event)"
    />
    <button
      mat-icon-button
      type="button"
      disabledInteractive
      [disabled]="count() <= fewest()"
      [attr.aria-label]="words() + 'remove' | transloco: { name: name() }"
      (click)="count() > fewest() && removed.emit()"
    >
      <mat-icon svgIcon="delete" />
    </button>
  `,
})
export class MemberActs {
  readonly index = input.required<number>();
  readonly count = input.required<number>();
  /** As many have to stay. */
  readonly fewest = input(0);
  /** Where the words of a member stand, with the dot at the end. */
  readonly words = input.required<string>();
  readonly name = input.required<string>();
  readonly shifted = output<Shift>();
  readonly removed = output();
}
