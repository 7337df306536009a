import { Injectable } from '@nestjs/common';
import type { ClientCreate } from '../clients/client.dto.js';
import type { Client } from '../clients/client.js';
import { ClientsService } from '../clients/clients.service.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Invalid, NotFound } from '../platform/failure/failure.js';
import {
  S2CompanyChange,
  S2PersonChange,
  type S2Client,
  type S2ClientAdd,
  type S2ClientAnswer,
  type S2ClientEdit,
  type S2ClientsAnswer,
} from './s2-client.dto.js';
import { differing, readS2Fields } from './s2-fields.js';
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
      const change = differing(fields, shown(client));
      await this.clients.change(
        client._id.toHexString(),
        client.company ? await ofCompany(change) : await ofPerson(change),
      );
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

/** A company shows its name in place of a person's. */
function shown({ number, company, firstName, lastName, middleName, phone, email }: Client): S2Client {
  return {
    id: number,
    first_name: (company || firstName) ?? '',
    last_name: (!company && lastName) || '',
    middle_name: (!company && middleName) || '',
    mobile_phone: phone ?? '',
    email: email ?? '',
  };
}

async function ofPerson(change: S2ClientEdit): Promise<Partial<ClientCreate>> {
  return written(await readS2Fields(S2PersonChange, change));
}

/** Throws where a company is to have the names of a person. */
async function ofCompany(change: S2ClientEdit): Promise<Partial<ClientCreate>> {
  const names = (['last_name', 'middle_name'] as const).filter((name) => change[name]);
  const message = 'The client is a company: its name stands in first_name.';
  if (names.length) throw Invalid(names.map((field) => ({ field, rule: 'company', message })));
  const { first_name: company, mobile_phone: phone, email } = await readS2Fields(S2CompanyChange, change);
  return sent({ company, phone, email });
}

function written({ first_name, last_name, middle_name, mobile_phone, email }: S2PersonChange): Partial<ClientCreate> {
  return sent({ firstName: first_name, lastName: last_name, middleName: middle_name, phone: mobile_phone, email });
}

/** Only the fields that were sent; `null` clears one. */
function sent(fields: object): Partial<ClientCreate> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
