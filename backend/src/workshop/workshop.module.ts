import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { FilesModule } from '../files/files.module.js';
import { GuessesModule } from '../platform/guesses/guesses.module.js';
import { MailModule } from '../platform/mail/mail.module.js';
import { Setup } from './setup.service.js';
import { TestMails } from './test-mail.service.js';
import { WorkshopPlaces } from './workshop-places.js';
import { WorkshopProfileSchema } from './workshop-profile.js';
import { WorkshopStart } from './workshop-start.js';
import { WorkshopController } from './workshop.controller.js';
import { WorkshopRepository } from './workshop.repository.js';
import { WorkshopService } from './workshop.service.js';

@Module({
  imports: [
    FilesModule,
    GuessesModule,
    MailModule,
    MongooseModule.forFeature([{ name: 'Workshop', schema: WorkshopProfileSchema }]),
  ],
  controllers: [WorkshopController],
  providers: [WorkshopPlaces, WorkshopRepository, WorkshopService, WorkshopStart, TestMails, Setup],
  exports: [Setup, WorkshopService],
})
export class WorkshopModule {}
