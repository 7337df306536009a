import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import {
  cartKey,
  detailsOf,
  detailWords,
  mergeCarts,
  missingOf,
  MOST_CART_LINES,
  priceOf,
  takenFromCart,
  type CartLine,
} from '@verstak/domain';
import type { Model } from 'mongoose';
import { ProductsService } from '../catalog/products.service.js';
import type { Product } from '../catalog/product.js';
import type { Order, OrderItem } from '../orders/order.js';
import { asVisitor, signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Traces } from '../platform/records/traces.js';
import { Invalid } from '../platform/failure/failure.js';
import { Cart } from './cart.js';
import type { ShopCart, ShopCartChange, ShopCartLine, ShopRepeat } from './cart.dto.js';
import { ShopCatalogService } from './shop-catalog.service.js';

/** Most of one thing in a cart. */
const MOST_QUANTITY = 1_000_000;

/** Carts of customers with an account, the same on all their devices. */
@Injectable()
export class CartsService {
  constructor(
    @InjectModel(Cart.name) private readonly carts: Model<Cart>,
    private readonly products: ProductsService,
    private readonly catalog: ShopCatalogService,
    private readonly transactions: Transactions,
    traces: Traces,
  ) {
    traces.add(carts, '_id');
  }

  /** The cart of the customer who is signed in. */
  async get(): Promise<ShopCart> {
    return { lines: await this.linesOf(signedInPerson().userId) };
  }

  /** Puts more into it, such as the cart of a guest who has signed in; 400 where that is too much, and nothing is put in. */
  async add(lines: readonly ShopCartLine[]): Promise<ShopCart> {
    return this.change(signedInPerson().userId, (cart) => {
      const merged = mergeCarts(cart, lines);
      requireRoom(merged);
      return merged;
    });
  }

  /** So much of something is wanted; 0 takes it out. */
  async setQuantity({ quantity, ...wanted }: ShopCartChange): Promise<ShopCart> {
    const key = cartKey(wanted);
    return this.change(signedInPerson().userId, (cart) =>
      cart.flatMap((line) => (cartKey(line) !== key ? [line] : quantity ? [{ ...line, quantity }] : [])),
    );
  }

  /** What was ordered is in the cart no more. */
  async take(userId: string, lines: readonly CartLine[]): Promise<void> {
    await this.change(userId, (cart) => takenFromCart(cart, lines));
  }

  async forget(userId: string): Promise<void> {
    await this.carts.deleteOne({ _id: userId });
  }

  /** What of an order can be had again, at today's prices; files and days have to be given anew. */
  async repeat({ items }: Stored<Order>): Promise<ShopRepeat> {
    const ids = items.flatMap(({ productId }) => (productId ? [String(productId)] : []));
    const offered = await asVisitor(() => this.products.shownByIds(ids));
    const found = items.map((item) => {
      const product = offered.get(String(item.productId));
      const line = product ? this.again(item, product) : undefined;
      return { item, product, line };
    });
    return {
      lines: mergeCarts(
        [],
        found.flatMap(({ line }) => line ?? []),
      ).slice(0, MOST_CART_LINES),
      lost: found.flatMap(({ item: { title, productId }, product, line }) =>
        line ? [] : [{ title, ...(product && productId ? { productId: String(productId) } : {}) }],
      ),
      priceChanges: found.flatMap(({ item: { title, unitPrice: before }, line }) =>
        line && line.unitPrice !== before ? [{ title, before, now: line.unitPrice }] : [],
      ),
    };
  }

  /** The same once more; `undefined` where it is no longer offered so, or something has to be given anew. */
  private again(item: OrderItem, product: Product): ShopCartLine | undefined {
    const kinds = new Map(product.questions.map(({ id, kind }) => [String(id), kind]));
    const wanted = {
      choiceIds: (item.choiceIds ?? []).map(String),
      answers: (item.answers ?? []).map(({ questionId, value }) => ({ questionId: String(questionId), value })),
    };
    const isAsBefore = wanted.answers.every(({ questionId }) => kinds.get(questionId) === 'text');
    const { details, faults } = detailsOf(product, wanted);
    if (!isAsBefore || faults.length || missingOf(product, wanted).length) return undefined;
    return {
      productId: String(item.productId),
      quantity: item.quantity,
      ...wanted,
      name: product.name,
      unit: product.unit,
      unitPrice: priceOf(product, details),
      words: detailWords(details, (day) => day).join('; '),
      earliestDay: this.catalog.earliestDay([product]),
    };
  }

  private async change(userId: string, edit: (lines: ShopCartLine[]) => ShopCartLine[]): Promise<ShopCart> {
    return this.transactions.run(async () => {
      const lines = edit(await this.linesOf(userId));
      await this.carts.updateOne({ _id: userId }, { $set: { lines, changedAt: new Date() } }, { upsert: true });
      return { lines };
    });
  }

  private async linesOf(userId: string): Promise<ShopCartLine[]> {
    return (await this.carts.findById(userId).lean<Cart>())?.lines ?? [];
  }
}

function requireRoom(lines: readonly ShopCartLine[]): void {
  const fault = { field: 'lines', value: lines.length };
  if (lines.length > MOST_CART_LINES)
    throw Invalid([{ ...fault, rule: 'arrayMaxSize', message: `leave at most ${MOST_CART_LINES} lines in the cart` }]);
  if (lines.some(({ quantity }) => quantity > MOST_QUANTITY))
    throw Invalid([{ ...fault, rule: 'max', message: `leave at most ${MOST_QUANTITY} of a product in the cart` }]);
}
