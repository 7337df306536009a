import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Client, ClientSchema } from './client.js';
import { ClientPlaces } from './client-places.js';
import { ImportsModule } from '../imports/imports.module.js';
import { ClientImport } from './client-import.js';
import { ClientExport } from './client-export.service.js';
import { ClientsController } from './clients.controller.js';
import { ClientsRepository } from './clients.repository.js';
import { ClientsService } from './clients.service.js';

@Module({
  imports: [ImportsModule, MongooseModule.forFeature([{ name: Client.name, schema: ClientSchema }])],
  controllers: [ClientsController],
  providers: [ClientPlaces, ClientsService, ClientsRepository, ClientExport, ClientImport],
  exports: [ClientsService],
})
export class ClientsModule {}
