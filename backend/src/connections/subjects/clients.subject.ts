import { Injectable } from '@nestjs/common';
import { ClientChange, ClientCreate } from '../../clients/client.dto.js';
import { ClientsService } from '../../clients/clients.service.js';
import { Transactions } from '../../platform/database/transactions.js';
import { picked, type RecordFields } from '../records.js';
import { checkedBody, withoutEmpty, type OwnDocument, type Subject } from './subject.js';

/** What is written as it is said. */
const PLAIN = ['company', 'firstName', 'lastName', 'middleName', 'phone', 'email', 'address', 'note'] as const;

/** Who orders. */
@Injectable()
export class ClientsSubject implements Subject {
  readonly subject = 'clients';
  readonly entity = 'Client';

  constructor(
    private readonly clients: ClientsService,
    private readonly transactions: Transactions,
  ) {}

  async read(id: string): Promise<OwnDocument | undefined> {
    const client = (await this.clients.byIds([id])).get(id);
    if (!client) return undefined;
    const { company, firstName, lastName, middleName, phone, email, address, note, isArchived } = client;
    const fields = { company, firstName, lastName, middleName, phone, email, address, note, isArchived };
    return { name: client.name, fields };
  }

  async find({ phone, email }: RecordFields): Promise<string | undefined> {
    const said = { name: '', phone: textOf(phone), email: textOf(email) };
    return (await this.clients.ofCustomer(said))?._id.toHexString();
  }

  async create(fields: RecordFields): Promise<string> {
    const said = withoutEmpty(fields);
    const body = await checkedBody(ClientCreate, picked(said, PLAIN));
    return this.transactions.run(async () => {
      const id = (await this.clients.create(body))._id.toHexString();
      if (said['isArchived']) await this.clients.archive(id, true);
      return id;
    });
  }

  async change(id: string, fields: RecordFields): Promise<void> {
    const body = await checkedBody(ClientChange, picked(fields, PLAIN));
    await this.transactions.run(async () => {
      const client = await this.clients.change(id, body);
      if ('isArchived' in fields && fields['isArchived'] !== client.isArchived)
        await this.clients.archive(id, !!fields['isArchived']);
    });
  }

  async *ids(): AsyncGenerator<string[]> {
    const some: string[] = [];
    for await (const { _id } of this.clients.all({ isArchived: false })) {
      some.push(_id.toHexString());
      if (some.length === 1_000) yield some.splice(0);
    }
    yield some;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
