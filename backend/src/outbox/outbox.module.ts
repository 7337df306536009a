import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { MailModule } from '../platform/mail/mail.module.js';
import { WorkshopModule } from '../workshop/workshop.module.js';
import { LetterSender } from './letter-sender.js';
import { LetterSweeper } from './letter-sweeper.js';
import { Letter, LetterBody, LetterBodySchema, LetterSchema } from './letter.js';
import { LettersController } from './letters.controller.js';
import { LettersRepository } from './letters.repository.js';
import { LettersService } from './letters.service.js';
import { Outbox } from './outbox.js';

@Module({
  imports: [
    MailModule,
    MongooseModule.forFeature([
      { name: Letter.name, schema: LetterSchema },
      { name: LetterBody.name, schema: LetterBodySchema },
    ]),
    WorkshopModule,
  ],
  controllers: [LettersController],
  providers: [LettersRepository, LettersService, LetterSender, LetterSweeper, Outbox],
  exports: [LettersService, Outbox],
})
export class OutboxModule {}
