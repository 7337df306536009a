import { Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Notification } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { AgoPipe } from '../../ui/pipes/format-pipes';
import { NotificationActs } from './notification-acts';
import { NotificationWords } from './notification-words';

/** Notifications by day: what happened, where it leads, and whether it is read. */
@Component({
  selector: 'app-notification-list',
  imports: [AgoPipe, MatIcon, MatIconButton, RouterLink, TranslocoPipe],
  templateUrl: './notification-list.html',
  styleUrl: './notification-list.scss',
})
export class NotificationList {
  private readonly formats = inject(Formats);
  protected readonly acts = inject(NotificationActs);
  protected readonly words = inject(NotificationWords);

  /** The newest first. */
  readonly notifications = input.required<readonly Notification[]>();
  /** One of them was followed to what it is about. */
  readonly followed = output();

  protected readonly days = computed(() => [
    ...Map.groupBy(this.notifications(), ({ at }) => this.formats.relativeDay(at)),
  ]);

  protected follow({ id, readAt }: Notification): void {
    if (!readAt) void this.acts.open(id);
    this.followed.emit();
  }
}
