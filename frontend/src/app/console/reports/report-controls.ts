import { Component, computed, inject, input, output, resource } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { REPORT_STEPS } from '@verstak/domain';
import { DateField } from '../../ui/fields/date-field';
import { EntityField } from '../../ui/fields/entity-field';
import { SelectField } from '../../ui/fields/select-field';
import { ClientFinder } from '../../entities/clients/client-finder';
import { masterOptions } from '../../entities/people/masters';
import { PeriodWords } from './period-words';
import { PERIOD_KINDS, type PeriodKind, type ReportView, periodAround, shifted } from './report-period';

/** Chooses the period, its step and whose sales; says what was chosen and leaves the rest to the page. */
@Component({
  selector: 'app-report-controls',
  imports: [
    DateField,
    EntityField,
    MatButtonToggle,
    MatButtonToggleGroup,
    MatIcon,
    MatIconButton,
    SelectField,
    TranslocoPipe,
  ],
  templateUrl: './report-controls.html',
  styleUrl: './report-controls.scss',
})
export class ReportControls {
  private readonly words = inject(PeriodWords);
  protected readonly clients = inject(ClientFinder);
  protected readonly kinds = PERIOD_KINDS;
  protected readonly steps = REPORT_STEPS;

  readonly view = input.required<ReportView>();
  readonly today = input.required<string>();
  readonly changed = output<Partial<ReportView>>();

  protected readonly title = computed(() => this.words.of(this.view().kind, this.view()));
  /** The client that the address names by its id. */
  protected readonly client = resource({
    params: () => this.view().clientId || undefined,
    loader: ({ params }) => this.clients.option(params),
  });
  protected readonly masterOptions = masterOptions();

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
