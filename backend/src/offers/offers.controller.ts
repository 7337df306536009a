import { Body, Controller, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { CSV, XLSX } from '../platform/exports/table-export.js';
import { Answers, AnswersFile, AnswersList, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { OfferExport } from './offer-export.service.js';
import {
  OfferArchiving,
  OfferChange,
  OfferCreate,
  OfferExportQuery,
  OfferListItem,
  OfferListQuery,
} from './offer.dto.js';
import { Offer } from './offer.js';
import { OffersService } from './offers.service.js';
import { ProductSupply, ProductSupplyQuery } from './product-supply.dto.js';
import { ProductSupplyService } from './product-supply.service.js';

/** For the workshop's people, and for suppliers, who see their own offers and nothing of what they are in the workshop. */
@ApiTags('Offers')
@Controller('offers')
export class OffersController {
  constructor(
    private readonly offers: OffersService,
    private readonly files: OfferExport,
    private readonly supply: ProductSupplyService,
  ) {}

  @Get()
  @Allow('suppliers:read', 'supply:desk')
  @ApiOperation({ summary: 'List what suppliers sell, by name', description: 'A supplier lists the own offers.' })
  @AnswersPage(OfferListItem)
  listOffers(@Query() query: OfferListQuery): Promise<Page<OfferListItem>> {
    return this.offers.list(query);
  }

  @Get('export.xlsx')
  @Allow('suppliers:read', 'supply:desk')
  @ApiOperation({ summary: 'The offers of a list as a workbook' })
  @AnswersFile(XLSX)
  exportOffersXlsx(@Query() query: OfferExportQuery): Promise<StreamableFile> {
    return this.files.xlsx(query);
  }

  @Get('export.csv')
  @Allow('suppliers:read', 'supply:desk')
  @ApiOperation({ summary: 'The offers of a list as CSV' })
  @AnswersFile(CSV)
  exportOffersCsv(@Query() query: OfferExportQuery): Promise<StreamableFile> {
    return this.files.csv({ ...query, table: 'offers' });
  }

  @Get('of-products')
  @Allow('suppliers:read')
  @ApiOperation({
    summary: 'What suppliers have no more of, or sell at another price, of what products take from stock',
    description: 'Products of which nothing is news are left out.',
  })
  @AnswersList(ProductSupply)
  listProductSupply(@Query() { ids }: ProductSupplyQuery): Promise<ProductSupply[]> {
    return this.supply.ofProducts(ids);
  }

  @Get(':id')
  @Allow('suppliers:read', 'supply:desk')
  @ApiOperation({ summary: 'Read one offer' })
  @Answers(Offer, { errors: ['not_found'] })
  getOffer(@Id() id: string): Promise<Offer> {
    return this.offers.get(id);
  }

  @Get(':id/history')
  @Allow('suppliers:read')
  @ApiOperation({ summary: 'Every change of an offer, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getOfferHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.offers.history(id, query);
  }

  @Post()
  @Allow('suppliers:write', 'supply:desk')
  @Repeatable()
  @ApiOperation({ summary: 'Add an offer', description: 'What it is in the workshop, only the workshop says.' })
  @Answers(Offer, {
    status: 201,
    errors: ['not_found', 'conflict.duplicate', 'supplier.archived', 'supplier.desk_closed', 'stock.archived'],
  })
  createOffer(@Body() body: OfferCreate): Promise<Offer> {
    return this.offers.create(body);
  }

  @Patch(':id')
  @Allow('suppliers:write', 'supply:desk')
  @ApiOperation({
    summary: 'Change some fields of an offer',
    description: 'A price or stock that is sent counts as said anew, though it be the same.',
  })
  @Answers(Offer, {
    errors: ['not_found', 'conflict.version', 'conflict.duplicate', 'supplier.desk_closed', 'stock.archived'],
  })
  changeOffer(@Id() id: string, @Body() body: OfferChange): Promise<Offer> {
    return this.offers.change(id, body);
  }

  @Post(':id/archive')
  @Allow('suppliers:write', 'supply:desk')
  @Repeatable()
  @ApiOperation({ summary: 'Archive an offer that is sold no more, or bring it back' })
  @Answers(Offer, { errors: ['not_found', 'supplier.desk_closed'] })
  archiveOffer(@Id() id: string, @Body() { isArchived }: OfferArchiving): Promise<Offer> {
    return this.offers.archive(id, isArchived);
  }
}
