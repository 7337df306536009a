import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ScheduleModule } from '@nestjs/schedule';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { Contents } from './contents.js';
import { FileReceiver } from './file-receiver.js';
import { FileSweeper } from './file-sweeper.js';
import { FileTurn, FileTurnSchema } from './file-turn.js';
import { FilesController } from './files.controller.js';
import { FilesRepository } from './files.repository.js';
import { FilesService } from './files.service.js';
import { LooseContent, LooseContentSchema } from './loose-content.js';
import { OrphansConsumer } from './orphans-consumer.js';
import { Previews } from './previews.js';
import { StoredFileSchema } from './stored-file.js';

@Module({
  imports: [
    ScheduleModule.forRoot(),
    MongooseModule.forFeature([
      { name: 'File', schema: StoredFileSchema },
      { name: FileTurn.name, schema: FileTurnSchema },
      { name: LooseContent.name, schema: LooseContentSchema },
    ]),
  ],
  controllers: [FilesController],
  providers: [FilesService, FilesRepository, FileReceiver, Contents, Previews, FileSweeper],
  exports: [FilesService, Contents, Previews],
})
export class FilesModule {
  constructor(consumers: JournalConsumers, files: FilesRepository) {
    consumers.add(new OrphansConsumer(files));
    consumers.add(new CopiesConsumer('file-copies', files));
  }
}
