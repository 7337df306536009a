import { Injectable } from '@nestjs/common';
import { exactQuantity } from '@verstak/domain';
import type { StockItem } from '../inventory/stock-item.js';
import { StockService } from '../inventory/stock.service.js';
import { asSystem } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import type { Consequence } from '../platform/records/consequence.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { addOutstanding } from './request-items.js';
import { SupplyRequest } from './request.js';

/** How much more is expected of something in stock. */
interface Expecting {
  item: Stored<StockItem>;
  more: number;
}

interface ExpectedConsequence extends Consequence {
  expecting: Expecting;
}

/** What requests still bring is expected in stock, from when they go to the supplier until all of it has come. */
@Injectable()
export class StockExpectsRequests implements Reaction<SupplyRequest, Expecting[], ExpectedConsequence> {
  readonly rule = 'the stock expects what is requested';

  constructor(
    private readonly stock: StockService,
    reactions: Reactions,
  ) {
    reactions.add(SupplyRequest, this);
  }

  async learn({ before, after }: DocumentChange<SupplyRequest>): Promise<Expecting[] | undefined> {
    const [was, is] = [expectedBy(before), expectedBy(after)];
    const changed = [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
      const more = exactQuantity((is.get(id) ?? 0) - (was.get(id) ?? 0));
      return more ? [{ id, more }] : [];
    });
    if (!changed.length) return undefined;
    const items = await this.stock.named(changed.map(({ id }) => id));
    return changed.flatMap(({ id, more }) => {
      const item = items.get(id);
      return item ? [{ item, more }] : [];
    });
  }

  consequences(_change: DocumentChange<SupplyRequest>, expected: readonly Expecting[]): ExpectedConsequence[] {
    return expected.map((expecting) => {
      const { item, more } = expecting;
      const derived = [{ entity: 'StockItem' as const, id: item._id.toHexString() }];
      return { kind: 'stock.expected', title: item.name, unit: item.unit, quantity: more, derived, expecting };
    });
  }

  async bringAbout(consequences: readonly ExpectedConsequence[]): Promise<undefined> {
    await asSystem('what is requested is expected in stock', () => {
      for (const { expecting } of consequences) this.stock.expect(expecting.item, expecting.more);
      return Promise.resolve();
    });
  }
}

/** How much of each thing in stock a request still brings, by id. */
function expectedBy(request: Pick<SupplyRequest, 'status' | 'items'> | undefined): Map<string, number> {
  const sums = new Map<string, number>();
  if (request?.status === 'in_process') addOutstanding(sums, request.items);
  return sums;
}
