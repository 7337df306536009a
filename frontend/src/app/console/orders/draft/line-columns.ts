import type { Option } from '../../../ui/fields/select-base';
import type { LineColumn, Suggesting } from '../../../ui/line-grid/line-column';
import { MAX_NOTE, MAX_UNIT, MAX_WORDS } from './draft-rules';
import { type LineDraft, totalOfLine } from './order-draft';

/**
 * The columns of an order's lines, with how orders, price lists and invoices head them in Russian and English; a pasted
 * total is compared.
 */
export function lineColumns(
  masters: () => readonly Option[],
  suggests: Suggesting<LineDraft>,
  wordsOf: (line: LineDraft) => string,
): readonly LineColumn<LineDraft>[] {
  return [
    {
      key: 'title',
      label: 'orders.line.title',
      hint: 'orders.line.title',
      kind: 'text',
      limit: MAX_WORDS,
      suggests,
      paste: {
        heading:
          /^(наименовани[ея]|названи[ея]|номенклатура|товары?|работы?|услуг[аи]|позици[яи]|что сделать|name|title|items?|description|goods|what to make)(?!\p{L})/iu,
      },
    },
    {
      key: 'quantity',
      label: 'orders.line.quantity',
      kind: 'number',
      width: '78px',
      paste: { heading: /^(кол-?во|количество|кол|штук|шт|qty|quantity|count)(?!\p{L})/iu, unitTo: 'unit' },
    },
    {
      key: 'unit',
      label: 'orders.line.unit',
      kind: 'text',
      limit: MAX_UNIT,
      width: '56px',
      paste: { heading: /^(ед|единицы?|unit|units|uom)(?!\p{L}|\s+price)/iu },
    },
    {
      key: 'unitPrice',
      label: 'orders.line.unitPrice',
      kind: 'money',
      width: '100px',
      permission: 'orders:prices',
      paste: { heading: /^(цена|стоимость (за )?(ед|шт|единицу|штуку)|price|unit price|rate)(?!\p{L})/iu },
    },
    {
      key: 'discountPercent',
      label: 'orders.line.discountPercent',
      kind: 'number',
      places: 2,
      width: '70px',
      permission: 'orders:prices',
      paste: { heading: /^(скидка|discount)(?!\p{L})(?!.*(руб|сумм|₽))/iu },
    },
    {
      key: 'masterId',
      label: 'orders.line.masterId',
      hint: 'orders.line.noMaster',
      kind: 'choice',
      width: '126px',
      options: masters,
    },
    {
      key: 'total',
      label: 'orders.line.total',
      kind: 'template',
      width: 'var(--total)',
      permission: 'orders:prices',
      paste: {
        heading: /^(сумма|итого|всего|стоимость|total|amount|sum)(?!\p{L})(?!\s*(скидки|ндс|vat|tax))/iu,
        expected: totalOfLine,
      },
    },
    {
      key: 'options',
      label: 'orders.line.options',
      kind: 'template',
      isFolded: true,
      keeps: ['productId', 'choiceIds', 'answers'],
      summary: wordsOf,
      opensFor: ({ id, productId }) => !id && productId !== '',
    },
    {
      key: 'product',
      label: 'orders.line.product',
      hint: 'orders.line.product',
      kind: 'text',
      limit: MAX_WORDS,
      isFolded: true,
      paste: { heading: /^(издели[ея]|модель|product|model)(?!\p{L})/iu },
    },
    {
      key: 'wishes',
      label: 'orders.line.wishes',
      hint: 'orders.line.wishesHint',
      kind: 'text',
      limit: MAX_NOTE,
      isMultiline: true,
      isFolded: true,
      paste: {
        heading: /^(пожелани[ея]|комментари[йи]|примечани[ея]|wish|wishes|comments?|notes?|remarks?)(?!\p{L})/iu,
        keepsUnread: true,
      },
    },
    {
      key: 'unitCost',
      label: 'orders.line.unitCost',
      kind: 'money',
      isFolded: true,
      permission: 'stock:cost',
    },
  ];
}
