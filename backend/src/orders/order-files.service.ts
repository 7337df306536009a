import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListFiles } from '../platform/tables/list-files.js';
import { TableFiles } from '../platform/tables/table-files.js';
import type { OrderExportQuery, OrderTable } from './order.dto.js';
import { Order } from './order.js';
import { ORDER_SHEETS } from './order-tables.js';
import { OrdersService } from './orders.service.js';

/** The list of orders as files to download. */
@Injectable()
export class OrderFiles extends ListFiles<Order, OrderExportQuery, OrderTable> {
  constructor(orders: OrdersService, config: Config, files: TableFiles) {
    super(Order, ORDER_SHEETS, (query) => orders.all(query), config, files);
  }
}
