import { Service, inject } from '@angular/core';
import type { Params } from '@angular/router';
import type { Notification } from '@verstak/api';
import type { NotificationTopic } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { pageFor } from '../document-pages';
import type { IconName } from '../../ui/icon/icons';

const ICONS: Record<NotificationTopic, IconName> = {
  assigned: 'part',
  order_status: 'orders',
  shop_order: 'orders',
  message: 'messages',
  mention: 'messages',
  due_tomorrow: 'clock',
  overdue: 'calendar',
  problem: 'error',
  out_of_stock: 'stock',
  request_received: 'inbox',
  request_answered: 'inbox',
  offer_changed: 'suppliers',
  product_supply: 'catalog',
  margin: 'money',
  webhook_off: 'external',
  connection_off: 'external',
};

/** What a notification says and where it leads. */
@Service()
export class NotificationWords {
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);

  iconOf({ topic }: Notification): IconName {
    return ICONS[topic];
  }

  /** The sentence, such as `Заказ № 1024 готов`. */
  sentenceOf(one: Notification): string {
    const { topic, subject, status, stockState, orderNumber, count } = one;
    const of = orderNumber ? this.i18n.t('notifications.ofOrder', { number: orderNumber }) : '';
    const words = {
      number: one.number ?? '',
      name: one.name ?? '',
      byName: one.byName ?? '',
      text: one.text ?? '',
      of,
      count,
      status: status ? this.i18n.t(`orders.status.${status}`) : '',
      stock: stockState ? this.i18n.t(`notifications.stock.${stockState}`) : '',
      products: one.products ?? 0,
      rise: one.risePercent ? this.i18n.t('notifications.rise', { percent: one.risePercent }) : '',
      subject: this.i18n.t(`notifications.subject.${subject}`, { number: one.number ?? '' }),
    };
    const isOut = topic === 'product_supply' && one.isOut;
    const isOfMany = count > 1 && subject === 'Part' && topic !== 'problem';
    return this.i18n.t(`notifications.says.${topic}${isOfMany ? '_many' : isOut ? '_out' : ''}`, words);
  }

  /** How many changes it stands for where the sentence does not say so. */
  timesOf({ topic, count }: Notification): number {
    return topic === 'message' || topic === 'mention' || topic === 'problem' ? count : 1;
  }

  /** Where it leads: what one sees of the subject. */
  linkOf({ topic, subject, subjectId }: Notification): string {
    if (topic === 'margin') return '/catalog';
    return pageFor(subject, subjectId, (right) => this.session.may(right));
  }

  paramsOf({ topic, subjectId }: Notification): Params {
    if (topic === 'margin') return { isUnderMargin: true, stockItemId: subjectId };
    return topic === 'message' || topic === 'mention' ? { tab: 'messages' } : {};
  }
}
