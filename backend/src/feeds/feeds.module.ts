import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ImportsModule } from '../imports/imports.module.js';
import { OffersModule } from '../offers/offers.module.js';
import { SuppliersModule } from '../suppliers/suppliers.module.js';
import { FeedChecks } from './feed-checks.js';
import { FeedRunner } from './feed-runner.js';
import { FeedsKeepSuppliers } from './feeds-keep-suppliers.js';
import { FeedsController } from './feeds.controller.js';
import { FeedsRepository } from './feeds.repository.js';
import { FeedsService } from './feeds.service.js';
import { StockFeed, StockFeedSchema } from './stock-feed.js';

@Module({
  imports: [
    ImportsModule,
    OffersModule,
    SuppliersModule,
    MongooseModule.forFeature([{ name: StockFeed.name, schema: StockFeedSchema }]),
  ],
  controllers: [FeedsController],
  providers: [FeedsRepository, FeedsService, FeedChecks, FeedRunner, FeedsKeepSuppliers],
  exports: [FeedsService],
})
export class FeedsModule {}
