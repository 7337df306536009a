import { Component, computed, inject } from '@angular/core';
import { MatCheckbox } from '@angular/material/checkbox';
import { TranslocoPipe } from '@jsverse/transloco';
import { MAIL_TIMES, type MailTime, type NotificationTopic, defaultChannels, topicsOf } from '@verstak/domain';
import { Preferences } from '../core/preferences/preferences';
import { Session } from '../core/session/session';
import { PageHeader } from '../ui/page-header/page-header';
import { OwnEmail } from './own-email';

/** What one is notified of, by which channels, and where letters go. */
@Component({
  selector: 'app-own-notifications',
  imports: [MatCheckbox, OwnEmail, PageHeader, TranslocoPipe],
  templateUrl: './own-notifications.html',
  styleUrl: './own-notifications.scss',
})
export class OwnNotifications {
  private readonly session = inject(Session);
  private readonly preferences = inject(Preferences);
  protected readonly mailTimes = MAIL_TIMES;
  protected readonly hasEmail = computed(() => !!this.session.user()?.email);

  protected readonly topics = computed(() =>
    topicsOf(this.session.rights(), this.session.permissions()).map((topic) => ({
      topic,
      ...(this.preferences.channelsOf(topic) ?? defaultChannels(topic, this.session.permissions())),
    })),
  );

  protected choose(topic: NotificationTopic, change: { inApp?: boolean; mail?: MailTime }): void {
    const known = this.topics().find((one) => one.topic === topic);
    if (known) this.preferences.chooseChannels(topic, { ...known, ...change });
  }
}
