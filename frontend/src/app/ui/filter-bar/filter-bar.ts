import { Component, computed, debounced, effect, input, linkedSignal, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Keycap } from '../keycap/keycap';
import type { EntityList } from '../list/entity-list';
import { isNarrowed } from '../list/list-view';
import { ChoiceChip } from './choice-chip';
import { EntityChip } from './entity-chip';
import type { Filter } from './filter';
import { FlagChip } from './flag-chip';
import { RangeChip } from './range-chip';

const PAUSE = 250;

/** Search over all columns (key /) and a list's filters as chips. Further controls are projected at the end. */
@Component({
  selector: 'ui-filter-bar',
  imports: [ChoiceChip, EntityChip, FlagChip, Keycap, MatButton, MatIcon, MatIconButton, RangeChip, TranslocoPipe],
  template: `
    @if (hasSearch()) {
      <div class="search" [class.no-print]="!words()">
        <mat-icon svgIcon="search" aria-hidden="true" />
        <input
          #field
          type="text"
          inputmode="search"
          data-page-search
          autocomplete="off"
          [attr.aria-label]="searchLabel() | transloco"
          [placeholder]="searchLabel() | transloco"
          [value]="words()"
          (input)="words.set(field.value)"
          (keydown.escape)="field.blur()"
        />
        @if (words()) {
          <button
            mat-icon-button
            type="button"
            [attr.aria-label]="'table.clearSearch' | transloco"
            (click)="words.set(''); field.focus()"
          >
            <mat-icon svgIcon="close" />
          </button>
        } @else {
          <ui-keys keys="Slash" />
        }
      </div>
    }
    <div class="chips" role="group" [attr.aria-label]="'table.filters' | transloco">
      @for (filter of filters(); track filter.key) {
        @switch (filter.kind) {
          @case ('choice') {
            <ui-choice-chip [filter]="filter" [list]="list()" />
          }
          @case ('flag') {
            <ui-flag-chip [filter]="filter" [list]="list()" />
          }
          @case ('period')
          @case ('sum')
          @case ('share') {
            <ui-range-chip [filter]="filter" [list]="list()" />
          }
          @case ('entity') {
            <ui-entity-chip [filter]="filter" [list]="list()" />
          }
        }
      }
      @if (isNarrowed()) {
        <button mat-button type="button" (click)="list().clear()">{{ 'table.clearAll' | transloco }}</button>
      }
    </div>
    <ng-content />
  `,
  styleUrl: './filter-bar.scss',
})
export class FilterBar<T extends { id: string }> {
  readonly list = input.required<EntityList<T>>();
  readonly filters = input<readonly Filter[]>([]);
  /** Not where a list is not searched by words. */
  readonly hasSearch = input(true);
  /** What is searched for, a translation key. */
  readonly searchLabel = input('table.search');

  protected readonly words = linkedSignal(() => this.list().view().q);
  protected readonly isNarrowed = computed(() => isNarrowed(this.list().view()));
  private readonly settled = debounced(this.words, PAUSE);

  constructor() {
    effect(() => {
      const words = this.settled.value()?.trim();
      untracked(() => {
        if (words !== undefined && words !== this.list().view().q && words === this.words().trim()) {
          this.list().patch({ q: words });
        }
      });
    });
  }
}
