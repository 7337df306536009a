import { Component, inject, signal } from '@angular/core';
import { FormField, applyEach, max, min } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { RoutesService, type Workshop, type WorkshopChange, WorkshopService } from '@verstak/api';
import { MAX_MONEY, MAX_TARGET_MARGIN } from '@verstak/domain';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import { formSession } from '../../ui/forms/form-session';
import { type RatesDraft, ratesChangeOf, ratesDraftOf, withCentres } from './rates-draft';

/** Changes what an hour of work costs, at each work centre that routes name, and what products are to earn. */
@Component({
  selector: 'app-rates-dialog',
  imports: [FormDialog, FormField, MoneyField, NumberField, TranslocoPipe],
  template: `
    <ui-form-dialog [session]="session" [heading]="'workshop.rates.title' | transloco" [action]="'ui.save' | transloco">
      <ui-money-field
        [label]="'workshop.field.hourlyRate' | transloco"
        [hint]="'workshop.rates.hourHint' | transloco"
        [formField]="session.form.hourlyRate"
      />
      @for (centre of session.form.centres; track centre.workCentre().value()) {
        <ui-money-field
          [label]="'workshop.rates.centre' | transloco: { name: centre.workCentre().value() }"
          [formField]="centre.hourlyRate"
        />
      }
      <ui-number-field
        suffix="%"
        [label]="'workshop.field.targetMargin' | transloco"
        [hint]="'workshop.rates.marginHint' | transloco"
        [places]="2"
        [formField]="session.form.targetMargin"
      />
    </ui-form-dialog>
  `,
})
export class RatesDialog {
  private readonly api = inject(WorkshopService);
  private readonly routes = inject(RoutesService);
  private readonly dialog = inject<MatDialogRef<RatesDialog, Workshop>>(MatDialogRef);
  private readonly workshop = inject<Workshop>(MAT_DIALOG_DATA);

  private readonly typed = signal<RatesDraft>(ratesDraftOf(this.workshop));
  protected readonly session = formSession(this.typed, {
    rules: (path) => {
      min(path.hourlyRate, 0);
      max(path.hourlyRate, MAX_MONEY);
      min(path.targetMargin, 0);
      max(path.targetMargin, MAX_TARGET_MARGIN);
      applyEach(path.centres, (centre) => {
        min(centre.hourlyRate, 0);
        max(centre.hourlyRate, MAX_MONEY);
      });
    },
    save: async (typed) => this.dialog.close(await this.send(typed)),
    first: (form) => form.hourlyRate,
    isModal: true,
  });

  constructor() {
    void this.readCentres();
  }

  /** Where stages of routes are done has a rate of its own to fill in. */
  private async readCentres(): Promise<void> {
    const { items } = await this.routes.listRoutes({ pageSize: 200 });
    const names = items.flatMap(({ stages }) => stages.flatMap(({ workCentre }) => workCentre ?? []));
    this.typed.update((typed) => withCentres(typed, names));
  }

  private send(typed: RatesDraft): Promise<Workshop> {
    const body: WorkshopChange = { ...ratesChangeOf(typed), version: this.workshop.version };
    return this.api.changeWorkshop({ body });
  }
}
