import { CdkDrag, type CdkDragDrop, CdkDragHandle, CdkDropList, moveItemInArray } from '@angular/cdk/drag-drop';
import { Component, ElementRef, Injector, afterNextRender, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Toasts } from '../../core/toasts/toasts';
import { masterOptions } from '../../entities/people/masters';
import { ChoicesField } from '../../ui/fields/choices-field';
import { NumberField } from '../../ui/fields/number-field';
import { TextField } from '../../ui/fields/text-field';
import { BLANK_STAGE, type StageDraft } from './route-draft';

/** The stages of a route, in their order: moved by dragging, or by Alt and an arrow from any of their fields. */
@Component({
  selector: 'app-stage-fields',
  imports: [
    CdkDrag,
    CdkDragHandle,
    CdkDropList,
    ChoicesField,
    FormField,
    MatButton,
    MatCheckbox,
    MatIcon,
    MatIconButton,
    NumberField,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './stage-fields.html',
  styleUrl: './stage-fields.scss',
  host: {
    '(keydown.alt.arrowup)': 'shiftAt($event, -1)',
    '(keydown.alt.arrowdown)': 'shiftAt($event, 1)',
  },
})
export class StageFields {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);

  readonly stages = input.required<FieldTree<StageDraft[]>>();

  protected readonly masters = masterOptions();

  protected add(): void {
    this.stages()().value.update((stages) => [...stages, { ...BLANK_STAGE }]);
    this.focusOn(this.stages()().value().length - 1, 'input');
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    this.move(previousIndex, currentIndex);
  }

  /** Moves the stage from which the keys were pressed. */
  protected shiftAt(event: Event, by: 1 | -1): void {
    const stage = (event.target as Element).closest('.stage'); // a key is pressed within an element
    const index = [...this.host.nativeElement.querySelectorAll('.stage')].indexOf(stage ?? this.host.nativeElement);
    if (index >= 0) this.shift(event, index, by);
  }

  protected shift(event: Event, index: number, by: 1 | -1): void {
    event.preventDefault();
    const to = index + by;
    if (to < 0 || to >= this.stages()().value().length) return;
    this.move(index, to);
    this.focusOn(to, '.handle');
  }

  /** A stage that goes can be brought back for 10 seconds, as it was typed. */
  protected remove(index: number): void {
    const { value } = this.stages()();
    const former = value();
    value.set(former.filter((_, place) => place !== index));
    this.focusOn(Math.min(index, former.length - 2), '.handle');
    const name = former[index]?.name ?? '';
    this.toasts.offerUndo('routes.stage.removed', { name }, async () => value.set(former));
  }

  private move(from: number, to: number): void {
    this.stages()().value.update((stages) => {
      const moved = [...stages];
      moveItemInArray(moved, from, to);
      return moved;
    });
  }

  private focusOn(index: number, what: string): void {
    const go = (): void => {
      const stage = this.host.nativeElement.querySelectorAll('.stage')[index] ?? this.host.nativeElement;
      stage.querySelector<HTMLElement>(what)?.focus();
    };
    afterNextRender(go, { injector: this.injector });
  }
}
