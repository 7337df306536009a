import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FilesModule } from '../files/files.module.js';
import { WorkshopPlaces } from './workshop-places.js';
import { WorkshopProfileSchema } from './workshop-profile.js';
import { WorkshopStart } from './workshop-start.js';
import { WorkshopController } from './workshop.controller.js';
import { WorkshopRepository } from './workshop.repository.js';
import { WorkshopService } from './workshop.service.js';

@Module({
  imports: [FilesModule, MongooseModule.forFeature([{ name: 'Workshop', schema: WorkshopProfileSchema }])],
  controllers: [WorkshopController],
  providers: [WorkshopPlaces, WorkshopRepository, WorkshopService, WorkshopStart],
  exports: [WorkshopService],
})
export class WorkshopModule {}
