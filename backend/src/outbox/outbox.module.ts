import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Letter, LetterBody, LetterBodySchema, LetterSchema } from './letter.js';
import { LettersRepository } from './letters.repository.js';
import { Outbox } from './outbox.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Letter.name, schema: LetterSchema },
      { name: LetterBody.name, schema: LetterBodySchema },
    ]),
  ],
  providers: [LettersRepository, Outbox],
  exports: [Outbox],
})
export class OutboxModule {}
