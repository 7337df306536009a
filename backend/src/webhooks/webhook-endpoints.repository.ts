import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { WebhookOffReason } from '@verstak/domain';
import type { Model, Types } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import type { Page } from '../platform/lists/paging.js';
import { BaseRepository } from '../platform/records/base.repository.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import type { WebhookEndpointListQuery } from './webhook.dto.js';
import { WebhookEndpoint } from './webhook-endpoint.js';

@Injectable()
export class WebhookEndpointsRepository extends BaseRepository<WebhookEndpoint> {
  constructor(@InjectModel(WebhookEndpoint.name) model: Model<WebhookEndpoint>, context: RepositoryContext) {
    super(model, WebhookEndpoint, 'WebhookEndpoint', context);
  }

  /** Places by name unless told otherwise. */
  async list(query: WebhookEndpointListQuery): Promise<Page<Stored<WebhookEndpoint>>> {
    return this.page({ ...query, sort: query.sort ?? 'name' }, WebhookEndpoint);
  }

  async count(): Promise<number> {
    return this.model.countDocuments();
  }

  async add(fields: Partial<WebhookEndpoint>, id: Types.ObjectId): Promise<Stored<WebhookEndpoint>> {
    return this.insert(fields, 'created', id);
  }

  async delete(endpoint: Stored<WebhookEndpoint>): Promise<void> {
    return this.remove(endpoint);
  }

  /** Those that are sent to, whoever asks. */
  async on(): Promise<Stored<WebhookEndpoint>[]> {
    return this.model.find({ isOn: true }).lean<Stored<WebhookEndpoint>[]>();
  }

  /** Has nothing sent there any more, for a reason of the product's own; nothing where it is off already. */
  async switchOff(id: Types.ObjectId, offReason: WebhookOffReason): Promise<void> {
    await this.transactions.run(async () => {
      const endpoint = await this.one({ _id: id, isOn: true });
      if (!endpoint) return;
      await this.change(
        endpoint,
        { action: 'switched_off' },
        (off) => void Object.assign(off, { isOn: false, offReason }),
      );
    });
  }

  /** Notes that it took something. */
  async noteSuccess(id: Types.ObjectId, lastSuccessAt: Date): Promise<void> {
    await this.model.updateOne({ _id: id }, { $set: { lastSuccessAt }, $unset: { failingSince: '', restsUntil: '' } });
  }

  /** Notes that it took something not, and until when it wants to be left alone; gives since when it has taken nothing. */
  async noteFailure({ _id }: Stored<WebhookEndpoint>, at: Date, restsUntil: Date | undefined): Promise<Date> {
    await this.model.updateOne({ _id, failingSince: null }, { $set: { failingSince: at } });
    const update = restsUntil ? { $set: { restsUntil } } : { $unset: { restsUntil: '' } };
    const endpoint = await this.model.findOneAndUpdate({ _id }, update).lean<Stored<WebhookEndpoint>>();
    return endpoint?.failingSince ?? at;
  }
}
