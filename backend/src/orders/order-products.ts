import { detailsOf, priceOf, type WantedFault } from '@verstak/domain';
import type { Product } from '../catalog/product.js';
import { requireOffered } from '../catalog/products.service.js';
import type { Stored } from '../platform/database/entity.js';
import { Invalid, NotFound } from '../platform/failure/failure.js';
import type { OrderItemChange } from './order.dto.js';
import type { OrderItem } from './order.js';

/** Products by their ids, as the lines of an order need them. */
export type KnownProducts = ReadonlyMap<string, Stored<Product>>;

/** A change of a line with what its product says of it. */
export type OfferedLine = OrderItemChange & Pick<OrderItem, 'details'>;

/** Where a line stands to its product after a change: whose it is then, and whether that has to be asked about it. */
function offered(
  line: OrderItemChange,
  former?: OrderItem,
): { productId?: string; isOther: boolean; isAsked: boolean } {
  const productId = line.productId === undefined ? former?.productId : (line.productId ?? undefined);
  const isOther = productId !== former?.productId;
  const isWanted = line.choiceIds !== undefined || line.answers !== undefined;
  return { ...(productId ? { productId } : {}), isOther, isAsked: isOther || isWanted };
}

/** The ids of the products that have something to say to changes of these lines. */
export function productsAsked(changes: readonly OrderItemChange[], items: readonly OrderItem[] = []): string[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return changes.flatMap((line) => {
    const { productId, isAsked } = offered(line, line.id === undefined ? undefined : byId.get(line.id));
    return productId && isAsked ? [productId] : [];
  });
}

/**
 * What is written of a line, with what the catalog says of its product: a new one gives title, unit, route and price
 * where nothing else is told; other choices or answers are put in words, and give the price where none is told. 404 where
 * there is no such product, 422 where it is archived, 400 for what it does not offer.
 */
export function ofProduct(
  line: OrderItemChange,
  index: number,
  former: OrderItem | undefined,
  products: KnownProducts,
): OfferedLine {
  const { productId, isOther, isAsked } = offered(line, former);
  if (!productId) return withoutProduct(line, index, former);
  if (!isAsked) return line;
  const product = products.get(productId);
  if (!product) throw NotFound('product', productId);
  if (isOther) requireOffered(product);
  const known = isOther ? undefined : former;
  const { choiceIds = known?.choiceIds ?? [], answers = known?.answers ?? [] } = line;
  const { details, faults } = detailsOf(product, { choiceIds, answers }, known?.details);
  if (faults.length) throw Invalid(faults.map((fault) => refusal(fault, line, index)));
  const { unitPrice = priceOf(product, details) } = line;
  const wanted: OfferedLine = {
    ...line,
    choiceIds,
    answers: answers.filter(({ value }) => value),
    details,
    unitPrice,
  };
  return isOther ? { ...byDefault(product, line, former), ...wanted, product: product.name } : wanted;
}

/** What a product gives to a line that does not say it and has nothing yet. */
function byDefault(
  { name, unit, routeId, isStocked }: Product,
  line: OrderItemChange,
  former: OrderItem | undefined,
): OrderItemChange {
  const { masterId, routeId: other, needsNoWork } = { ...former, ...line };
  const isTold = masterId ?? other ?? needsNoWork ?? undefined;
  const work = isStocked ? { needsNoWork: true } : routeId ? { routeId: String(routeId) } : {};
  return {
    ...(former?.title ? {} : { title: name }),
    ...(former?.unit ? {} : { unit }),
    ...(isTold === undefined ? work : {}),
  };
}

/** A line that is of no product, or no longer of one; 400 where something is chosen of none. */
function withoutProduct(line: OrderItemChange, index: number, former: OrderItem | undefined): OfferedLine {
  for (const name of ['choiceIds', 'answers'] as const) {
    if (!line[name]?.length) continue;
    const message = 'are of a product: send its productId with them, or leave them out';
    throw Invalid([{ field: `items.${index}.${name}`, rule: 'needless', value: line[name], message }]);
  }
  const isOfNone = !former?.productId && !line.choiceIds && !line.answers;
  return isOfNone ? line : { ...line, choiceIds: undefined, answers: undefined, details: undefined };
}

function refusal({ field, index: at, fault, max }: WantedFault, line: OrderItemChange, index: number) {
  const value: unknown = field === 'choiceIds' ? line.choiceIds?.[at] : line.answers?.[at];
  const path = `items.${index}.${field}.${at}`;
  switch (fault) {
    case 'unknown':
      return { field: path, rule: 'known', value, message: 'is not offered with this product; read the product again' };
    case 'single':
      return {
        field: path,
        rule: 'single',
        value,
        message: 'is the second choice of one option; leave one of them out',
      };
    case 'twice':
      return { field: path, rule: 'arrayUnique', value, message: 'answers a question again; leave one of them out' };
    case 'too_long':
      return { field: `${path}.value`, rule: 'maxLength', value, message: `must have at most ${max} letters` };
    case 'not_a_day':
      return { field: `${path}.value`, rule: 'isDay', value, message: 'must be a day such as 2026-01-25' };
  }
}
