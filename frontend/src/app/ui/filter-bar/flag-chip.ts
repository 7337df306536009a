import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { EntityList } from '../list/entity-list';
import type { FlagFilter } from './filter';

/** A filter that is on or off. */
@Component({
  selector: 'ui-flag-chip',
  imports: [MatIcon, TranslocoPipe],
  host: { '[class.on]': 'isOn()' },
  template: `
    <button type="button" class="open in-print" [attr.aria-pressed]="isOn()" (click)="toggle()">
      @if (isOn()) {
        <mat-icon svgIcon="check" />
      }
      {{ filter().label | transloco }}
    </button>
  `,
  styleUrl: './chip.scss',
})
export class FlagChip<T extends { id: string }> {
  readonly filter = input.required<FlagFilter>();
  readonly list = input.required<EntityList<T>>();

  protected readonly isOn = computed(() => this.list().view().filters[this.filter().key]?.[0] === 'true');

  protected toggle(): void {
    this.list().filter(this.filter().key, this.isOn() ? [] : ['true']);
  }
}
