import { Service, inject } from '@angular/core';
import { type Order, PeopleService } from '@verstak/api';
import type { FieldConflict } from '@verstak/domain';
import { Dialogs } from '../../../ui/dialogs/dialogs';
import { ClientFinder } from '../../../entities/clients/client-finder';
import { OrderWords } from '../../../entities/orders/order-words';

/** Parts of an item that the server computes: they differ because another field does. */
const COMPUTED = /^items\.[^.]+\.(total|gross|masterName)$/;

/** Lets a person settle what two people wrote into the same fields of an order. */
@Service()
export class OrderConflicts {
  private readonly dialogs = inject(Dialogs);
  private readonly people = inject(PeopleService);
  private readonly clients = inject(ClientFinder);
  private readonly words = inject(OrderWords);

  /** Fields in which the others' value was chosen; `undefined` where the person went back to the form. */
  async settle(conflicts: readonly FieldConflict[], order: Order): Promise<ReadonlySet<string> | undefined> {
    const real = conflicts.filter(({ field }) => !COMPUTED.test(field));
    if (!real.length) return new Set();
    const names = await this.namesIn(real, order);
    const theirs = await this.dialogs.resolve(real, {
      name: (field) => this.words.nameOf(field, names),
      value: (field, value) => this.words.valueOf(field, value, names),
    });
    // One choice in the form: a master, or that nothing is made.
    return theirs && new Set([...theirs].map((field) => field.replace(/needsNoWork$/, 'masterId')));
  }

  private async namesIn(conflicts: readonly FieldConflict[], order: Order): Promise<Map<string, string>> {
    const names = new Map(order.items.map((item) => [item.id, item.title]));
    const idsOf = (end: string): string[] =>
      conflicts
        .filter(({ field }) => field.endsWith(end))
        .flatMap(({ before, theirs, yours }) => [before, theirs, yours])
        .filter((id) => typeof id === 'string');
    if (idsOf('masterId').length) for (const { id, name } of await this.people.listMasters()) names.set(id, name);
    for (const id of new Set(idsOf('clientId'))) names.set(id, await this.clients.nameOf(id));
    return names;
  }
}
