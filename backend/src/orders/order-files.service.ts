import { Injectable, type StreamableFile } from '@nestjs/common';
import { dayIn } from '@verstak/domain';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import { documentTable } from '../platform/tables/document-columns.js';
import { TableFiles } from '../platform/tables/table-files.js';
import type { Table } from '../platform/tables/table.js';
import { Order } from './order.js';
import { ORDER_TABLES, type OrderCsvQuery, type OrderExportQuery, type OrderTable } from './order.dto.js';
import { lineColumns, linesOf, orderColumns } from './order-tables.js';
import { OrdersService } from './orders.service.js';

/** The list of orders as files to download. */
@Injectable()
export class OrderFiles {
  constructor(
    private readonly orders: OrdersService,
    private readonly config: Config,
    private readonly files: TableFiles,
  ) {}

  /** Orders and their items on a sheet each. */
  async xlsx(query: OrderExportQuery): Promise<StreamableFile> {
    const tables = ORDER_TABLES.map((table) => this.table(query, table));
    return this.files.xlsx(tables, query, this.name('orders'));
  }

  async csv(query: OrderCsvQuery): Promise<StreamableFile> {
    return this.files.csv(this.table(query, query.table), query, this.name(query.table));
  }

  private table(query: OrderExportQuery, table: OrderTable): Table {
    const { lang: language } = query;
    const { currency, currencyDigits, timeZone } = this.config;
    const writing = { language, timeZone, currency, currencyDigits, type: Order, permissions: callerPermissions() };
    const orders = this.orders.all(query);
    return table === 'orders'
      ? documentTable({ ru: 'Заказы', en: 'Orders' }, orderColumns(writing), orders, writing)
      : documentTable({ ru: 'Позиции', en: 'Items' }, lineColumns(writing), linesOf(orders), writing);
  }

  private name(table: OrderTable): string {
    return `${table}_${dayIn(this.config.timeZone, new Date())}`;
  }
}
