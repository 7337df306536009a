import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Integrations } from '../platform/access/integrations.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import { CopiesConsumer } from '../platform/records/copies-consumer.js';
import { ApiKey, ApiKeySchema } from './api-key.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';
import { KeyIntegrations } from './key-integrations.js';

/** Global, because the platform's guard asks it for the program behind a key. */
@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: ApiKey.name, schema: ApiKeySchema }])],
  controllers: [ApiKeysController],
  providers: [ApiKeysService, ApiKeysRepository, { provide: Integrations, useClass: KeyIntegrations }],
  exports: [Integrations],
})
export class ApiKeysModule {
  constructor(consumers: JournalConsumers, keys: ApiKeysRepository) {
    consumers.add(new CopiesConsumer('key-copies', keys));
  }
}
