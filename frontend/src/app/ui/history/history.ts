import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { Avatar } from '../avatar/avatar';
import { AgoPipe, MomentPipe } from '../pipes/format-pipes';

/** One field that changed; names and values translated already. */
export interface HistoryChange {
  name: string;
  before: string;
  after: string;
}

/** One entry: who did what when. */
export interface HistoryEntry {
  id: string;
  at: string;
  /** Empty where the system did it. */
  who: string;
  /** What was done, translated. */
  what: string;
  changes: readonly HistoryChange[];
}

/** What happened to a document, newest first, field by field. */
@Component({
  selector: 'ui-history',
  imports: [AgoPipe, Avatar, MatButton, MomentPipe, TranslocoPipe],
  template: `
    <ol>
      @for (entry of entries(); track entry.id) {
        <li>
          <ui-avatar [name]="entry.who || '·'" />
          <div>
            <p class="head">
              <strong>{{ entry.who || ('history.system' | transloco) }}</strong>
              <span>{{ entry.what }}</span>
              <time [attr.datetime]="entry.at" [attr.title]="entry.at | moment">{{ entry.at | ago }}</time>
            </p>
            @for (change of entry.changes; track $index) {
              <p class="change">
                <span class="name">{{ change.name }}</span>
                @if (change.before) {
                  <del>{{ change.before }}</del>
                  <span aria-hidden="true">→</span>
                }
                <ins>{{ change.after || ('ui.nothing' | transloco) }}</ins>
              </p>
            }
          </div>
        </li>
      } @empty {
        <li class="muted">{{ 'history.empty' | transloco }}</li>
      }
    </ol>
    @if (hidden()) {
      <button mat-button type="button" (click)="more.emit()">{{ 'history.more' | transloco }}</button>
    }
  `,
  styleUrl: './history.scss',
})
export class History {
  readonly entries = input.required<readonly HistoryEntry[]>();
  /** How many older entries there are. */
  readonly hidden = input(0);
  /** Older ones are wanted. */
  readonly more = output();
}
