import { Body, Controller, Delete, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersFile, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import {
  ProductArchiving,
  ProductChange,
  ProductCreate,
  ProductExportQuery,
  ProductListItem,
  ProductListQuery,
} from './product.dto.js';
import { CostQuery, ProductCost } from '../costs/cost.dto.js';
import { ProductExport } from './product-export.service.js';
import { Product } from './product.js';
import { ProductsService } from './products.service.js';

@ApiTags('Catalog')
@Controller('products')
export class ProductsController {
  constructor(
    private readonly products: ProductsService,
    private readonly files: ProductExport,
  ) {}

  @Get()
  @Allow('orders:read', 'catalog:write')
  @ApiOperation({ summary: 'List products by name' })
  @AnswersPage(ProductListItem)
  listProducts(@Query() query: ProductListQuery): Promise<Page<ProductListItem>> {
    return this.products.list(query);
  }

  @Get('export.xlsx')
  @Allow('orders:read', 'catalog:write')
  @ApiOperation({ summary: 'The products of a list as a workbook' })
  @AnswersFile(XLSX)
  exportProductsXlsx(@Query() query: ProductExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('export.csv')
  @Allow('orders:read', 'catalog:write')
  @ApiOperation({ summary: 'The products of a list as CSV' })
  @AnswersFile(CSV)
  exportProductsCsv(@Query() query: ProductExportQuery): Promise<StreamableFile> {
    return this.files.csv({ ...query, table: 'products' });
  }

  @Get(':id')
  @Allow('orders:read', 'catalog:write')
  @ApiOperation({ summary: 'Read one product with its options' })
  @Answers(Product, { errors: ['not_found'] })
  getProduct(@Id() id: string): Promise<Product> {
    return this.products.get(id);
  }

  @Get(':id/cost')
  @Allow('stock:cost')
  @ApiOperation({
    summary: 'What so much of a product costs now, and what it earns',
    description: 'By its bill of materials and its route, line by line; what is not known of it is told.',
  })
  @Answers(ProductCost, { errors: ['not_found'] })
  getProductCost(@Id() id: string, @Query() query: CostQuery): Promise<ProductCost> {
    return this.products.cost(id, query);
  }

  @Get(':id/history')
  @Allow('catalog:write')
  @ApiOperation({ summary: 'Every change of a product and of its files, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getProductHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.products.history(id, query);
  }

  @Post()
  @Allow('catalog:write')
  @Repeatable()
  @ApiOperation({ summary: 'Add a product' })
  @Answers(Product, { status: 201, errors: ['not_found', 'conflict.duplicate', 'route.archived'] })
  createProduct(@Body() body: ProductCreate): Promise<Product> {
    return this.products.create(body);
  }

  @Patch(':id')
  @Allow('catalog:write')
  @ApiOperation({
    summary: 'Change some fields of a product',
    description:
      'Of options, questions and materials all are sent, in their order. Orders keep the price and the choices that they were taken with.',
  })
  @Answers(Product, { errors: ['not_found', 'conflict.version', 'conflict.duplicate', 'route.archived'] })
  changeProduct(@Id() id: string, @Body() body: ProductChange): Promise<Product> {
    return this.products.change(id, body);
  }

  @Post(':id/archive')
  @Allow('catalog:write')
  @Repeatable()
  @ApiOperation({ summary: 'Archive a product, or bring it back' })
  @Answers(Product, { errors: ['not_found'] })
  archiveProduct(@Id() id: string, @Body() { isArchived }: ProductArchiving): Promise<Product> {
    return this.products.archive(id, isArchived);
  }

  @Delete(':id')
  @Allow('catalog:write')
  @ApiOperation({ summary: 'Delete a product that no order has' })
  @AnswersNothing({ errors: ['not_found', 'product.in_orders'] })
  deleteProduct(@Id() id: string): Promise<void> {
    return this.products.delete(id);
  }
}
