import { Injectable } from '@nestjs/common';
import { exactQuantity, type FieldFault, type MovementKind, type WrittenMovement } from '@verstak/domain';
import { actorBehind, personBehind } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, Invalid, RuleBroken } from '../platform/failure/failure.js';
import { pastDay } from '../platform/failure/past-day.js';
import type { Page } from '../platform/lists/paging.js';
import { SuppliersService } from '../suppliers/suppliers.service.js';
import type { MovementLine, MovementListQuery, MovementsWriting, MovementsWritten } from './movement.dto.js';
import type { Movement } from './movement.js';
import { MovementsRepository } from './movements.repository.js';
import type { StockItem } from './stock-item.js';
import { StockItemsRepository } from './stock-items.repository.js';

/** What is told of a movement: how much it adds, why, and for what. */
export type Moving = Pick<Movement, 'kind' | 'quantity'> &
  Partial<
    Pick<
      Movement,
      | 'unitCost'
      | 'reason'
      | 'note'
      | 'day'
      | 'orderId'
      | 'orderNumber'
      | 'partId'
      | 'supplierId'
      | 'supplierName'
      | 'requestId'
      | 'requestNumber'
      | 'reverses'
    >
  >;

/** The request to a supplier by which goods came. */
export type RequestOrigin = Pick<Movement, 'requestId' | 'requestNumber'>;

/** A movement with what it made of the stock. */
interface Moved {
  movement: Stored<Movement>;
  item: Stored<StockItem>;
}

/** Movements that nothing follows but the orders they were made for. */
const REVERSIBLE: readonly MovementKind[] = ['receipt', 'write_off', 'stocktake'];

