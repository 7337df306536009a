import type { Config } from '../platform/config/config.module.js';
import type { Column, ExportLanguage, Table } from '../platform/exports/table.js';
import { STEP } from '../catalog/category-tree.js';
import type { CategorySalesRow, SalesReport, SalesTable } from './sales.dto.js';

const WORDS = {
  ru: {
    steps: 'Продажи',
    products: 'Изделия',
    categories: 'Категории',
    clients: 'Клиенты',
    managers: 'Менеджеры',
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
    manager: 'Менеджер',
    ofShop: 'Без менеджера',
    product: 'Изделие',
    free: 'Не из каталога',
    gone: 'Удалённое изделие',
    category: 'Категория',
    level: 'Уровень',
    unplaced: 'Без категории',
    items: 'Позиции',
    quantity: 'Количество',
    share: 'Доля, %',
  },
  en: {
    steps: 'Sales',
    products: 'Products',
    categories: 'Categories',
    clients: 'Clients',
    managers: 'Managers',
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
    manager: 'Manager',
    ofShop: 'No manager',
    product: 'Product',
    free: 'Not of the catalog',
    gone: 'Deleted product',
    category: 'Category',
    level: 'Level',
    unplaced: 'No category',
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
  const items: Column = { title: words.items, kind: 'count' };
  const quantity: Column = { title: words.quantity, kind: 'quantity' };
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
    case 'products':
      return {
        title: words.products,
        columns: [text(words.product), items, quantity, money(words.revenue), share],
        rows: report.products.map(({ productId, name, ...row }) => [
          name ?? (productId ? words.gone : words.free),
          row.items,
          row.quantity,
          row.revenue,
          row.share,
        ]),
      };
    case 'categories': {
      const names = pathsOf(report.categories, words);
      return {
        title: words.categories,
        columns: [text(words.category), { title: words.level, kind: 'count' }, items, money(words.revenue), share],
        rows: report.categories.map((row, index) => [
          names[index] ?? '',
          row.level + 1,
          row.items,
          row.revenue,
          row.share,
        ]),
      };
    }
    case 'managers':
      return {
        title: words.managers,
        columns: [text(words.manager), orders, money(words.revenue), share],
        rows: report.managers.map((row) => [row.name ?? words.ofShop, row.orders, row.revenue, row.share]),
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
        columns: [text(words.master), items, quantity, money(words.revenue), share],
        rows: report.masters.map((row) => [row.name ?? words.nobody, row.items, row.quantity, row.revenue, row.share]),
      };
  }
}

/** Categories by their paths, as `Посуда / Кружки`: those around one stand before it. */
function pathsOf(rows: readonly CategorySalesRow[], words: { unplaced: string; free: string }): string[] {
  const path: string[] = [];
  return rows.map(({ name, level, isFree }) => {
    path.splice(level, path.length, name ?? (isFree ? words.free : words.unplaced));
    return path.join(STEP);
  });
}
