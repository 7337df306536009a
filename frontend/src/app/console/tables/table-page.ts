import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from '../../ui/states/empty-state';
import { KnownTables } from './known-tables';
import { TableRows } from './table-rows';

/** The table that the address names: another one begins anew. */
@Component({
  selector: 'app-table-page',
  imports: [EmptyState, TableRows, TranslocoPipe],
  template: `
    @for (table of shown(); track table.name) {
      <app-table-rows [table]="table" />
    } @empty {
      <ui-empty-state icon="columns" [heading]="'tables.unknown' | transloco" />
    }
  `,
})
export class TablePage {
  private readonly tables = inject(KnownTables);

  /** From the address. */
  readonly name = input.required<string>();

  protected readonly shown = computed(() => [this.tables.named(this.name()) ?? []].flat());
}
