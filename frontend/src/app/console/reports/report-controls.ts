import { Component, inject, input, output, resource } from '@angular/core';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { TranslocoPipe } from '@jsverse/transloco';
import { REPORT_STEPS } from '@verstak/domain';
import { EntityField } from '../../ui/fields/entity-field';
import { SelectField } from '../../ui/fields/select-field';
import { ClientFinder } from '../../entities/clients/client-finder';
import { masterOptions } from '../../entities/people/masters';
import { PeriodControls } from './period-controls';
import type { ReportView } from './report-period';

/** Chooses the period, its step and whose sales; says what was chosen and leaves the rest to the page. */
@Component({
  selector: 'app-report-controls',
  imports: [EntityField, MatButtonToggle, MatButtonToggleGroup, PeriodControls, SelectField, TranslocoPipe],
  templateUrl: './report-controls.html',
  styleUrl: './report-controls.scss',
})
export class ReportControls {
  protected readonly clients = inject(ClientFinder);
  protected readonly steps = REPORT_STEPS;

  readonly view = input.required<ReportView>();
  readonly today = input.required<string>();
  readonly changed = output<Partial<ReportView>>();

  /** The client that the address names by its id. */
  protected readonly client = resource({
    params: () => this.view().clientId || undefined,
    loader: ({ params }) => this.clients.option(params),
  });
  protected readonly masterOptions = masterOptions();
}
