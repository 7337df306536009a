import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.module.js';
import { ListExport } from '../platform/exports/list-export.js';
import { TableExport } from '../platform/exports/table-export.js';
import type { SupplierExportQuery, SupplierTable } from './supplier.dto.js';
import { Supplier } from './supplier.js';
import { SUPPLIER_SHEETS } from './supplier-tables.js';
import { SuppliersRepository } from './suppliers.repository.js';

/** The list of suppliers as files to download. */
@Injectable()
export class SupplierExport extends ListExport<Supplier, SupplierExportQuery, SupplierTable> {
  constructor(suppliers: SuppliersRepository, config: Config, files: TableExport) {
    super(Supplier, SUPPLIER_SHEETS, (query) => suppliers.all(query), config, files);
  }
}
