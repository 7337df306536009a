import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ConnectionSubject } from '@verstak/domain';
import { Types, type Model } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import { ExternalId } from './external-id.js';
import { plain } from './merge-fields.js';
import type { RecordFields } from './records.js';

/** By what other systems know documents of here. */
@Injectable()
export class ExternalIdsRepository {
  constructor(
    @InjectModel(ExternalId.name) private readonly model: Model<ExternalId>,
    private readonly transactions: Transactions,
  ) {}

  /** What is known of these documents of another system, by its ids. */
  async byExternal(
    connectionId: Types.ObjectId,
    subject: ConnectionSubject,
    ids: readonly string[],
  ): Promise<Map<string, Stored<ExternalId>>> {
    const found = await this.find({ connectionId, subject, externalId: { $in: [...new Set(ids)] } });
    return new Map(found.map((one) => [one.externalId, one]));
  }

  /** What is known of these documents of here, by their ids. */
  async byDocument(
    connectionId: Types.ObjectId,
    subject: ConnectionSubject,
    ids: readonly string[],
  ): Promise<Map<string, Stored<ExternalId>>> {
    const documentIds = [...new Set(ids)].map((id) => new Types.ObjectId(id));
    const found = await this.find({ connectionId, subject, documentId: { $in: documentIds } });
    return new Map(found.map((one) => [String(one.documentId), one]));
  }

  /** Joins a document to one of another system, within the running transaction. */
  join(
    connectionId: Types.ObjectId,
    subject: ConnectionSubject,
    { externalId, documentId, agreed }: { externalId: string; documentId: string; agreed: RecordFields },
  ): void {
    const insert = {
      _id: newId(),
      connectionId,
      subject,
      externalId,
      documentId: new Types.ObjectId(documentId),
      agreed: plain(agreed),
    };
    this.transactions.write(this.model, { insert });
  }

  /** Keeps what both sides have agreed on, within the running transaction. */
  agree({ _id }: Stored<ExternalId>, agreed: RecordFields): void {
    this.transactions.write(this.model, { filter: { _id }, update: { $set: { agreed: plain(agreed) } } });
  }

  /** Parts a document that is gone here from the one there, within the running transaction. */
  part({ _id }: Stored<ExternalId>): void {
    this.transactions.write(this.model, { remove: { _id } });
  }

  async deleteOf(connectionId: Types.ObjectId): Promise<void> {
    await this.model.deleteMany(allOf<ExternalId>({ connectionId }));
  }

  private async find(where: object): Promise<Stored<ExternalId>[]> {
    return this.model.find(allOf<ExternalId>(where)).lean<Stored<ExternalId>[]>();
  }
}
