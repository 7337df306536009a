import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { Keycap } from '../keycap/keycap';
import type { Editing } from '../list/edited-rows';
import { BulkResults } from './bulk-results';

/** Under a table whose cells are typed: how many rows differ, saving them or giving them up, and what came of it. */
@Component({
  selector: 'ui-edit-bar',
  imports: [BulkResults, Keycap, MatButton, TranslocoPipe],
  template: `
    @let bulk = rows().bulk;
    @if (bulk.isRunning()) {
      <p class="bar">{{ 'table.bulk.running' | transloco: bulk.progress() }}</p>
    } @else {
      @if (rows().edited().length; as count) {
        <div class="bar" role="toolbar" [attr.aria-label]="'table.edited.label' | transloco">
          <span class="count">{{ 'table.edited.count' | transloco: { count } }}</span>
          <button mat-flat-button type="button" (click)="rows().session.submit()">
            {{ 'ui.save' | transloco }} <ui-keys keys="Ctrl+Enter" />
          </button>
          <button mat-button type="button" (click)="rows().giveUp()">{{ 'table.edited.giveUp' | transloco }}</button>
        </div>
      }
      @if (bulk.results().length) {
        <ui-bulk-results [results]="bulk.results()" [nameOf]="nameOf()" (closed)="bulk.forget()" />
      }
    }
  `,
  styleUrl: './typed-table.scss',
  styles: `
    :host {
      display: block;
      position: sticky;
      z-index: 2;
      bottom: var(--v-foot);
    }
  `,
  host: { class: 'no-print', 'aria-live': 'polite' },
})
export class EditBar<T extends { id: string }> {
  readonly rows = input.required<Editing<T>>();
  /** How a row is called. */
  readonly nameOf = input.required<(row: T) => string>();
}
