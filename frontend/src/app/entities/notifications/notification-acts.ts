import { Service, inject } from '@angular/core';
import { NotificationsService } from '@verstak/api';
import { Toasts } from '../../core/toasts/toasts';

/** Marks own notifications as read, with the chance to take it back. */
@Service()
export class NotificationActs {
  private readonly api = inject(NotificationsService);
  private readonly toasts = inject(Toasts);

  /** Quietly: whoever opens one knows that it is read. */
  async open(id: string): Promise<void> {
    await this.api.readNotifications({ body: { ids: [id] } }).catch(() => undefined);
  }

  async read(id: string): Promise<void> {
    await this.mark({ ids: [id] });
  }

  async readAll(): Promise<void> {
    await this.mark({});
  }

  async unread(id: string): Promise<void> {
    try {
      await this.api.unreadNotifications({ body: { ids: [id] } });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private async mark(body: { ids?: string[] }): Promise<void> {
    try {
      const { readAt, count } = await this.api.readNotifications({ body });
      if (!count) return;
      this.toasts.offerUndo('notifications.markedRead', { count }, () =>
        this.api.unreadNotifications({ body: { readAt } }),
      );
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
