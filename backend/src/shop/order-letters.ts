import { dueFor } from '@verstak/domain';
import type { Order, OrderItem } from '../orders/order.js';
import { belowTitle } from '../orders/order-writing.js';
import { sumsOf, writtenAmount, writtenDay, type Writing } from '../workshop/writing.js';
import type { Workshop } from '../workshop/workshop.dto.js';
import { ORDER_LETTERS } from './order-letter-words.js';

/** What a customer is written about an own order. */
export type OrderNews = 'received' | 'ready' | 'cancelled';

/** Subject and text of a letter about an order, in the customer's language. */
export function orderLetter(news: OrderNews, order: Order, workshop: Workshop): { subject: string; text: string } {
  const { shopLanguage: lang = 'ru', number } = order;
  const words = ORDER_LETTERS[lang];
  const body = { received: receivedBody, ready: readyBody, cancelled: cancelledBody }[news];
  const sections = [
    `${words.hello}\n\n${words[news](number)}`,
    ...body(order, { lang, workshop }),
    [workshop.name, workshop.phone, workshop.email].filter((line) => !!line).join('\n'),
  ];
  return { subject: words.subjects[news](number), text: `${sections.join('\n\n')}\n` };
}

type Letter = Writing & { workshop: Workshop };

/** What was ordered, for how much, by when, and the link that follows it. */
function receivedBody(order: Order, writing: Letter): string[] {
  const words = ORDER_LETTERS[writing.lang];
  const lines = order.items.map((item, index) => lineOf(item, index, writing));
  const facts = [
    `${words.total}: ${sumsOf(writing)(order.total)}`,
    ...(order.dueAt ? [`${words.wishedDay}: ${writtenDay(order.dueAt, writing)}`] : []),
    whereTo(order, writing),
  ];
  return [...lines, facts.join('\n'), `${linkTo(order, writing)}\n\n${words.cancelBefore} ${words.keepLink}`];
}

/** Where it is had, and what is still to be paid. */
function readyBody(order: Order, writing: Letter): string[] {
  const words = ORDER_LETTERS[writing.lang];
  const left = dueFor(order);
  const facts = [whereTo(order, writing), ...(left > 0 ? [`${words.left}: ${sumsOf(writing)(left)}`] : [])];
  return [`${order.deliveryAddress ? words.bring : words.fetch}\n${facts.join('\n')}`, linkTo(order, writing)];
}

function cancelledBody(order: Order, writing: Letter): string[] {
  return [ORDER_LETTERS[writing.lang].unexpected, linkTo(order, writing)];
}

function lineOf(item: OrderItem, index: number, writing: Letter): string {
  const sums = sumsOf(writing);
  const price = `${writtenAmount(item, writing)} × ${sums(item.unitPrice)} = ${sums(item.total)}`;
  const below = [...belowTitle(item, writing).flatMap((line) => line.split('\n')), price];
  return [`${index + 1}. ${item.title}`, ...below.map((line) => `   ${line}`)].join('\n');
}

function whereTo({ deliveryAddress }: Order, { lang, workshop }: Letter): string {
  const { pickUp, delivery } = ORDER_LETTERS[lang];
  if (deliveryAddress) return `${delivery}: ${deliveryAddress}`;
  return workshop.address ? `${pickUp}: ${workshop.address}` : pickUp;
}

function linkTo({ shopKey = '' }: Order, { lang, workshop }: Letter): string {
  return `${ORDER_LETTERS[lang].follow}\n${workshop.url}/shop/orders/${shopKey}`;
}
