import { Component, computed, input, resource, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { EntityField } from '../fields/entity-field';
import type { EntityList } from '../list/entity-list';
import type { EntityFilter } from './filter';
import { PanelChip } from './panel-chip';

/** A filter by one document. */
@Component({
  selector: 'ui-entity-chip',
  imports: [EntityField, PanelChip, TranslocoPipe],
  template: `
    <ui-panel-chip
      [label]="filter().label | transloco"
      [values]="id() ? (name.hasValue() ? name.value() : '…') : ''"
      [(isOpen)]="isOpen"
      (removed)="list().filter(filter().key, [])"
    >
      <ng-template #panel>
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

  protected readonly id = computed(() => this.list().view().filters[this.filter().key]?.[0]);
  protected readonly name = resource({ params: () => this.id(), loader: ({ params }) => this.filter().nameOf(params) });

  protected choose(id: string): void {
    if (!id) return;
    this.list().filter(this.filter().key, [id]);
    this.isOpen.set(false);
  }
}
