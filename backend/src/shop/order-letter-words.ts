import type { ExportLanguage } from '../platform/exports/table.js';

/** What letters about orders say. */
export interface OrderLetterWords {
  hello: string;
  subjects: Record<'received' | 'ready' | 'cancelled', (number: number) => string>;
  received(number: number): string;
  ready(number: number): string;
  cancelled(number: number): string;
  total: string;
  left: string;
  wishedDay: string;
  pickUp: string;
  delivery: string;
  follow: string;
  cancelBefore: string;
  keepLink: string;
  unexpected: string;
  fetch: string;
  bring: string;
}

export const ORDER_LETTERS: Record<ExportLanguage, OrderLetterWords> = {
  ru: {
    hello: 'Здравствуйте.',
    subjects: {
      received: (number) => `Заказ № ${number} получен`,
      ready: (number) => `Заказ № ${number} готов`,
      cancelled: (number) => `Заказ № ${number} отменён`,
    },
    received: (number) => `Мы получили ваш заказ № ${number}.`,
    ready: (number) => `Ваш заказ № ${number} готов.`,
    cancelled: (number) => `Ваш заказ № ${number} отменён.`,
    total: 'Итого',
    left: 'К оплате',
    wishedDay: 'К какому дню',
    pickUp: 'Самовывоз',
    delivery: 'Доставка',
    follow: 'Как идут дела с заказом, видно по ссылке:',
    cancelBefore: 'Пока мы не взялись за работу, там же его можно отменить.',
    keepLink: 'По ссылке заказ открывается без пароля, поэтому не передавайте её посторонним.',
    unexpected: 'Если это для вас неожиданность, свяжитесь с нами.',
    fetch: 'Его можно забрать.',
    bring: 'Мы его доставим.',
  },
  en: {
    hello: 'Hello,',
    subjects: {
      received: (number) => `We have your order No. ${number}`,
      ready: (number) => `Your order No. ${number} is ready`,
      cancelled: (number) => `Your order No. ${number} is cancelled`,
    },
    received: (number) => `We have received your order No. ${number}.`,
    ready: (number) => `Your order No. ${number} is ready.`,
    cancelled: (number) => `Your order No. ${number} has been cancelled.`,
    total: 'Total',
    left: 'To pay',
    wishedDay: 'Wished for',
    pickUp: 'Pick-up',
    delivery: 'Delivery',
    follow: 'See how it is coming along:',
    cancelBefore: 'Until we begin work on it, you can cancel it there as well.',
    keepLink: 'The link opens the order without a password, so keep it to yourself.',
    unexpected: 'If you did not expect this, please get in touch.',
    fetch: 'You can pick it up.',
    bring: 'We will deliver it.',
  },
};
