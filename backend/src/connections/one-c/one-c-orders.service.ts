import { Injectable } from '@nestjs/common';
import type { OrderStatus } from '@verstak/domain';
import { Config } from '../../platform/config/config.module.js';
import type { Stored } from '../../platform/database/entity.js';
import type { Connection } from '../connection.js';
import { ExchangeLog } from '../exchange-log.js';
import { givesOut } from '../exchange-rules.js';
import { Outgoing, type Given } from '../outgoing.js';
import { asTaken, idOf } from './one-c-ids.js';
import type { ClientRecord, OrderRecord } from '../records.js';
import { writeOrders, type OrderWriting, type SentOrder } from './commerce-ml-writer.js';
import type { OneCVisit } from './one-c-visit.js';
import { OneCReader } from './one-c-reader.service.js';
import { OneCVisitsRepository } from './one-c-visits.repository.js';

/** Orders of one answer; what is more comes with the next. */
const MOST_ORDERS = 500;

/** Gives 1C the orders that have changed; one counts as given when 1C has said that it has them. */
@Injectable()
export class OneCOrders {
  constructor(
    private readonly outgoing: Outgoing,
    private readonly visits: OneCVisitsRepository,
    private readonly reader: OneCReader,
    private readonly log: ExchangeLog,
    private readonly config: Config,
  ) {}

  /** The orders that 1C is to be told of, as a file. */
  async query(connection: Stored<Connection>, visit: OneCVisit): Promise<string> {
    const given = givesOut(connection, 'orders')
      ? await this.outgoing.next(connection, 'orders', MOST_ORDERS, { isCounted: false })
      : [];
    await this.visits.handOut(visit, given);
    let file = '';
    for await (const piece of writeOrders(given.map(sentOf), this.writingFor(connection))) file += piece;
    return file;
  }

  /** Notes that 1C has what it was given last: what has changed since is given again. */
  async confirm(connection: Stored<Connection>, visit: OneCVisit): Promise<void> {
    const given = await this.visits.handed(visit);
    if (!given.length) return;
    const exchangeId = await this.reader.exchangeOf(connection, visit);
    await this.outgoing.settle(connection, exchangeId, given.map(asTaken));
    await this.visits.handOut(visit, []);
    await this.log.finish(exchangeId);
  }

  private writingFor({ statuses }: Connection): OrderWriting {
    const { currency, currencyDigits: digits, timeZone } = this.config;
    const statusWords: Partial<Record<OrderStatus, string>> = {};
    for (const { ours, theirs } of statuses) statusWords[ours] ??= theirs;
    return { currency, digits, timeZone, at: new Date(), statusWords };
  }
}

function sentOf(given: Given): SentOrder {
  const { documentId, name: _name, ...fields } = given.client ?? { documentId: '', name: '' };
  const order = { ...given.record, externalId: idOf(given) } as OrderRecord; // of orders alone
  if (!given.client) return { order };
  const client: ClientRecord = { ...fields, subject: 'clients', externalId: order.clientId ?? documentId };
  return { order, client };
}
