import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { FilesModule } from '../files/files.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { ProductionModule } from '../production/production.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { GraphModule } from '../platform/graph/graph.module.js';
import { UsersModule } from '../users/users.module.js';
import { DocumentRow, DocumentRowSchema, DocumentRun, DocumentRunSchema } from './runs/document-run.js';
import { DocumentRunsController } from './runs/document-runs.controller.js';
import { DocumentRunsRepository } from './runs/document-runs.repository.js';
import { DocumentRunsService } from './runs/document-runs.service.js';
import { RunRunner } from './runs/run-runner.js';
import { RunWork } from './runs/run-work.js';
import { ImportsModule } from '../imports/imports.module.js';
import { TableReceiver } from './table-receiver.js';
import { TemplateTables } from './template-tables.service.js';
import { DocumentsService } from './documents.service.js';
import { ConsoleLinks } from './tags/console-links.js';
import { TagReadings } from './tags/tag-reading.js';
import { TemplateReceiver } from './template-receiver.js';
import { Template, TemplateSchema } from './template.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesRepository } from './templates.repository.js';
import { TemplatesService } from './templates.service.js';
import { WordTemplates } from './word/word-templates.js';

@Module({
  imports: [
    CatalogModule,
    ClientsModule,
    FilesModule,
    GraphModule,
    ImportsModule,
    OrdersModule,
    ProductionModule,
    UsersModule,
    WorkshopModule,
    MongooseModule.forFeature([
      { name: Template.name, schema: TemplateSchema },
      { name: DocumentRun.name, schema: DocumentRunSchema },
      { name: DocumentRow.name, schema: DocumentRowSchema },
    ]),
  ],
  controllers: [TemplatesController, DocumentRunsController],
  providers: [
    ConsoleLinks,
    DocumentRunsRepository,
    DocumentRunsService,
    DocumentsService,
    RunRunner,
    RunWork,
    TableReceiver,
    TagReadings,
    TemplateReceiver,
    TemplateTables,
    TemplatesRepository,
    TemplatesService,
    WordTemplates,
  ],
})
export class TemplatesModule {}
