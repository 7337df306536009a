import { Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Fact } from '../../entities/facts/fact';
import { undoOf } from '../../entities/facts/fact';
import { Outbox } from '../../entities/facts/outbox';
import { MomentPipe } from '../../ui/pipes/format-pipes';
import { deedKey } from '../deed-words';
import type { ScanEntry } from './scan-log';

/** The last parts that were scanned, each with what was done to it, which can be taken back. */
@Component({
  selector: 'app-scan-list',
  imports: [MatButton, MatIcon, MomentPipe, TranslocoPipe],
  template: `
    @if (entries().length) {
      <h2>{{ 'scan.last' | transloco }}</h2>
      <ul>
        @for (entry of entries(); track entry.id) {
          <li>
            <button mat-button type="button" class="what" (click)="opened.emit(entry)">
              @if (entry.orderNumber) {
                <span class="muted">{{ 'queue.number' | transloco: { order: entry.orderNumber } }}</span>
              }
              {{ entry.title }}
            </button>
            @if (entry.isUndone) {
              <span class="muted">{{ 'scan.undone' | transloco }}</span>
            } @else if (entry.fact; as fact) {
              <span class="did"
                ><mat-icon svgIcon="check" aria-hidden="true" />{{ deedKey(fact) | transloco }},
                {{ fact.at | moment }}</span
              >
              @if (canUndo(fact)) {
                <button
                  mat-stroked-button
                  type="button"
                  [attr.aria-label]="
                    'scan.undoOf' | transloco: { deed: (deedKey(fact) | transloco), title: entry.title }
                  "
                  (click)="undone.emit(entry)"
                >
                  <mat-icon svgIcon="undo" />{{ 'scan.undo' | transloco }}
                </button>
              }
            }
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './scan-list.scss',
})
export class ScanList {
  private readonly outbox = inject(Outbox);
  protected readonly deedKey = deedKey;
  readonly entries = input.required<readonly ScanEntry[]>();

  readonly opened = output<ScanEntry>();
  readonly undone = output<ScanEntry>();

  /** What was refused was not done. */
  protected canUndo(fact: Fact): boolean {
    const isIn = (facts: readonly Fact[]): boolean => facts.some(({ key }) => key === fact.key);
    if (isIn(this.outbox.refusals().map((refusal) => refusal.fact))) return false;
    return undoOf(fact) !== undefined || isIn(this.outbox.facts().slice(1));
  }
}
