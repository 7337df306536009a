import type { Config } from '../platform/config/config.module.js';
import type { Column, ExportLanguage, Table } from '../platform/exports/table.js';
import type { SalesReport, SalesTable } from './sales.dto.js';

const WORDS = {
  ru: {
    steps: 'Продажи',
    clients: 'Клиенты',
    masters: 'Исполнители',
    period: 'Период',
    firstDay: 'С',
    lastDay: 'По',
    orders: 'Заказы',
    revenue: 'Выручка',
    gross: 'До скидки',
    average: 'Средний заказ',
    client: 'Клиент',
    master: 'Исполнитель',
    nobody: 'Не назначен',
    items: 'Позиции',
    quantity: 'Количество',
    share: 'Доля, %',
  },
  en: {
    steps: 'Sales',
    clients: 'Clients',
    masters: 'Assigned to',
    period: 'Period',
    firstDay: 'From',
    lastDay: 'To',
    orders: 'Orders',
    revenue: 'Revenue',
    gross: 'Before discount',
    average: 'Average order',
    client: 'Client',
    master: 'Assigned to',
    nobody: 'Nobody',
    items: 'Items',
    quantity: 'Quantity',
    share: 'Share, %',
  },
} as const satisfies Record<ExportLanguage, Record<string, string>>;

/** One table of a report with its titles in a language. */
export function salesTable(
  report: SalesReport,
  table: SalesTable,
  language: ExportLanguage,
  { currency, currencyDigits: digits }: Pick<Config, 'currency' | 'currencyDigits'>,
): Table {
  const words = WORDS[language];
  const text = (title: string): Column => ({ title, kind: 'text' });
  const money = (title: string): Column => ({ title: `${title}, ${currency}`, kind: 'money', digits });
  const orders: Column = { title: words.orders, kind: 'count' };
  const share: Column = { title: words.share, kind: 'share' };
  switch (table) {
    case 'steps':
      return {
        title: words.steps,
        columns: [
          { title: words.period, kind: 'text', width: 14 },
          { title: words.firstDay, kind: 'day' },
          { title: words.lastDay, kind: 'day' },
          orders,
          ...[words.revenue, words.gross, words.average].map(money),
        ],
        rows: report.rows.map((row) => [
          row.key,
          row.firstDay,
          row.lastDay,
          row.orders,
          row.revenue,
          row.gross,
          row.averageOrder,
        ]),
      };
    case 'clients':
      return {
        title: words.clients,
        columns: [text(words.client), orders, money(words.revenue), share],
        rows: report.clients.map((row) => [row.name, row.orders, row.revenue, row.share]),
      };
    case 'masters':
      return {
        title: words.masters,
        columns: [
          text(words.master),
          { title: words.items, kind: 'count' },
          { title: words.quantity, kind: 'quantity' },
          money(words.revenue),
          share,
        ],
        rows: report.masters.map((row) => [row.name ?? words.nobody, row.items, row.quantity, row.revenue, row.share]),
      };
  }
}
