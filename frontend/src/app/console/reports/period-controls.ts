import { Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Period } from '@verstak/domain';
import { DateField } from '../../ui/fields/date-field';
import { PeriodWords } from './period-words';
import { PERIOD_KINDS, type PeriodKind, periodAround, shifted } from './report-period';

/** A period with what people call it. */
export interface PeriodView extends Period {
  kind: PeriodKind;
}

/** Chooses the period of a report; says what was chosen and leaves the rest to the page. */
@Component({
  selector: 'app-period-controls',
  imports: [DateField, MatButtonToggle, MatButtonToggleGroup, MatIcon, MatIconButton, TranslocoPipe],
  templateUrl: './period-controls.html',
  styleUrl: './period-controls.scss',
})
export class PeriodControls {
  private readonly words = inject(PeriodWords);
  protected readonly kinds = PERIOD_KINDS;

  readonly view = input.required<PeriodView>();
  readonly today = input.required<string>();
  readonly changed = output<PeriodView | Period>();

  protected readonly title = computed(() => this.words.of(this.view().kind, this.view()));

  /** Another length of the period that is shown: the one around today where today is within it. */
  protected choose(kind: PeriodKind): void {
    const { from, to } = this.view();
    const day = from <= this.today() && this.today() <= to ? this.today() : from;
    this.changed.emit({ kind, ...(kind === 'custom' ? { from, to } : periodAround(kind, day)) });
  }

  protected shift(by: number): void {
    this.changed.emit(shifted(this.view().kind, this.view(), by));
  }

  /** A first day after the last one moves the last one along, and the other way round. */
  protected setDay(end: 'from' | 'to', day: string): void {
    const view = this.view();
    if (!day || day === view[end]) return;
    const from = end === 'from' ? day : view.from;
    const to = end === 'to' ? day : view.to;
    this.changed.emit(from <= to ? { from, to } : { from: day, to: day });
  }
}
