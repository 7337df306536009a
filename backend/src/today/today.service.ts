import { Injectable } from '@nestjs/common';
import { cardsOf, type TodayCardName } from '@verstak/domain';
import { callerPermissions } from '../platform/access/caller.js';
import type { ReadCard } from './cards.js';
import { DeskCards } from './desk-cards.js';
import { FloorCards } from './floor-cards.js';
import { MessageCards } from './message-cards.js';
import { OrderCards } from './order-cards.js';
import { SupplyCards } from './supply-cards.js';
import type { Today } from './today.dto.js';
import { WorkshopCards } from './workshop-cards.js';

/** What the day begins with: the cards of whoever asks, each by the same list that it leads to, so that the numbers agree. */
@Injectable()
export class TodayService {
  private readonly readers: Record<TodayCardName, ReadCard>;

  constructor(
    orders: OrderCards,
    floor: FloorCards,
    supply: SupplyCards,
    desk: DeskCards,
    messages: MessageCards,
    workshop: WorkshopCards,
  ) {
    this.readers = {
      ...orders.cards,
      ...floor.cards,
      ...supply.cards,
      ...desk.cards,
      ...messages.cards,
      ...workshop.cards,
    };
  }

  async today(): Promise<Today> {
    const cards = cardsOf(callerPermissions());
    return { cards: await Promise.all(cards.map(async (card) => ({ card, ...(await this.readers[card]()) }))) };
  }
}
