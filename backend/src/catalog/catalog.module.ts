import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { ImportsModule } from '../imports/imports.module.js';
import { CostsModule } from '../costs/costs.module.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { StockService } from '../inventory/stock.service.js';
import { RoutesModule } from '../routes/routes.module.js';
import { CategoriesController } from './categories.controller.js';
import { CategoriesRepository } from './categories.repository.js';
import { CategoriesService } from './categories.service.js';
import { Category, CategorySchema } from './category.js';
import { Product, ProductSchema } from './product.js';
import { CostsConsumer } from './costs-consumer.js';
import { ProductCosts } from './product-costs.js';
import { ProductCostsCheck } from './product-costs-check.js';
import { ProductExport } from './product-export.service.js';
import { ProductImport } from './product-import.js';
import { ProductPlaces } from './product-places.js';
import { ProductsController } from './products.controller.js';
import { ProductsKeepMaterials } from './products-keep-materials.js';
import { ProductsRepository } from './products.repository.js';
import { ProductsService } from './products.service.js';

@Module({
  imports: [
    CostsModule,
    ImportsModule,
    InventoryModule,
    MongooseModule.forFeature([
      { name: Category.name, schema: CategorySchema },
      { name: Product.name, schema: ProductSchema },
    ]),
    RoutesModule,
  ],
  controllers: [CategoriesController, ProductsController],
  providers: [
    CategoriesService,
    CategoriesRepository,
    ProductsService,
    ProductsRepository,
    ProductCosts,
    ProductCostsCheck,
    ProductExport,
    ProductImport,
    ProductPlaces,
    ProductsKeepMaterials,
  ],
  exports: [CategoriesService, ProductsService],
})
export class CatalogModule {
  constructor(consumers: JournalConsumers, products: ProductsRepository, costs: ProductCosts, stock: StockService) {
    consumers.add(new CopiesConsumer('product-copies', products));
    consumers.add(new CostsConsumer(products, costs, stock));
  }
}
