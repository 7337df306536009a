import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { LettersService, NotificationsService, type TodayCard, type TodayRow } from '@verstak/api';
import { startOfDay } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { Workshop } from '../../core/workshop/workshop';
import { DueDate } from '../../ui/pipes/due-date';
import { AgoPipe, MoneyPipe } from '../../ui/pipes/format-pipes';
import { AGENDA_LOOKS } from './agenda-looks';
import { AgendaLinks } from './agenda-links';

/** Cards of work that is done: when it was due is a date and no reproach. */
const DONE: readonly string[] = ['ready', 'unpaid'];

/** A question of the day: how many there are, the most pressing with why, what comes next, and the way to all of them. */
@Component({
  selector: 'app-agenda-card',
  imports: [AgoPipe, DueDate, MatButton, MatIcon, MoneyPipe, RouterLink, TranslocoPipe],
  templateUrl: './agenda-card.html',
  styleUrls: ['../../ui/link-card/link-card.scss', './agenda-card.scss'],
  host: { '[class.alarm]': 'look().isAlarm' },
})
export class AgendaCard {
  private readonly links = inject(AgendaLinks);
  private readonly letters = inject(LettersService);
  private readonly notifications = inject(NotificationsService);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(Session);
  private readonly workshop = inject(Workshop);
  private readonly i18n = inject(I18n);
  protected readonly formats = inject(Formats);

  readonly card = input.required<TodayCard>();

  protected readonly look = computed(() => AGENDA_LOOKS[this.card().card]);
  protected readonly isDone = computed(() => DONE.includes(this.card().card));
  protected readonly all = computed(() => {
    const { needs, ...target } = this.look().all;
    return !needs || this.session.can(needs) ? target : undefined;
  });
  protected readonly act = computed(() => {
    const { act } = this.look();
    return act && this.session.can(act.needs) ? act : undefined;
  });
  protected readonly rows = computed(() =>
    this.card().rows.map((row) => ({
      ...row,
      title: this.titleOf(row),
      what: this.whatOf(row),
      due: row.dueDay ? startOfDay(row.dueDay, this.workshop.settings().timeZone) : row.dueAt,
      to: this.links.of(this.card().card, row),
    })),
  );

  protected async resend(): Promise<void> {
    try {
      const { count } = await this.letters.sendFailedLettersAgain();
      this.toasts.say('agenda.letters.resent', { count });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  /** An answer that somebody opens is looked at, and waits no more. */
  protected open({ id }: TodayRow): void {
    if (this.card().card !== 'answered' || !id) return;
    void this.notifications.readNotifications({ body: { subjectIds: [id] } }).catch(() => undefined);
  }

  /** What is called by a code alone is named by it. */
  private titleOf({ name, code }: TodayRow): string {
    return name ?? (code ? this.i18n.t(`agenda.code.${code}`) : '');
  }

  private whatOf({ text, byName, code, count, quantity, unit, name }: TodayRow): string {
    const { card } = this.card();
    const amount = quantity === undefined ? '' : this.formats.quantity(quantity, unit ?? '');
    return [
      text && card === 'unread' && byName ? `${byName}: ${text}` : text,
      amount && this.i18n.t(`agenda.${card}.amount`, { amount }),
      code && name ? this.i18n.t(`agenda.code.${code}`) : '',
      count && card !== 'unread' ? this.i18n.t(`agenda.${card}.count`, { count }) : '',
      card === 'unread' ? '' : byName,
    ]
      .filter(Boolean)
      .join(' · ');
  }
}
