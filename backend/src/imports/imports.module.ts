import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FilesModule } from '../files/files.module.js';
import { TableReader } from '../platform/imports/table-reader.js';
import { ImportKinds } from './import-kinds.js';
import { ImportReceiver } from './import-receiver.js';
import { ImportRunner } from './import-runner.js';
import { ImportWork } from './import-work.js';
import {
  Import,
  ImportedDocuments,
  ImportedDocumentsSchema,
  ImportProgress,
  ImportProgressSchema,
  ImportSchema,
} from './import.js';
import { ImportsController } from './imports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';

@Module({
  imports: [
    FilesModule,
    MongooseModule.forFeature([
      { name: Import.name, schema: ImportSchema },
      { name: ImportProgress.name, schema: ImportProgressSchema },
      { name: ImportedDocuments.name, schema: ImportedDocumentsSchema },
    ]),
  ],
  controllers: [ImportsController],
  providers: [ImportKinds, ImportsService, ImportsRepository, ImportReceiver, ImportRunner, ImportWork, TableReader],
  exports: [ImportKinds, TableReader],
})
export class ImportsModule {}
