import { Service, computed, inject, linkedSignal, resource } from '@angular/core';
import { type ShopCheckedLine, ShopService } from '@verstak/api';
import { lineTotal } from '@verstak/domain';
import { Cart, type CartLine } from './cart';

/** How the cart stands at the workshop: asked when a page opens it, and anew with every change. */
@Service({ autoProvided: false })
export class CartCheck {
  private readonly api = inject(ShopService);
  private readonly cart = inject(Cart);
  private readonly asked = resource({
    params: () => (this.cart.count() ? this.cart.lines() : undefined),
    loader: async ({ params: lines }) => {
      const { items, earliestDay } = await this.api.checkShopCart({ body: { items: lines.map(wantedOf) } });
      return { earliestDay, of: new Map(lines.map((line, index) => [line, items[index]])) };
    },
  });
  /** What was answered last stays until there is another answer. */
  private readonly found = linkedSignal<Answered, Answered>({
    source: () => (this.asked.hasValue() ? this.asked.value() : undefined),
    computation: (now, before) => now ?? before?.value,
  });

  /** What it comes to, at the prices of the workshop as far as they are known. */
  readonly total = computed(() => this.cart.lines().reduce((sum, line) => sum + this.totalOf(line), 0));
  /** The first day on which all of it can be had; empty while there is nothing. */
  readonly earliestDay = computed(() => this.found()?.earliestDay ?? this.cart.earliestDay());
  /** Something cannot be ordered as it is. */
  readonly isFaulty = computed(() => this.cart.lines().some((line) => this.of(line)?.fault));

  /** How a line stands; `undefined` while that is not known. */
  of(line: CartLine): ShopCheckedLine | undefined {
    return this.found()?.of.get(line);
  }

  /** What a line comes to; nothing where it is not offered any more. */
  totalOf(line: CartLine): number {
    const known = this.of(line);
    return known ? (known.total ?? 0) : lineTotal({ ...line, discountPercent: 0 });
  }

  /** Asks again: somebody else has ordered meanwhile. */
  again(): void {
    this.asked.reload();
  }
}

type Answered = { earliestDay: string; of: ReadonlyMap<CartLine, ShopCheckedLine | undefined> } | undefined;

/** What of a line the workshop is told. */
export function wantedOf({
  productId,
  quantity,
  choiceIds,
  answers,
}: CartLine): Pick<CartLine, 'productId' | 'quantity' | 'choiceIds' | 'answers'> {
  return { productId, quantity, choiceIds, answers };
}
