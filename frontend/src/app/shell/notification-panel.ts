import { Component, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogRef } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { NotificationsService } from '@verstak/api';
import { liveResource } from '../core/live/live-resource';
import { NotificationActs } from '../entities/notifications/notification-acts';
import { NotificationList } from '../entities/notifications/notification-list';
import { UnreadNotifications } from '../entities/notifications/unread-notifications';
import { EmptyState } from '../ui/states/empty-state';
import { ProblemState } from '../ui/states/problem-state';
import { Skeleton } from '../ui/states/skeleton';

/** As many as one looks through at a glance; the others have a page. */
const SHOWN = 30;

/** The latest notifications, over the page that one is at. */
@Component({
  selector: 'app-notification-panel',
  imports: [
    EmptyState,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatIcon,
    MatIconButton,
    NotificationList,
    ProblemState,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  template: `
    <header>
      <h2>{{ 'notifications.place' | transloco }}</h2>
      @if (unread()) {
        <button mat-button type="button" (click)="acts.readAll()">{{ 'notifications.readAll' | transloco }}</button>
      }
      <button mat-icon-button type="button" mat-dialog-close [aria-label]="'ui.close' | transloco">
        <mat-icon svgIcon="close" />
      </button>
    </header>
    <mat-dialog-content tabindex="0">
      @if (latest.problem(); as problem) {
        <ui-problem-state [error]="problem" (retry)="latest.reload()" />
      } @else if (latest.value(); as shown) {
        @if (shown.length) {
          <app-notification-list [notifications]="shown" (followed)="dialog.close()" />
        } @else {
          <ui-empty-state
            icon="bell"
            [heading]="'notifications.empty' | transloco"
            [text]="'notifications.emptyText' | transloco"
          />
        }
      } @else {
        <ui-skeleton height="56px" />
        <ui-skeleton height="56px" />
      }
    </mat-dialog-content>
    <mat-dialog-actions>
      <a mat-button routerLink="/notifications" mat-dialog-close>{{ 'notifications.showAll' | transloco }}</a>
      <a mat-button routerLink="/account/notifications" mat-dialog-close>
        {{ 'notifications.settings' | transloco }}
      </a>
    </mat-dialog-actions>
  `,
  styles: `
    header {
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 8px 8px 8px 24px;
    }
    h2 {
      flex: 1;
      margin: 0;
      font-size: 18px;
    }
    mat-dialog-content {
      padding: 0 16px !important;
    }
  `,
})
export class NotificationPanel {
  private readonly api = inject(NotificationsService);
  protected readonly dialog = inject<MatDialogRef<NotificationPanel>>(MatDialogRef);
  protected readonly acts = inject(NotificationActs);
  protected readonly unread = inject(UnreadNotifications).count;

  protected readonly latest = liveResource({
    params: () => 'own',
    load: async () => (await this.api.listNotifications({ pageSize: SHOWN })).items,
    live: ['Notification'],
  });
}
