import { Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FloorPart } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { spellElapsed } from '../../entities/parts/elapsed-time';
import type { IconName } from '../../ui/icon/icons';
import { DueDate } from '../../ui/pipes/due-date';

/** Some parts that want somebody's attention, each leading to where it is looked after. */
@Component({
  selector: 'app-floor-parts',
  imports: [DueDate, MatIcon, RouterLink, TranslocoPipe],
  template: `
    <section [attr.aria-labelledby]="'floor-' + name()">
      <header>
        <h2 [id]="'floor-' + name()">
          <mat-icon [svgIcon]="icon()" aria-hidden="true" />{{ 'floor.' + name() + '.title' | transloco }}
          <span class="count">{{ total() }}</span>
        </h2>
      </header>
      <ul>
        @for (row of rows(); track row.part.id) {
          <li>
            <a [routerLink]="['/parts', row.part.id]">
              <span
                ><strong>{{ 'ui.numbered' | transloco: { number: row.part.number } }}</strong>
                {{ row.part.title }}</span
              >
              @if (name() === 'lateParts') {
                <ui-due-date [at]="row.part.dueAt" />
              } @else if (row.time) {
                <span class="sum muted">{{ 'floor.since' | transloco: { time: row.time } }}</span>
              }
              <span class="what muted">{{ row.what }}</span>
            </a>
          </li>
        } @empty {
          <li class="muted nothing">{{ 'floor.' + name() + '.nothing' | transloco }}</li>
        }
      </ul>
    </section>
  `,
  styleUrl: '../../ui/link-card/link-card.scss',
  host: { '[class.alarm]': 'name() !== "idle" && total() > 0' },
})
export class FloorParts {
  private readonly i18n = inject(I18n);

  readonly name = input.required<'problems' | 'lateParts' | 'idle'>();
  readonly icon = input.required<IconName>();
  readonly parts = input.required<readonly FloorPart[]>();
  readonly total = input.required<number>();
  readonly now = input.required<Date>();

  protected readonly rows = computed(() =>
    this.parts().map((part) => ({
      part,
      what: [part.problem, part.stageName, part.workCentre, part.workerName].filter(Boolean).join(' · '),
      time: part.idleSince && this.spell(part.idleSince),
    })),
  );

  private spell(since: string): string {
    return spellElapsed(since, this.now(), (key, params) => this.i18n.t(key, params));
  }
}
