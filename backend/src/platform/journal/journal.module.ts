import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { JournalEntry, JournalEntrySchema } from './journal-entry.js';
import { JournalChecks } from './journal-checks.js';
import { JournalConsumers } from './journal-consumers.js';
import { JournalEvents } from './journal-events.js';
import { JournalHead } from './journal-head.js';
import { JournalKey } from './journal-key.js';
import { JournalReaders } from './journal-readers.js';
import { JournalSealer } from './journal-sealer.js';
import { JournalService } from './journal.service.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: JournalEntry.name, schema: JournalEntrySchema }])],
  providers: [
    JournalService,
    JournalEvents,
    JournalKey,
    JournalHead,
    JournalSealer,
    JournalReaders,
    JournalConsumers,
    JournalChecks,
  ],
  exports: [JournalService, JournalEvents, JournalReaders, JournalConsumers, JournalChecks],
})
export class JournalModule implements OnApplicationBootstrap {
  constructor(private readonly readers: JournalReaders) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.readers.start();
  }
}
