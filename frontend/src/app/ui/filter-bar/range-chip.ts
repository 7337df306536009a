import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, computed, inject, input, signal } from '@angular/core';
import { FormField, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';
import { DateField } from '../fields/date-field';
import type { EntityList } from '../list/entity-list';
import { ChipPanel } from './chip-panel';
import type { PeriodFilter } from './filter';

/** A filter by days from–to. */
@Component({
  selector: 'ui-period-chip',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, ChipPanel, DateField, FormField, MatButton, MatIcon, TranslocoPipe],
  host: { '[class.on]': 'values() !== ""' },
  template: `
    <button
      type="button"
      class="open"
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      aria-haspopup="dialog"
      (click)="show()"
    >
      {{ filter().label | transloco }}
      @if (values()) {
        <span class="values">{{ values() }}</span>
      }
      <mat-icon svgIcon="chevron-down" />
    </button>
    @if (values()) {
      <button
        type="button"
        class="remove"
        [attr.aria-label]="'table.removeFilter' | transloco: { label: filter().label | transloco }"
        (click)="apply('', '')"
      >
        <mat-icon svgIcon="close" />
      </button>
    }
    <ng-template
      cdkConnectedOverlay
      cdkConnectedOverlayHasBackdrop
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="isOpen()"
      [cdkConnectedOverlayOffsetY]="4"
      (backdropClick)="isOpen.set(false)"
      (detach)="isOpen.set(false)"
    >
      <ui-chip-panel [label]="filter().label | transloco">
        <ui-date-field [label]="'table.from' | transloco" [formField]="period.from" />
        <ui-date-field [label]="'table.to' | transloco" [formField]="period.to" />
        <button mat-flat-button type="button" (click)="apply(period.from().value(), period.to().value())">
          {{ 'table.apply' | transloco }}
        </button>
      </ui-chip-panel>
    </ng-template>
  `,
  styleUrl: './chip.scss',
})
export class PeriodChip<T extends { id: string }> {
  private readonly formats = inject(Formats);
  readonly filter = input.required<PeriodFilter>();
  readonly list = input.required<EntityList<T>>();
  protected readonly isOpen = signal(false);
  protected readonly period = form(signal({ from: '', to: '' }));

  private readonly chosen = computed(() => {
    const { filters } = this.list().view();
    const { key } = this.filter();
    return { from: filters[`${key}From`]?.[0] ?? '', to: filters[`${key}To`]?.[0] ?? '' };
  });

  /** A day stands at noon of UTC, which is the same day in every zone a workshop may stand in but the farthest. */
  protected readonly values = computed(() => {
    const { from, to } = this.chosen();
    const write = (day: string): string => (day ? this.formats.day(`${day}T12:00:00Z`) : '…');
    return from || to ? `${write(from)} – ${write(to)}` : '';
  });

  protected show(): void {
    this.period().reset(this.chosen());
    this.isOpen.set(true);
  }

  protected apply(from: string, to: string): void {
    const { key } = this.filter();
    const { [`${key}From`]: _from, [`${key}To`]: _to, ...others } = this.list().wanted().filters;
    const filters = { ...others, ...(from && { [`${key}From`]: [from] }), ...(to && { [`${key}To`]: [to] }) };
    this.list().patch({ filters });
    this.isOpen.set(false);
  }
}
