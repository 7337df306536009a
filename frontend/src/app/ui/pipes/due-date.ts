import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Formats } from '../../core/i18n/formats';

const YEAR = 365;

/** A due date: relative within a week unless the work is done; where it has passed and the work is not done, the day and by how many it is late. */
@Component({
  selector: 'ui-due-date',
  imports: [TranslocoPipe],
  template: `
    @if (at(); as at) {
      <time [attr.datetime]="iso()" [attr.title]="formats.day(at)">{{
        late() || done() ? formats.day(at) : formats.relativeDay(at)
      }}</time>
      @if (late(); as late) {
        <span class="late">{{ late.words | transloco: { count: late.count } }}</span>
      } @else if (isToday()) {
        <span class="today" aria-hidden="true"></span>
      }
    } @else {
      <span class="muted" aria-hidden="true">–</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      white-space: nowrap;
    }
    .late {
      padding: 1px 6px;
      border-radius: 6px;
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
      font-size: 12px;
      line-height: 16px;
      font-weight: 550;
    }
    .today {
      width: 6px;
      height: 6px;
      border-radius: 50%;
      background: var(--v-tone-active);
    }
  `,
})
export class DueDate {
  protected readonly formats = inject(Formats);
  readonly at = input<string | Date | null | undefined>();
  /** A finished order is never late. */
  readonly done = input(false, { transform: booleanAttribute });

  protected readonly iso = computed(() => new Date(this.at() ?? 0).toISOString());
  private readonly days = computed(() => {
    const at = this.at();
    return at ? this.formats.daysUntil(at) : 0;
  });
  /** By how much it is late; beyond a year in whole years, for thousands of days tell nobody anything. */
  protected readonly late = computed(() => {
    const days = this.done() ? 0 : -this.days();
    if (days <= 0) return undefined;
    return days < YEAR
      ? { words: 'ui.daysLate', count: days }
      : { words: 'ui.yearsLate', count: Math.floor(days / YEAR) };
  });
  protected readonly isToday = computed(() => !this.done() && this.days() === 0);
}
