import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { GuessCount, GuessCounts, GuessCountSchema } from './guess-counts.js';
import { Guesses } from './guesses.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: GuessCount.name, schema: GuessCountSchema }])],
  providers: [Guesses, GuessCounts],
  exports: [Guesses],
})
export class GuessesModule {}
