import { Component, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { I18n } from '../core/i18n/i18n';
import { UnreadNotifications } from '../entities/notifications/unread-notifications';
import { Dialogs } from '../ui/dialogs/dialogs';

/** How much waits to be read, and the way to it; the panel is loaded when it is first wanted. */
@Component({
  selector: 'app-notification-bell',
  imports: [MatIcon, TranslocoPipe],
  template: `
    <button type="button" class="place" aria-haspopup="dialog" (click)="open()">
      <mat-icon svgIcon="bell" />
      <span class="word">{{ 'notifications.place' | transloco }}</span>
      @if (unread(); as count) {
        <span class="waiting badge" aria-hidden="true">{{ count }}</span>
        <span class="visually-hidden">{{ 'notifications.waiting' | transloco: { count } }}</span>
      }
    </button>
  `,
  styleUrl: './place.scss',
  styles: `
    :host {
      display: block;
      margin-bottom: 8px;
    }
    @media (max-width: 1099px) {
      .word {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    }
    @media (max-width: 699px) {
      :host {
        margin: 0;
      }
    }
  `,
})
export class NotificationBell {
  private readonly dialogs = inject(Dialogs);
  private readonly i18n = inject(I18n);
  protected readonly unread = inject(UnreadNotifications).count;

  protected async open(): Promise<void> {
    const { NotificationPanel } = await import('./notification-panel');
    if (this.dialogs.areOpen()) return;
    await this.dialogs.open(NotificationPanel, {
      width: '440px',
      maxWidth: 'calc(100vw - 16px)',
      maxHeight: 'calc(100dvh - 16px)',
      position: { top: '8px', left: '8px' },
      autoFocus: 'dialog',
      ariaLabel: this.i18n.t('notifications.place'),
    });
  }
}
