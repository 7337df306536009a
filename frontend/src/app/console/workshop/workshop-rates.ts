import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Workshop } from '@verstak/api';
import { Session } from '../../core/session/session';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { MoneyPipe, SharePipe } from '../../ui/pipes/format-pipes';

/** What an hour of work costs and what products are to earn, by which costs and margins are worked out. */
@Component({
  selector: 'app-workshop-rates',
  imports: [MatButton, MoneyPipe, SharePipe, TranslocoPipe],
  template: `
    @let known = workshop();
    <dl>
      <div>
        <dt>{{ 'workshop.field.hourlyRate' | transloco }}</dt>
        <dd>
          {{ known.hourlyRate === undefined ? ('workshop.rates.none' | transloco) : (known.hourlyRate | money) }}
        </dd>
      </div>
      @for (rate of known.workCentreRates; track rate.workCentre) {
        <div>
          <dt>{{ rate.workCentre }}</dt>
          <dd>{{ rate.hourlyRate | money }}</dd>
        </div>
      }
      <div>
        <dt>{{ 'workshop.field.targetMargin' | transloco }}</dt>
        <dd>
          {{
            known.targetMargin === undefined
              ? ('workshop.rates.noTarget' | transloco)
              : (known.targetMargin / 100 | share: 1)
          }}
        </dd>
      </div>
    </dl>
    @if (mayChange()) {
      <button mat-stroked-button type="button" (click)="change()">{{ 'workshop.rates.change' | transloco }}</button>
    }
  `,
  styleUrl: '../../ui/details/details.scss',
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    button {
      justify-self: start;
    }
  `,
})
export class WorkshopRates {
  private readonly session = inject(Session);
  private readonly dialogs = inject(Dialogs);

  readonly workshop = input.required<Workshop>();
  readonly changed = output<Workshop>();
  protected readonly mayChange = computed(() => this.session.can('workshop:change'));

  protected async change(): Promise<void> {
    const { RatesDialog } = await import('./rates-dialog');
    const saved = await this.dialogs.open<Workshop>(RatesDialog, { data: this.workshop(), width: '480px' });
    if (saved) this.changed.emit(saved);
  }
}
