import { Injectable } from '@nestjs/common';
import { Movement } from '../inventory/movement.js';
import type { Consequence } from '../platform/records/consequence.js';
import { Reactions, type DocumentChange, type Reaction } from '../platform/records/reactions.js';
import { RequestsService } from './requests.service.js';

/** A receipt that is taken back in stock has not come for its request, either. */
@Injectable()
export class RequestsFollowMovements implements Reaction<Movement, string> {
  readonly rule = 'requests follow their movements';

  constructor(
    private readonly requests: RequestsService,
    reactions: Reactions,
  ) {
    reactions.add(Movement, this);
  }

  learn({ before, after }: DocumentChange<Movement>): string | undefined {
    const isTakenBack = !!after?.isReversed && !before?.isReversed;
    return isTakenBack && after.requestId ? String(after.requestId) : undefined;
  }

  consequences({ after }: DocumentChange<Movement>, requestId: string): Consequence[] {
    const { requestNumber: number, stockItemName: title, quantity, unit } = after as Movement; // what it learned of
    return [
      {
        kind: 'supply_request.unreceived',
        title,
        quantity,
        unit,
        derived: [{ entity: 'SupplyRequest', id: requestId, number }],
      },
    ];
  }

  async bringAbout(_consequences: readonly Consequence[], { after }: DocumentChange<Movement>): Promise<undefined> {
    if (after) await this.requests.forgetMovement(String(after.requestId), after._id.toHexString());
  }
}
