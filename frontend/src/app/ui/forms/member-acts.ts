import { Component, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';

/** What is done to one member of an ordered list: it goes up, down, or away. */
@Component({
  selector: 'ui-member-acts',
  imports: [MatIcon, MatIconButton, TranslocoPipe],
  template: `
    <button
      mat-icon-button
      type="button"
      disabledInteractive
      [disabled]="index() === 0"
      [attr.aria-label]="words() + 'up' | transloco: { name: name() }"
      (click)="shifted.emit({ event: $event, by: -1 })"
    >
      <mat-icon svgIcon="chevron-up" />
    </button>
    <button
      mat-icon-button
      type="button"
      disabledInteractive
      [disabled]="index() === count() - 1"
      [attr.aria-label]="words() + 'down' | transloco: { name: name() }"
      (click)="shifted.emit({ event: $event, by: 1 })"
    >
      <mat-icon svgIcon="chevron-down" />
    </button>
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
  readonly shifted = output<{ event: Event; by: 1 | -1 }>();
  readonly removed = output();
}
