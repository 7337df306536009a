import { ApiProperty } from '@nestjs/swagger';
import { KEY_DAYS, MOST_KEY_DAYS } from '@verstak/domain';
import { Filters, IntegerField, TextField } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { ApiKey, ApiKeyFields } from './api-key.js';

/** A new API key. */
export class ApiKeyCreate extends Writable(ApiKeyFields) {
  @IntegerField({
    optional: true,
    min: 1,
    max: MOST_KEY_DAYS,
    example: KEY_DAYS,
    description: `For how many days from now it is good, ${KEY_DAYS} unless told; \`null\` for ever.`,
  })
  @ApiProperty({ nullable: true })
  expiresInDays?: number | null;
}

/** What of an API key may be changed. */
export class ApiKeyChange extends Change(ApiKeyCreate) {}

/** An API key that was just made, with its text. */
export class NewApiKey extends ApiKey {
  @TextField({
    kind: 'secret',
    computed: true,
    max: 52,
    example: 'vk_7Hq2…',
    description: 'Send it as `Authorization: Bearer`. It is told here once and kept nowhere.',
  })
  key!: string;
}

/** Which API keys a list has. */
export class ApiKeyListQuery extends Filters(ApiKey, ListQuery) {}
