import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListExport } from '../platform/exports/list-export.js';
import { TableExport } from '../platform/exports/table-export.js';
import type { OrderExportQuery, OrderTable } from './order.dto.js';
import { Order } from './order.js';
import { ORDER_SHEETS } from './order-tables.js';
import { OrdersService } from './orders.service.js';

/** The list of orders as files to download. */
@Injectable()
export class OrderExport extends ListExport<Order, OrderExportQuery, OrderTable> {
  constructor(orders: OrdersService, config: Config, files: TableExport) {
    super(Order, ORDER_SHEETS, (query) => orders.all(query), config, files);
  }
}
