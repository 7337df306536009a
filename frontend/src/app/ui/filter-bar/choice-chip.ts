import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../../core/i18n/i18n';
import type { EntityList } from '../list/entity-list';
import type { ChoiceFilter } from './filter';

/** A filter by some of a few values. */
@Component({
  selector: 'ui-choice-chip',
  imports: [MatIcon, MatMenu, MatMenuItem, MatMenuTrigger, TranslocoPipe],
  host: { '[class.on]': 'chosen().length > 0' },
  template: `
    <button type="button" class="open in-print" [matMenuTriggerFor]="menu">
      {{ filter().label | transloco }}
      @if (chosen().length) {
        <span class="values">{{ values() }}</span>
      }
      <mat-icon svgIcon="chevron-down" />
    </button>
    @if (chosen().length) {
      <button
        type="button"
        class="remove"
        [attr.aria-label]="'table.removeFilter' | transloco: { label: filter().label | transloco }"
        (click)="list().filter(filter().key, [])"
      >
        <mat-icon svgIcon="close" />
      </button>
    }
    <mat-menu #menu="matMenu">
      @for (option of options(); track option.value) {
        <button
          mat-menu-item
          type="button"
          [role]="filter().isSingle ? 'menuitemradio' : 'menuitemcheckbox'"
          [attr.aria-checked]="chosen().includes(option.value)"
          (click)="toggle(option.value, $event)"
        >
          <mat-icon svgIcon="check" [style.visibility]="chosen().includes(option.value) ? 'visible' : 'hidden'" />
          {{ option.label }}
        </button>
      }
    </mat-menu>
  `,
  styleUrl: './chip.scss',
})
export class ChoiceChip<T extends { id: string }> {
  private readonly i18n = inject(I18n);
  readonly filter = input.required<ChoiceFilter>();
  readonly list = input.required<EntityList<T>>();

  protected readonly chosen = computed(() => this.list().view().filters[this.filter().key] ?? []);
  protected readonly options = computed(() => {
    const { options, isTranslated } = this.filter();
    return options.map(({ value, label }) => ({ value, label: isTranslated ? label : this.i18n.t(label) }));
  });
  protected readonly values = computed(() =>
    this.options()
      .filter(({ value }) => this.chosen().includes(value))
      .map(({ label }) => label)
      .join(', '),
  );

  /** Several may be chosen without the menu closing. */
  protected toggle(value: string, event: Event): void {
    const isOn = this.chosen().includes(value);
    if (this.filter().isSingle) {
      this.list().filter(this.filter().key, isOn ? [] : [value]);
      return;
    }
    event.stopPropagation();
    const next = isOn ? this.chosen().filter((other) => other !== value) : [...this.chosen(), value];
    this.list().filter(this.filter().key, next);
  }
}
