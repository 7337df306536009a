import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuthModule } from '../../auth/auth.module.js';
import { GuessesModule } from '../../platform/guesses/guesses.module.js';
import { ErrorDialects } from '../../platform/http/error-dialects.js';
import { HttpModule } from '../../platform/http/http.module.js';
import { ConnectionsModule } from '../connections.module.js';
import { OneCErrors } from './one-c-errors.js';
import { OneCOrders } from './one-c-orders.service.js';
import { OneCReader } from './one-c-reader.service.js';
import { OneCTokens } from './one-c-tokens.js';
import {
  OneCClassifier,
  OneCClassifierSchema,
  OneCFile,
  OneCFileSchema,
  OneCHandedOut,
  OneCHandedOutSchema,
  OneCPiece,
  OneCPieceSchema,
  OneCVisit,
  OneCVisitSchema,
} from './one-c-visit.js';
import { OneCVisitsRepository } from './one-c-visits.repository.js';
import { OneCController } from './one-c.controller.js';
import { OneCFileRehearsal } from './one-c-file-rehearsal.js';
import { OneCFilesController } from './one-c-files.controller.js';
import { OneCService } from './one-c.service.js';

/** 1C, which comes by itself and exchanges files of CommerceML. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: OneCVisit.name, schema: OneCVisitSchema },
      { name: OneCFile.name, schema: OneCFileSchema },
      { name: OneCPiece.name, schema: OneCPieceSchema },
      { name: OneCClassifier.name, schema: OneCClassifierSchema },
      { name: OneCHandedOut.name, schema: OneCHandedOutSchema },
    ]),
    AuthModule,
    ConnectionsModule,
    GuessesModule,
    HttpModule,
  ],
  controllers: [OneCController, OneCFilesController],
  providers: [OneCErrors, OneCFileRehearsal, OneCOrders, OneCReader, OneCService, OneCTokens, OneCVisitsRepository],
})
export class OneCModule {
  constructor(dialects: ErrorDialects, errors: OneCErrors) {
    dialects.add(errors);
  }
}
