import { Module } from '@nestjs/common';
import { GraphModule } from '../platform/graph/graph.module.js';
import { GuessesModule } from '../platform/guesses/guesses.module.js';
import { OneDriveController } from './onedrive.controller.js';
import { OneDriveService } from './onedrive.service.js';

@Module({
  imports: [GraphModule, GuessesModule],
  controllers: [OneDriveController],
  providers: [OneDriveService],
})
export class OneDriveModule {}
