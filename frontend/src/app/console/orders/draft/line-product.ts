import type { Product } from '@verstak/api';
import { type CalendarDay, detailWords, detailsOf, priceOf } from '@verstak/domain';
import { makerOf } from './maker';
import type { LineDraft } from './order-draft';

/** What of a line tells what is wanted of its product. */
type Wanted = Pick<LineDraft, 'choiceIds' | 'answers'>;

/** What a line becomes with a product of the catalog; of options that are needed the first choice is taken. */
export function lineOfProduct(product: Product): Partial<LineDraft> {
  const { id: productId, name, unit, options, routeId, isStocked: needsNoWork } = product;
  const needed = options.filter(({ isRequired, isMany }) => isRequired && !isMany);
  const choiceIds = needed.flatMap(({ choices }) => choices.slice(0, 1).map(({ id }) => id));
  const maker = makerOf({ ...(routeId && { routeId }), ...(needsNoWork && { needsNoWork }) });
  const wanted = { choiceIds, answers: [] };
  return {
    productId,
    title: name,
    product: name,
    unit,
    ...wanted,
    unitPrice: priceWith(product, wanted),
    ...(maker && { masterId: maker }),
  };
}

/** A line that is of no product of the catalog any more. */
export const OF_NO_PRODUCT: Partial<LineDraft> = { productId: '', choiceIds: [], answers: [] };

/** The price of one unit of a product as it is wanted, in minor units. */
export function priceWith(product: Product, wanted: Wanted): number {
  return priceOf(product, detailsOf(product, wanted).details);
}

/** The choices of a line after those of one option became others. */
export function chosenInstead(product: Product, optionId: string, wanted: Wanted, ids: readonly string[]): string[] {
  const own = new Set(product.options.find(({ id }) => id === optionId)?.choices.map(({ id }) => id));
  return [...wanted.choiceIds.filter((id) => !own.has(id)), ...ids];
}

/** The answers of a line after one of them became another; an empty one goes. */
export function answeredInstead({ answers }: Wanted, questionId: string, value: string): LineDraft['answers'] {
  const others = answers.filter((answer) => answer.questionId !== questionId);
  return value.trim() ? [...others, { questionId, value }] : others;
}

/** What is wanted in one line of words: `Объём: 450 мл · Надпись: Анне`; days as they are `written`. */
export function wordsOf(product: Product, wanted: Wanted, written: (day: CalendarDay) => string): string {
  return detailWords(detailsOf(product, wanted).details, written).join(' · ');
}
