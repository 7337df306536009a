import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListExport } from '../platform/exports/list-export.js';
import { TableExport } from '../platform/exports/table-export.js';
import type { MovementExportQuery } from './movement.dto.js';
import { Movement } from './movement.js';
import { MovementsRepository } from './movements.repository.js';
import type { StockExportQuery } from './stock-item.dto.js';
import { StockItem } from './stock-item.js';
import { StockItemsRepository } from './stock-items.repository.js';
import { MOVEMENT_SHEETS, STOCK_SHEETS } from './stock-tables.js';

/** What lies in stock as files to download. */
@Injectable()
export class StockExport extends ListExport<StockItem, StockExportQuery, 'stock'> {
  constructor(items: StockItemsRepository, config: Config, files: TableExport) {
    super(StockItem, STOCK_SHEETS, (query) => items.all(query), config, files);
  }
}

/** Movements as files to download. */
@Injectable()
export class MovementExport extends ListExport<Movement, MovementExportQuery, 'movements'> {
  constructor(movements: MovementsRepository, config: Config, files: TableExport) {
    super(Movement, MOVEMENT_SHEETS, (query) => movements.all(query), config, files);
  }
}
