import { Module } from '@nestjs/common';
import { WorkshopController } from './workshop.controller.js';

@Module({ controllers: [WorkshopController] })
export class WorkshopModule {}
