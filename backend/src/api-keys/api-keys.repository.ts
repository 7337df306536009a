import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { WITHOUT_DERIVED } from '../platform/database/derived-fields.js';
import type { Entity, Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { ApiKeyListQuery } from './api-key.dto.js';
import { ApiKey } from './api-key.js';

@Injectable()
export class ApiKeysRepository extends BaseRepository<ApiKey> {
  constructor(@InjectModel(ApiKey.name) model: Model<ApiKey>, context: RepositoryContext) {
    super(model, ApiKey, 'ApiKey', context);
  }

  /** API keys, the newest first unless told otherwise. */
  async list(query: ApiKeyListQuery): Promise<Page<Stored<ApiKey>>> {
    return this.page({ ...query, sort: query.sort ?? '-createdAt' }, ApiKey);
  }

  async add(fields: Omit<ApiKey, keyof Entity>): Promise<Stored<ApiKey>> {
    return this.insert(fields);
  }

  /** How many there are that are not revoked. */
  async countGood(): Promise<number> {
    return this.model.countDocuments({ isRevoked: false });
  }

  /** The key with this hash, whoever asks. */
  async byHash(hash: string): Promise<Stored<ApiKey> | null> {
    return this.model.findOne({ hash }, WITHOUT_DERIVED).lean<Stored<ApiKey>>();
  }

  /** Notes that a key is used now, from an address. */
  async noteUse({ _id }: Stored<ApiKey>, usedFrom?: string): Promise<void> {
    const at = { $currentDate: { usedAt: true as const } };
    await this.model.updateOne({ _id }, usedFrom ? { ...at, $set: { usedFrom } } : at);
  }
}
