import { Component, computed, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { EntityField } from '../fields/entity-field';
import type { EntityList } from '../list/entity-list';
import type { EntityFilter } from './filter';
import { PanelChip } from './panel-chip';

/** A filter by one document, or by some of them. */
@Component({
  selector: 'ui-entity-chip',
  imports: [EntityField, MatButton, MatIcon, PanelChip, TranslocoPipe],
  template: `
    <ui-panel-chip
      [label]="filter().label | transloco"
      [values]="ids().length ? (names.hasValue() ? names.value().join(', ') : '…') : ''"
      [(isOpen)]="isOpen"
      (removed)="list().filter(filter().key, [])"
    >
      <ng-template #panel>
        @if (filter().isSeveral) {
          @for (id of ids(); track id) {
            <button mat-stroked-button type="button" (click)="remove(id)">
              <mat-icon svgIcon="close" />{{ names.hasValue() ? names.value()[$index] : '…' }}
            </button>
          }
        }
        <ui-entity-field
          [label]="filter().label | transloco"
          [search]="filter().search"
          (valueChange)="choose($event)"
        />
      </ng-template>
    </ui-panel-chip>
  `,
  styles: ':host { display: contents; }',
})
export class EntityChip<T extends { id: string }> {
  readonly filter = input.required<EntityFilter>();
  readonly list = input.required<EntityList<T>>();
  protected readonly isOpen = signal(false);

  protected readonly ids = computed(() => this.list().view().filters[this.filter().key] ?? []);
  protected readonly names = resource({
    params: () => this.ids(),
    loader: ({ params }) => Promise.all(params.map((id) => this.filter().nameOf(id))),
  });

  protected choose(id: string): void {
    if (!id) return;
    const others = this.filter().isSeveral ? this.ids().filter((other) => other !== id) : [];
    this.list().filter(this.filter().key, [...others, id]);
    this.isOpen.set(false);
  }

  protected remove(id: string): void {
    const others = this.ids().filter((other) => other !== id);
    this.list().filter(this.filter().key, others);
    if (!others.length) this.isOpen.set(false);
  }
}
