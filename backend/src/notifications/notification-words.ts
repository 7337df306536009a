import type { NotificationTopic, StockState } from '@verstak/domain';
import { STATUS_WORDS } from '../orders/status-words.js';
import type { ExportLanguage } from '../platform/exports/table.js';
import type { Told } from './notification.js';

type Sentences = Record<NotificationTopic, (told: Told) => string>;

/** What letters about notifications say. */
interface NotificationWords {
  sentences: Sentences;
  /** What follows a number of changes that are told of as one. */
  times(count: number): string;
  digest(count: number): string;
  settings: string;
}

const STOCK: Record<ExportLanguage, Partial<Record<StockState, string>>> = {
  ru: { short: 'не хватает для заказов', out: 'закончилось', low: 'заканчивается' },
  en: { short: 'is short of what orders want', out: 'is out of stock', low: 'is running low' },
};

export const NOTIFICATION_WORDS: Record<ExportLanguage, NotificationWords> = {
  ru: {
    sentences: {
      assigned: ({ count, name, orderNumber }) =>
        count > 1 && orderNumber
          ? `Теперь ваши детали заказа № ${orderNumber}: ${count}`
          : `Теперь ваша деталь: ${name}${orderNumber ? `, заказ № ${orderNumber}` : ''}`,
      order_status: ({ number, name, status }) =>
        `Заказ № ${number} (${name}): ${status ? STATUS_WORDS.ru[status] : ''}`,
      shop_order: ({ number, name }) => `Новый заказ из магазина: № ${number}, ${name}`,
      message: ({ byName, subject, number, name }) => `${byName} пишет: ${placeRu(subject, number)}, ${name}`,
      mention: ({ byName, subject, number, name }) => `${byName} упоминает вас: ${placeRu(subject, number)}, ${name}`,
      due_tomorrow: (told) => `Срок завтра: ${dueRu(told)}`,
      overdue: (told) => `Срок прошёл: ${dueRu(told)}`,
      problem: ({ name, orderNumber, text }) =>
        `Проблема с деталью ${name}${orderNumber ? `, заказ № ${orderNumber}` : ''}: ${text ?? ''}`,
      out_of_stock: ({ name, stockState }) => `На складе ${stockState ? (STOCK.ru[stockState] ?? '') : ''}: ${name}`,
      request_received: ({ number }) => `Вам заявка № ${number}`,
      request_answered: ({ number, name }) => `${name} отвечает на заявку № ${number}`,
      offer_changed: ({ number, name }) => `${name}: изменились цены или наличие, заявка № ${number}`,
      product_supply: ({ name, isOut }) =>
        isOut
          ? `Закончилось у поставщиков: ${name}, нужно для товаров магазина`
          : `Другая цена у поставщиков: ${name}, нужно для товаров магазина`,
      margin: ({ name, risePercent, products = 0 }) =>
        `${name}: ${risePercent ? `дороже на ${risePercent} %, ` : ''}ниже нужной маржи изделий: ${products}`,
      webhook_off: ({ name }) => `События больше не отправляются: ${name}`,
      connection_off: ({ name }) => `Обмен выключился: ${name}`,
    },
    times: (count) => ` (${count})`,
    digest: (count) => `Уведомления за день: ${count}`,
    settings: 'О чём и когда писать вам, настраивается здесь:',
  },
  en: {
    sentences: {
      assigned: ({ count, name, orderNumber }) =>
        count > 1 && orderNumber
          ? `Parts of order No. ${orderNumber} are yours now: ${count}`
          : `A part is yours now: ${name}${orderNumber ? `, order No. ${orderNumber}` : ''}`,
      order_status: ({ number, name, status }) =>
        `Order No. ${number} (${name}): ${status ? STATUS_WORDS.en[status] : ''}`,
      shop_order: ({ number, name }) => `New order from the shop: No. ${number}, ${name}`,
      message: ({ byName, subject, number, name }) => `${byName} writes: ${placeEn(subject, number)}, ${name}`,
      mention: ({ byName, subject, number, name }) => `${byName} mentions you: ${placeEn(subject, number)}, ${name}`,
      due_tomorrow: (told) => `Due tomorrow: ${dueEn(told)}`,
      overdue: (told) => `Overdue: ${dueEn(told)}`,
      problem: ({ name, orderNumber, text }) =>
        `Problem with part ${name}${orderNumber ? `, order No. ${orderNumber}` : ''}: ${text ?? ''}`,
      out_of_stock: ({ name, stockState }) => `${name} ${stockState ? (STOCK.en[stockState] ?? '') : ''}`,
      request_received: ({ number }) => `Request No. ${number} for you`,
      request_answered: ({ number, name }) => `${name} has answered request No. ${number}`,
      offer_changed: ({ number, name }) => `${name} has other prices or stock, request No. ${number}`,
      product_supply: ({ name, isOut }) =>
        isOut
          ? `Suppliers are out of ${name}, needed for products of the shop`
          : `Suppliers have another price for ${name}, needed for products of the shop`,
      margin: ({ name, risePercent, products = 0 }) =>
        `${name}: ${risePercent ? `dearer by ${risePercent} %, ` : ''}products below their target margin: ${products}`,
      webhook_off: ({ name }) => `Events are sent no more: ${name}`,
      connection_off: ({ name }) => `The exchange has switched off: ${name}`,
    },
    times: (count) => ` (${count})`,
    digest: (count) => `Notifications of the day: ${count}`,
    settings: 'What you get letters about, and when, is set here:',
  },
};

function placeRu(subject: Told['subject'], number = 0): string {
  return subject === 'SupplyRequest' ? `заявка № ${number}` : `заказ № ${number}`;
}

function placeEn(subject: Told['subject'], number = 0): string {
  return subject === 'SupplyRequest' ? `request No. ${number}` : `order No. ${number}`;
}

function dueRu({ subject, number, name, count, orderNumber }: Told): string {
  if (subject === 'Order') return `заказ № ${number}, ${name}`;
  return count > 1 && orderNumber ? `детали заказа № ${orderNumber}: ${count}` : `деталь № ${number}, ${name}`;
}

function dueEn({ subject, number, name, count, orderNumber }: Told): string {
  if (subject === 'Order') return `order No. ${number}, ${name}`;
  return count > 1 && orderNumber ? `parts of order No. ${orderNumber}: ${count}` : `part No. ${number}, ${name}`;
}
