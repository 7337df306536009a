import { Component, computed, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { OWN_WORK_CARDS, type TodayCardName } from '@verstak/domain';
import { RowKeys } from '../../ui/list/row-keys';
import { AgendaCard } from './agenda-card';
import { AGENDA_LOOKS } from './agenda-looks';
import { liveAgenda } from './live-agenda';

const SHOWN: readonly TodayCardName[] = [...OWN_WORK_CARDS, 'unread'];

/** The cards of whoever works on parts in one line, of which one opens at a touch; nothing where all is quiet. */
@Component({
  selector: 'app-agenda-strip',
  imports: [AgendaCard, MatIcon, RowKeys, TranslocoPipe],
  template: `
    @if (cards().length) {
      <h2 class="visually-hidden" id="agenda-strip">{{ 'agenda.strip' | transloco }}</h2>
      <div class="strip" role="group" aria-labelledby="agenda-strip">
        @for (card of cards(); track card.card) {
          <button
            type="button"
            [class.alarm]="looks[card.card].isAlarm"
            [attr.aria-expanded]="card.card === opened()"
            [attr.aria-controls]="card.card === opened() ? 'agenda-opened' : null"
            (click)="toggle(card.card)"
          >
            <mat-icon [svgIcon]="looks[card.card].icon" aria-hidden="true" />{{
              'agenda.' + card.card + '.short' | transloco
            }}
            <strong>{{ card.total }}</strong>
          </button>
        }
      </div>
      @if (shown(); as card) {
        <app-agenda-card id="agenda-opened" uiRowKeys [card]="card" />
      }
    }
  `,
  styleUrl: './agenda-strip.scss',
})
export class AgendaStrip {
  private readonly agenda = liveAgenda();
  protected readonly looks = AGENDA_LOOKS;
  protected readonly opened = signal<TodayCardName | undefined>(undefined);

  protected readonly cards = computed(() => {
    const cards = this.agenda.value()?.cards ?? [];
    return SHOWN.flatMap((name) => cards.find(({ card, total }) => card === name && total > 0) ?? []);
  });
  protected readonly shown = computed(() => this.cards().find(({ card }) => card === this.opened()));

  protected toggle(card: TodayCardName): void {
    this.opened.update((opened) => (opened === card ? undefined : card));
  }
}
