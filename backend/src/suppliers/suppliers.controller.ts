import { Body, Controller, Delete, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersFile, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { SupplierExport } from './supplier-export.service.js';
import {
  SupplierArchiving,
  SupplierChange,
  SupplierCreate,
  SupplierCsvQuery,
  SupplierExportQuery,
  SupplierListItem,
  SupplierListQuery,
} from './supplier.dto.js';
import { Supplier } from './supplier.js';
import { SuppliersService } from './suppliers.service.js';

@ApiTags('Suppliers')
@Controller('suppliers')
export class SuppliersController {
  constructor(
    private readonly suppliers: SuppliersService,
    private readonly files: SupplierExport,
  ) {}

  @Get()
  @Allow('suppliers:read')
  @ApiOperation({ summary: 'List suppliers' })
  @AnswersPage(SupplierListItem)
  listSuppliers(@Query() query: SupplierListQuery): Promise<Page<SupplierListItem>> {
    return this.suppliers.list(query);
  }

  @Get('export.xlsx')
  @Allow('suppliers:read')
  @ApiOperation({ summary: 'The suppliers of a list as a workbook: a sheet of suppliers, a sheet of their contacts' })
  @AnswersFile(XLSX)
  exportSuppliersXlsx(@Query() query: SupplierExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('export.csv')
  @Allow('suppliers:read')
  @ApiOperation({ summary: 'The suppliers of a list, or their contacts, as CSV' })
  @AnswersFile(CSV)
  exportSuppliersCsv(@Query() query: SupplierCsvQuery): Promise<StreamableFile> {
    return this.files.csv(query);
  }

  @Get(':id')
  @Allow('suppliers:read')
  @ApiOperation({ summary: 'Read one supplier' })
  @Answers(Supplier, { errors: ['not_found'] })
  getSupplier(@Id() id: string): Promise<Supplier> {
    return this.suppliers.get(id);
  }

  @Get(':id/history')
  @Allow('suppliers:read')
  @ApiOperation({ summary: 'Every change of a supplier, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getSupplierHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.suppliers.history(id, query);
  }

  @Post()
  @Allow('suppliers:write')
  @Repeatable()
  @ApiOperation({ summary: 'Add a supplier' })
  @Answers(Supplier, { status: 201, errors: ['conflict.duplicate'] })
  createSupplier(@Body() body: SupplierCreate): Promise<Supplier> {
    return this.suppliers.create(body);
  }

  @Patch(':id')
  @Allow('suppliers:write')
  @ApiOperation({ summary: 'Change some fields of a supplier' })
  @Answers(Supplier, { errors: ['not_found', 'conflict.version', 'conflict.duplicate'] })
  changeSupplier(@Id() id: string, @Body() body: SupplierChange): Promise<Supplier> {
    return this.suppliers.change(id, body);
  }

  @Post(':id/archive')
  @Allow('suppliers:write')
  @Repeatable()
  @ApiOperation({ summary: 'Archive a supplier, or bring it back' })
  @Answers(Supplier, { errors: ['not_found'] })
  archiveSupplier(@Id() id: string, @Body() { isArchived }: SupplierArchiving): Promise<Supplier> {
    return this.suppliers.archive(id, isArchived);
  }

  @Delete(':id')
  @Allow('suppliers:write')
  @ApiOperation({ summary: 'Delete a supplier that nothing refers to' })
  @AnswersNothing({ errors: ['not_found', 'supplier.in_use'] })
  deleteSupplier(@Id() id: string): Promise<void> {
    return this.suppliers.delete(id);
  }
}
