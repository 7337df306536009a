import type { LineColumn, Suggesting } from '../../ui/line-grid/line-column';
import { type RequestLine, totalOf } from './request-draft';

/** The columns of a request's items, with how price lists and invoices head them in Russian and English. */
export function requestColumns(
  suggests: Suggesting<RequestLine>,
  wordsOf: (line: RequestLine) => string,
): readonly LineColumn<RequestLine>[] {
  return [
    {
      key: 'name',
      label: 'requests.line.title',
      hint: 'requests.line.title',
      kind: 'text',
      limit: 255,
      suggests,
      keeps: ['stockItemId', 'wishedDay'],
      paste: {
        heading:
          /^(наименовани[ея]|названи[ея]|номенклатура|товары?|материалы?|позици[яи]|name|title|items?|goods)(?!\p{L})/iu,
      },
    },
    {
      key: 'article',
      label: 'requests.line.article',
      kind: 'text',
      limit: 60,
      width: '110px',
      paste: { heading: /^(арт|артикул|код|sku|article|item code)(?!\p{L})/iu },
    },
    {
      key: 'quantity',
      label: 'requests.line.quantity',
      kind: 'number',
      width: '88px',
      paste: { heading: /^(кол-?во|количество|кол|штук|шт|qty|quantity|count)(?!\p{L})/iu, unitTo: 'unit' },
    },
    {
      key: 'unit',
      label: 'requests.line.unit',
      kind: 'text',
      limit: 20,
      width: '64px',
      paste: { heading: /^(ед|единицы?|unit|units|uom)(?!\p{L}|\s+price)/iu },
    },
    {
      key: 'price',
      label: 'requests.line.price',
      kind: 'money',
      width: '110px',
      permission: 'stock:cost',
      paste: { heading: /^(цена|price|unit price|rate)(?!\p{L})/iu },
    },
    {
      key: 'total',
      label: 'requests.line.total',
      kind: 'template',
      width: '120px',
      permission: 'stock:cost',
      paste: { heading: /^(сумма|итого|всего|total|amount|sum)(?!\p{L})/iu, expected: totalOf },
    },
    {
      key: 'wished',
      label: 'requests.line.wishedDay',
      kind: 'template',
      isFolded: true,
      summary: wordsOf,
    },
    {
      key: 'note',
      label: 'requests.line.note',
      hint: 'requests.line.noteHint',
      kind: 'text',
      limit: 500,
      isMultiline: true,
      isFolded: true,
      paste: { heading: /^(комментари[йи]|примечани[ея]|comments?|notes?|remarks?)(?!\p{L})/iu, keepsUnread: true },
    },
  ];
}
