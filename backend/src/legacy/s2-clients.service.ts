import { Injectable } from '@nestjs/common';
import type { ClientCreate } from '../clients/client.dto.js';
import type { Client } from '../clients/client.js';
import { ClientsService } from '../clients/clients.service.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { NotFound } from '../platform/failure/failure.js';
import type { S2Client, S2ClientAdd, S2ClientAnswer, S2ClientEdit, S2ClientsAnswer } from './s2-client.dto.js';
import type { S2Success } from './s2-order.dto.js';

/** Rows that one call may answer. */
export const S2_LIMIT = 1_000;

/** Clients as S2 knows them: by number, persons only by name. */
@Injectable()
export class S2ClientsService {
  constructor(
    private readonly clients: ClientsService,
    private readonly transactions: Transactions,
  ) {}

  async add(fields: S2ClientAdd): Promise<S2Success> {
    return this.transactions.run(async () => {
      await this.clients.create(written(fields) as ClientCreate);
      return { success: true };
    });
  }

  async get(number: number): Promise<S2ClientAnswer> {
    return { client: shown(await this.byNumber(number)) };
  }

  async list(start: number): Promise<S2ClientsAnswer> {
    return { clients: (await this.clients.fromNumber(start, S2_LIMIT)).map(shown) };
  }

  async edit(number: number, fields: S2ClientEdit): Promise<S2Success> {
    return this.transactions.run(async () => {
      const client = await this.byNumber(number);
      await this.clients.change(client._id.toHexString(), written(fields));
      return { success: true };
    });
  }

  async delete(number: number): Promise<S2Success> {
    const client = await this.byNumber(number);
    await this.clients.delete(client._id.toHexString());
    return { success: true };
  }

  /** The client with this number; 404 where there is none. */
  async byNumber(number: number): Promise<Stored<Client>> {
    const client = await this.clients.byNumber(number);
    if (!client) throw NotFound('client', number);
    return client;
  }
}

function shown({ number, firstName, lastName, middleName, phone, email }: Client): S2Client {
  return {
    id: number,
    first_name: firstName ?? '',
    last_name: lastName ?? '',
    middle_name: middleName ?? '',
    mobile_phone: phone ?? '',
    email: email ?? '',
  };
}

/** Only the fields that were sent; `null` clears one. */
function written({ first_name, last_name, middle_name, mobile_phone, email }: S2ClientEdit): Partial<ClientCreate> {
  const fields = { firstName: first_name, lastName: last_name, middleName: middle_name, phone: mobile_phone, email };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<ClientCreate>;
}
