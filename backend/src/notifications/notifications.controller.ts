import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Console, Personal } from '../platform/access/allow.js';
import { Answers, AnswersNothing, AnswersPage } from '../platform/http/answers.js';
import type { Page } from '../platform/lists/paging.js';
import {
  NotificationListQuery,
  NotificationsMarked,
  NotificationsRead,
  NotificationsUnread,
  UnreadNotifications,
} from './notification.dto.js';
import { Notification } from './notification.js';
import { NotificationsService } from './notifications.service.js';

@ApiTags('Notifications')
@Controller('notifications')
@Personal()
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @Console()
  @ApiOperation({ summary: 'List the own notifications, the newest first', description: 'Of the last 90 days.' })
  @AnswersPage(Notification)
  listNotifications(@Query() query: NotificationListQuery): Promise<Page<Notification>> {
    return this.notifications.list(query);
  }

  @Get('unread')
  @Console()
  @ApiOperation({ summary: 'Count the own notifications that are not read', description: 'So far as 100.' })
  @Answers(UnreadNotifications)
  countUnreadNotifications(): Promise<UnreadNotifications> {
    return this.notifications.countUnread();
  }

  @Put('read')
  @Console()
  @ApiOperation({
    summary: 'Mark own notifications as read',
    description: 'Some, those about some documents, or all. `readAt` of the answer takes it back.',
  })
  @Answers(NotificationsMarked)
  readNotifications(@Body() body: NotificationsRead): Promise<NotificationsMarked> {
    return this.notifications.read(body);
  }

  @Put('unread')
  @Console()
  @ApiOperation({
    summary: 'Mark own notifications as unread again',
    description: 'Some, or those that were marked as read at a time.',
  })
  @AnswersNothing()
  unreadNotifications(@Body() body: NotificationsUnread): Promise<void> {
    return this.notifications.unread(body);
  }
}
