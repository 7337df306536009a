import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ReferenceNames } from './reference-names.js';
import { ShownTables } from './shown-tables.js';
import { TablesController } from './tables.controller.js';
import { TablesService } from './tables.service.js';
import { WriteRoutes } from './write-routes.js';

@Module({
  imports: [DiscoveryModule],
  controllers: [TablesController],
  providers: [TablesService, ShownTables, WriteRoutes, ReferenceNames],
})
export class TablesModule {}
