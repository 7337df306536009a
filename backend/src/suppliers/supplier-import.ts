import { Injectable } from '@nestjs/common';
import { DocumentImport, type RowPlanner } from '../imports/document-import.js';
import { ImportKinds, type Checking } from '../imports/import-kinds.js';
import { plainRows } from '../imports/plain-rows.js';
import type { RowBodies } from '../imports/row-bodies.js';
import { callerPermissions } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { importColumns, type ImportColumn } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { SUPPLIER_SHEETS } from './supplier-tables.js';
import { SupplierChange, SupplierCreate } from './supplier.dto.js';
import { Supplier } from './supplier.js';
import { SuppliersRepository } from './suppliers.repository.js';
import { SuppliersService } from './suppliers.service.js';

/** Suppliers out of a table. */
@Injectable()
export class SupplierImport extends DocumentImport<Supplier, SupplierCreate, SupplierChange> {
  readonly name = 'suppliers';
  readonly permissions = ['suppliers:write'] as const;
  protected readonly keys = ['number', 'externalId'] as const;

  constructor(
    private readonly suppliers: SuppliersService,
    repository: SuppliersRepository,
    journal: JournalService,
    { currencyDigits }: Config,
    kinds: ImportKinds,
  ) {
    super(repository, journal, currencyDigits);
    kinds.add(this);
  }

  protected columns(): ImportColumn[] {
    const { columns } = SUPPLIER_SHEETS.suppliers;
    return importColumns({ body: SupplierCreate, entity: Supplier }, columns, callerPermissions());
  }

  protected async planner(_rows: readonly ReadRow[], bodies: RowBodies, how: Checking): Promise<RowPlanner<Supplier>> {
    const plain = { create: SupplierCreate, change: SupplierChange, columns: this.columns() };
    return plainRows(plain, bodies, how);
  }

  protected make(create: SupplierCreate): Promise<Stored<Supplier>> {
    return this.suppliers.create(create);
  }

  protected alter(target: string | Stored<Supplier>, change: SupplierChange): Promise<Stored<Supplier>> {
    return this.suppliers.change(target, change);
  }
}
