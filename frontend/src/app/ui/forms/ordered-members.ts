import { type CdkDragDrop, moveItemInArray } from '@angular/cdk/drag-drop';
import { Directive, ElementRef, Injector, afterNextRender, inject, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { Toasts } from '../../core/toasts/toasts';

/**
 * Members of a form's list in their order, as the stages of a route are: added, moved by dragging or by Alt and an arrow
 * from any of their fields, removed and brought back. Each stands in an element of its own class; the words of
 * `words`, a first part of keys with its dot, tell what is done: `removed`.
 */
@Directive({
  host: {
    '(keydown.alt.arrowup)': 'shiftAt($event, -1)',
    '(keydown.alt.arrowdown)': 'shiftAt($event, 1)',
  },
})
export abstract class OrderedMembers<T extends { name: string }> {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);

  readonly members = input.required<FieldTree<T[]>>();

  /** The class of the elements of members. */
  protected abstract readonly of: string;
  /** Where the words of a member stand, with the dot at the end: `routes.stage.`. */
  protected abstract readonly words: string;
  /** A member with nothing in it. */
  protected abstract blank(): T;

  protected add(): void {
    const list = this.members()();
    list.value.update((members) => [...members, this.blank()]);
    list.markAsDirty();
    this.focusOn(list.value().length - 1, 'input');
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }

  /** Moves the member from which the keys were pressed, unless one inside of it was moved. */
  protected shiftAt(event: Event, by: 1 | -1): void {
    if (event.defaultPrevented) return;
    const member = (event.target as Element).closest(`.${this.of}`); // a key is pressed within an element
    const index = [...this.host.nativeElement.querySelectorAll(`.${this.of}`)].findIndex((one) => one === member);
    if (index >= 0) this.shift(event, index, by);
  }

  protected shift(event: Event, index: number, by: 1 | -1): void {
    event.preventDefault();
    const to = index + by;
    if (to < 0 || to >= this.members()().value().length) return;
    this.move(index, to);
    this.focusOn(to, 'button');
  }

  /** A member that goes can be brought back for 10 seconds, as it was typed. */
  protected remove(index: number): void {
    const { value } = this.members()();
    const former = value();
    value.set(former.filter((_, place) => place !== index));
    this.focusOn(Math.min(index, former.length - 2), 'button');
    const name = former[index]?.name ?? '';
    this.toasts.offerUndo(`${this.words}removed`, { name }, async () => value.set(former));
  }

  private move(from: number, to: number): void {
    this.members()().value.update((members) => {
      const moved = [...members];
      moveItemInArray(moved, from, to);
      return moved;
    });
  }

  private focusOn(index: number, what: string): void {
    const go = (): void => {
      const member = this.host.nativeElement.querySelectorAll(`.${this.of}`)[index] ?? this.host.nativeElement;
      member.querySelector<HTMLElement>(what)?.focus();
    };
    afterNextRender(go, { injector: this.injector });
  }
}