/** How stock comes and goes; the balance of everything is the sum of its movements. */
@Injectable()
export class MovementsService {
  constructor(
    private readonly movements: MovementsRepository,
    private readonly items: StockItemsRepository,
    private readonly suppliers: SuppliersService,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  async list(query: MovementListQuery): Promise<Page<Stored<Movement>>> {
    return this.movements.list(query);
  }

  /**
   * Records what came, with what tells by which request, is written off or was counted, all lines or none: 404 for what
   * is not in stock, 400 for a line that says nothing, 409 where something moved since it was counted, 422 where more is
   * written off than there is.
   */
  async write({ kind, lines, ...told }: MovementsWriting, from: RequestOrigin = {}): Promise<MovementsWritten> {
    const day = pastDay(told.day, this.config.today());
    requireSense({ kind, lines, ...told });
    return this.transactions.run(async () => {
      const said = { ...told, ...(await this.suppliedBy(told.supplierId)), ...from };
      const items = await this.items.inTurn(lines.map(({ stockItemId }) => stockItemId));
      const movements: Stored<Movement>[] = [];
      for (const [index, line] of lines.entries()) {
        const item = items[index] as Stored<StockItem>; // one for each line
        requireInUse(item);
        const quantity = addedBy(kind, line, item, index);
        const unitCost = kind === 'receipt' ? line.unitCost : undefined;
        const { movement, item: moved } = await this.record(item, { ...said, kind, quantity, unitCost, day });
        if (unitCost !== undefined) await this.items.change(moved, {}, (edited) => void (edited.cost = unitCost));
        movements.push(movement);
      }
      return { movements };
    });
  }

  /** Takes a movement that somebody wrote down back by its opposite; 409 where that is done, 422 for any other. */
  async reverse(id: string): Promise<Stored<Movement>> {
    return this.transactions.run(async () => {
      const former = await this.movements.get(id);
      if (former.isReversed) throw Conflict('stock.reversed', 'The movement has been taken back already.', { id });
      if (!REVERSIBLE.includes(former.kind))
        throw Conflict('stock.reversed', 'This movement follows from an order or a part: change that.', { id });
      const item = await this.items.get(String(former.stockItemId));
      const quantity = exactQuantity(-former.quantity);
      requireEnough(item, quantity);
      await this.movements.markReversed(former);
      const { requestId, requestNumber } = former;
      const from = requestId ? { requestId: String(requestId), requestNumber } : {};
      return (await this.record(item, { kind: 'reversal', quantity, reverses: id, ...from })).movement;
    });
  }

  /**
   * Records one movement within the running transaction, and gives the thing as it then stands: it is read in that
   * transaction. A count or a receipt begins to track it.
   */
  async record(item: Stored<StockItem>, moving: Moving): Promise<Moved> {
    const { day = this.config.today(), kind, quantity } = moving;
    const balance = exactQuantity(item.onHand + quantity);
    const person = personBehind();
    const movement = await this.movements.add({
      ...moving,
      day,
      balance,
      stockItemId: item._id.toHexString(),
      stockItemName: item.name,
      unit: item.unit,
      doneById: person?.userId,
      doneByName: actorBehind()?.name,
    });
    const isTracked = item.isTracked || kind === 'receipt' || kind === 'stocktake';
    const counted = kind === 'stocktake' ? { countedAt: movement.createdAt } : {};
    return { movement, item: this.items.settle(item, { onHand: balance, isTracked, ...counted }) };
  }

  private async suppliedBy(supplierId: string | undefined): Promise<Pick<Movement, 'supplierName'>> {
    return supplierId ? { supplierName: (await this.suppliers.forSupply(supplierId)).name } : {};
  }
}

/** 400 for lines that name a thing twice or no quantity, and for a write-off without its reason. */
function requireSense({ kind, lines, reason, note, supplierId }: MovementsWriting): void {
  if (kind === 'write_off' && !reason)
    throw Invalid([{ field: 'reason', rule: 'isDefined', message: 'must say why it is written off' }]);
  if (kind !== 'receipt' && supplierId)
    throw Invalid([
      { field: 'supplierId', rule: 'needless', value: supplierId, message: 'is told of a receipt alone' },
    ]);
  if (reason === 'other' && !note)
    throw Invalid([{ field: 'note', rule: 'isDefined', message: 'must say what the other reason is' }]);
  const known = new Set<string>();
  const faults = lines.flatMap(({ stockItemId, quantity }, index): FieldFault[] => {
    const isTwice = known.has(stockItemId);
    known.add(stockItemId);
    if (isTwice)
      return [
        {
          field: `lines.${index}.stockItemId`,
          rule: 'arrayUnique',
          value: stockItemId,
          message: 'stands in another line already',
        },
      ];
    if (kind !== 'stocktake' && quantity === 0)
      return [{ field: `lines.${index}.quantity`, rule: 'min', value: quantity, message: 'must be more than 0' }];
    return [];
  });
  if (faults.length) throw Invalid(faults);
}

function requireInUse({ name, isArchived }: StockItem): void {
  if (isArchived) throw RuleBroken('stock.archived', `${name} is archived; restore it first.`, { name });
}

/** What a line adds to the stock; 409 where it was counted against another balance, 422 where there is less. */
function addedBy(kind: WrittenMovement, line: MovementLine, item: Stored<StockItem>, index: number): number {
  const { name, onHand } = item;
  if (kind === 'receipt') return line.quantity;
  if (kind === 'write_off') {
    requireEnough(item, -line.quantity);
    return -line.quantity;
  }
  if (line.expected !== undefined && line.expected !== onHand) {
    const detail = `${name} has moved since it was counted: there were ${line.expected}, there are ${onHand}. Count it again.`;
    throw Conflict('stock.recount', detail, { line: index, name, expected: line.expected, onHand });
  }
  return exactQuantity(line.quantity - onHand);
}

function requireEnough({ name, onHand, unit }: StockItem, quantity: number): void {
  if (exactQuantity(onHand + quantity) >= 0 || quantity >= 0) return;
  throw RuleBroken('stock.not_enough', `Of ${name} there are ${onHand} ${unit}.`, { name, onHand, unit });
}
