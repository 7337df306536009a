import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Connection, ConnectionsService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { DocumentState } from '../../ui/states/document-state';
import { RowWords } from './row-words';

/** What the next exchange would do with what comes first; nothing is written. */
@Component({
  selector: 'app-system-rehearsal-dialog',
  imports: [
    DocumentState,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ 'connections.systems.rehearsal.title' | transloco: { name: system.name } }}</h2>
    <mat-dialog-content tabindex="0">
      <ui-document-state area="connections" [of]="rehearsal" (retry)="rehearsal.reload()" />
      @if (rehearsal.value(); as found) {
        <p>{{ 'connections.systems.rehearsal.text' | transloco: counts() }}</p>
        <ul>
          @for (row of found.rows; track $index) {
            <li>
              <strong>{{ row.name }}</strong>
              <span class="muted">
                {{ 'connections.systems.subject.' + row.subject | transloco }},
                {{ 'connections.systems.rehearsal.' + row.state | transloco }}
              </span>
              @if (words.told(row); as told) {
                <p>{{ told }}</p>
              }
            </li>
          } @empty {
            <li class="muted">{{ 'connections.systems.rehearsal.nothing' | transloco }}</li>
          }
        </ul>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button mat-button type="button" mat-dialog-close>{{ 'ui.close' | transloco }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    ul {
      display: grid;
      gap: 12px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    p {
      margin: 0 0 8px;
      overflow-wrap: anywhere;
    }
  `,
})
export class SystemRehearsalDialog {
  private readonly api = inject(ConnectionsService);
  protected readonly words = inject(RowWords);
  private readonly asked = inject<{ system: Connection; file?: File }>(MAT_DIALOG_DATA);
  protected readonly system = this.asked.system;

  protected readonly rehearsal = liveResource({
    params: () => this.system.id,
    load: (id) => {
      const { file } = this.asked;
      return file ? this.api.rehearseOneCFile({ id, body: file }) : this.api.rehearseConnection({ id });
    },
  });
  protected readonly counts = computed(() => {
    const rows = this.rehearsal.value()?.rows ?? [];
    const count = (state: string): number => rows.filter((row) => row.state === state).length;
    return {
      added: count('added'),
      changed: count('changed') + count('conflict'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    };
  });
}
