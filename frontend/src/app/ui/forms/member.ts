import { CdkDragHandle } from '@angular/cdk/drag-drop';
import { Component, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { MemberActs } from './member-acts';
import type { Shift } from './move-acts';

/** One member of an ordered list, `<li uiMember cdkDrag>`: a handle to drag it by, its place, its fields, what is done to it. */
@Component({
  selector: 'li[uiMember]',
  imports: [CdkDragHandle, MatIcon, MatIconButton, MemberActs, TranslocoPipe],
  template: `
    <button
      mat-icon-button
      type="button"
      class="handle"
      cdkDragHandle
      [attr.aria-label]="words() + 'move' | transloco: { name: name(), place: index() + 1 }"
    >
      <mat-icon svgIcon="sort" />
    </button>
    <span class="place" aria-hidden="true">{{ index() + 1 }}</span>
    <div class="content"><ng-content /></div>
    <ui-member-acts
      class="acts"
      [index]="index()"
      [count]="count()"
      [fewest]="fewest()"
      [words]="words()"
      [name]="name()"
      (shifted)="shifted.emit($event)"
      (removed)="removed.emit()"
    />
  `,
  styleUrl: './member.scss',
})
export class Member {
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
