import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, computed, input, resource, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { EntityField } from '../fields/entity-field';
import type { EntityList } from '../list/entity-list';
import { ChipPanel } from './chip-panel';
import type { EntityFilter } from './filter';

/** A filter by one document. */
@Component({
  selector: 'ui-entity-chip',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, ChipPanel, EntityField, MatIcon, TranslocoPipe],
  host: { '[class.on]': 'id() !== undefined' },
  template: `
    <button
      type="button"
      class="open"
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      aria-haspopup="dialog"
      (click)="isOpen.set(true)"
    >
      {{ filter().label | transloco }}
      @if (id()) {
        <span class="values">{{ name.hasValue() ? name.value() : '…' }}</span>
      }
      <mat-icon svgIcon="chevron-down" />
    </button>
    @if (id()) {
      <button
        type="button"
        class="remove"
        [attr.aria-label]="'table.removeFilter' | transloco: { label: filter().label | transloco }"
        (click)="list().filter(filter().key, [])"
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
        <ui-entity-field
          [label]="filter().label | transloco"
          [search]="filter().search"
          (valueChange)="choose($event)"
        />
      </ui-chip-panel>
    </ng-template>
  `,
  styleUrl: './chip.scss',
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
