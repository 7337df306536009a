import { Injectable } from '@nestjs/common';
import type { ConnectionSubject } from '@verstak/domain';
import type { JournalConsumer } from '../platform/journal/journal-consumer.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { StockService } from '../inventory/stock.service.js';
import { ConnectionRunner } from './connection-runner.js';
import { ConnectionsRepository } from './connections.repository.js';
import { givesOut } from './exchange-rules.js';
import { OutgoingChangesRepository } from './outgoing-changes.repository.js';

const SUBJECT_OF: Record<string, ConnectionSubject> = { Product: 'products', Client: 'clients', Order: 'orders' };

/** Notes what other systems are to be told of, as the journal tells of it. */
@Injectable()
export class ConnectionChangesConsumer implements JournalConsumer {
  readonly name = 'connection-changes';
  readonly begins = 'next';

  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly outgoing: OutgoingChangesRepository,
    private readonly stock: StockService,
    private readonly runner: ConnectionRunner,
  ) {}

  async handle(entries: readonly JournalEntry[]): Promise<void> {
    const connections = (await this.connections.on()).filter(({ exchanges }) =>
      exchanges.some(({ direction }) => direction !== 'in'),
    );
    if (!connections.length) return;
    const touched = await this.touchedBy(entries);
    const now = new Date();
    for (const connection of connections)
      for (const [subject, ids] of touched)
        if (givesOut(connection, subject)) await this.outgoing.add(connection._id, subject, [...ids], now);
    if (touched.size) this.runner.wakeAll();
  }

  /** The documents that these entries tell of, by their subject. */
  private async touchedBy(entries: readonly JournalEntry[]): Promise<Map<ConnectionSubject, Set<string>>> {
    const touched = new Map<ConnectionSubject, Set<string>>();
    const touch = (subject: ConnectionSubject, id: string): void => {
      touched.set(subject, (touched.get(subject) ?? new Set()).add(id));
    };
    const stockItemIds = new Set<string>();
    for (const { entity, entityId, derived = [] } of entries) {
      for (const one of [{ entity, id: String(entityId) }, ...derived]) {
        const subject = one.entity && SUBJECT_OF[one.entity];
        if (subject) touch(subject, String(one.id));
        else if (one.entity === 'StockItem') stockItemIds.add(String(one.id));
      }
    }
    if (stockItemIds.size)
      for (const { productId } of (await this.stock.named([...stockItemIds])).values())
        if (productId) touch('products', String(productId));
    return touched;
  }
}
