import { Service, inject } from '@angular/core';
import type { Params } from '@angular/router';
import type { SalesReport } from '@verstak/api';
import { type Period, type ReportStep, SOLD_STATUSES } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { NONE } from '../../entities/orders/order-address';
import type { FiguresRow } from '../../ui/figures/figures-table';
import { PeriodWords } from './period-words';
import type { ReportFilter } from './report-period';

/** A report that was read, with the step and the filters that it was asked for by. */
export interface ReadReport {
  report: SalesReport;
  step: ReportStep;
  filters: Partial<Record<ReportFilter, string>>;
}

/** One division of a report: its rows under headers, translation keys both. */
export interface SalesDivision {
  key: string;
  title: string;
  headers: readonly string[];
  rows: FiguresRow[];
}

type Figures = { revenue: number; share: number } & ({ orders: number } | { items: number });

/** The divisions of a report as tables: each row leads to its orders. */
@Service()
export class SalesRows {
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);
  private readonly session = inject(Session);
  private readonly words = inject(PeriodWords);

  /** By time: a row for each step. */
  steps({ report, step, filters }: ReadReport): FiguresRow[] {
    return report.rows.map(({ key, firstDay, lastDay, orders, revenue, averageOrder }) => ({
      id: key,
      name: this.words.row({ firstDay, lastDay }, step),
      figures: [this.formats.number(orders), this.formats.money(revenue), this.formats.money(averageOrder)],
      ...(orders ? this.toOrders({ from: firstDay, to: lastDay }, filters) : {}),
    }));
  }

  /** By what was sold, and by whom: of each the short tables before the long one. */
  divisions(read: ReadReport): SalesDivision[] {
    const { products, otherProducts, categories, clients, otherClients, managers, masters } = read.report;
    const byItems = ['reports.items', 'reports.revenue', 'reports.share'];
    const byOrders = ['reports.orders', 'reports.revenue', 'reports.share'];
    const none = (filter: ReportFilter): string => this.i18n.t(`reports.none.${filter}`);
    return [
      this.division(
        'categoryId',
        byItems,
        categories.map(({ categoryId = NONE, name = none('categoryId'), level, isFree, ...figures }) =>
          isFree
            ? this.row(read, 'productId', NONE, none('productId'), figures)
            : { ...this.row(read, 'categoryId', categoryId, name, figures), level },
        ),
      ),
      this.division('productId', byItems, [
        ...products.map(({ productId = NONE, name, ...figures }) => {
          const missing = productId === NONE ? none('productId') : this.i18n.t('reports.deletedProduct');
          return this.row(read, 'productId', productId, name ?? missing, figures);
        }),
        ...(otherProducts ? [this.rest('reports.otherProducts', otherProducts.products, otherProducts)] : []),
      ]),
      this.division(
        'managerId',
        byOrders,
        managers.map(({ managerId = NONE, name = none('managerId'), ...figures }) =>
          this.row(read, 'managerId', managerId, name, figures),
        ),
      ),
      this.division(
        'masterId',
        byItems,
        masters.map(({ masterId = NONE, name = none('masterId'), ...figures }) =>
          this.row(read, 'masterId', masterId, name, figures),
        ),
      ),
      this.division('clientId', byOrders, [
        ...clients.map(({ clientId, name, ...figures }) => this.row(read, 'clientId', clientId, name, figures)),
        ...(otherClients ? [this.rest('reports.otherClients', otherClients.clients, otherClients)] : []),
      ]),
    ];
  }

  private division(filter: ReportFilter, headers: readonly string[], rows: FiguresRow[]): SalesDivision {
    return { key: filter, title: `reports.division.${filter}`, headers: [`reports.one.${filter}`, ...headers], rows };
  }

  private row(
    { report, filters }: ReadReport,
    filter: ReportFilter,
    id: string,
    name: string,
    figures: Figures,
  ): FiguresRow {
    return {
      id: `${filter}:${id}`,
      name,
      figures: this.figures(figures),
      share: figures.share / 100,
      ...this.toOrders(report, { ...filters, [filter]: id }),
    };
  }

  private rest(words: string, count: number, figures: Figures): FiguresRow {
    return { id: '', name: this.i18n.t(words, { count }), figures: this.figures(figures) };
  }

  private figures({ revenue, share, ...counted }: Figures): string[] {
    const count = 'orders' in counted ? counted.orders : counted.items;
    return [this.formats.number(count), this.formats.money(revenue), this.formats.percent(share / 100, 1)];
  }

  /** Where the orders of a period and some filters are listed, for who may read orders. */
  private toOrders({ from, to }: Period, filters: Params): Pick<FiguresRow, 'link' | 'params'> {
    if (!this.session.can('orders:read')) return {};
    const status = SOLD_STATUSES.join(',');
    return { link: '/orders', params: { status, orderedFrom: from, orderedTo: to, ...filters } };
  }
}
