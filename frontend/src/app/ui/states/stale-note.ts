import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { MomentPipe } from '../pipes/format-pipes';
import { NoteBar } from './note-bar';

/** Says of when what is shown is, where reading it again failed, and offers to try once more. */
@Component({
  selector: 'ui-stale-note',
  imports: [MatButton, MomentPipe, NoteBar, TranslocoPipe],
  template: `
    <ui-note-bar [text]="'states.stale' | transloco: { at: at() ?? '' | moment }">
      <button mat-button type="button" (click)="retry.emit()">{{ 'states.retry' | transloco }}</button>
    </ui-note-bar>
  `,
})
export class StaleNote {
  /** When it was read. */
  readonly at = input.required<Date | undefined>();
  readonly retry = output();
}
