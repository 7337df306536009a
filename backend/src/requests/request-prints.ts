import { isGivenUp } from '@verstak/domain';
import type { PdfPages, PrintedColumn } from '../platform/exports/pdf-pages.js';
import type { Supplier } from '../suppliers/supplier.js';
import { letterheadOf } from '../workshop/letterhead.js';
import { sumsOf, writtenAmount, writtenCalendarDay, writtenDay, type Printing } from '../workshop/writing.js';
import type { SupplyRequest } from './request.js';

/** How requests are written, and whether with what things cost. */
export interface RequestPrinting extends Printing {
  hasPrices: boolean;
}

const WORDS = {
  ru: {
    request: 'Заявка №',
    supplier: 'Поставщик',
    phone: 'Телефон',
    email: 'Эл. почта',
    created: 'Дата',
    requester: 'Заказал',
    note: 'Примечание',
    item: 'Наименование',
    article: 'Артикул',
    quantity: 'Кол-во',
    wished: 'Нужно к',
    price: 'Цена',
    sum: 'Сумма',
    total: 'Итого',
    signed: ['Заказчик', 'Поставщик'],
  },
  en: {
    request: 'Request No.',
    supplier: 'Supplier',
    phone: 'Phone',
    email: 'E-mail',
    created: 'Date',
    requester: 'Requested by',
    note: 'Note',
    item: 'Name',
    article: 'Article',
    quantity: 'Qty',
    wished: 'Wanted by',
    price: 'Price',
    sum: 'Sum',
    total: 'Total',
    signed: ['Customer', 'Supplier'],
  },
} as const;

/** A request with its supplier, where the reader may see how to reach them. */
export interface PrintedRequest {
  request: SupplyRequest;
  supplier?: Supplier | undefined;
}

/** A request as its supplier gets it on paper: what, how much, by when, and at what price; nothing that is given up. */
export function drawRequest(pages: PdfPages, { request, supplier }: PrintedRequest, writing: RequestPrinting): void {
  const words = WORDS[writing.lang];
  const money = sumsOf(writing);
  const { workshop, logo, lang, hasPrices } = writing;
  const items = request.items.filter(({ state }) => !isGivenUp(state));
  pages.title(`${words.request} ${request.number}`, letterheadOf(workshop, lang, logo));
  pages.facts([
    [words.supplier, request.supplierName],
    [words.phone, supplier?.phone],
    [words.email, supplier?.email],
    [words.created, writtenDay(request.sentAt ?? request.createdAt, writing)],
    [words.requester, request.requesterName],
    [words.note, request.note],
  ]);
  const columns: PrintedColumn[] = [
    { title: '№', share: 0.05 },
    { title: words.item, share: hasPrices ? 0.35 : 0.55 },
    { title: words.article, share: 0.14 },
    { title: words.quantity, share: 0.12, align: 'right' },
    { title: words.wished, share: 0.14 },
    ...(hasPrices
      ? ([
          { title: words.price, share: 0.1, align: 'right' },
          { title: words.sum, share: 0.1, align: 'right' },
        ] as const)
      : []),
  ];
  const rows = items.map((item, index) => [
    { text: String(index + 1) },
    { text: item.name, ...(item.note ? { below: item.note } : {}) },
    { text: item.article ?? '' },
    { text: writtenAmount(item, writing) },
    { text: item.wishedDay ? writtenCalendarDay(item.wishedDay, writing) : '' },
    ...(hasPrices
      ? [
          { text: item.price === undefined ? '' : money(item.price) },
          { text: item.total === undefined ? '' : money(item.total) },
        ]
      : []),
  ]);
  pages.table(columns, rows);
  if (hasPrices && request.cost > 0) pages.sums([[words.total, money(request.cost)]]);
  pages.signatures(words.signed);
}
