import { isCalendarDay, type CalendarDay } from './calendar.js';
import { MAX_FILE_NAME } from './files.js';
import type { Money } from './money.js';

/** What a buyer can be asked for: a text such as an inscription, a day, or a file such as artwork. */
export const QUESTION_KINDS = ['text', 'day', 'file'] as const;

export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Most letters of what a buyer fills in. */
export const MAX_ANSWER = 500;

/** One way in which an option can be had; what it adds to the price of a unit, in minor units, and to its minutes. */
export interface ProductChoice {
  id: string;
  name: string;
  price: Money;
  minutesPerUnit: number;
}

/** Something of a product that can be had in several ways. */
export interface ProductOption {
  id: string;
  name: string;
  /** One of its choices is needed. */
  isRequired?: boolean;
  /** Several of its choices go together. */
  isMany?: boolean;
  /** The stage of the route at which its minutes are spent; without one, the first. */
  stageId?: string;
  choices: readonly ProductChoice[];
}

/** Something that a buyer fills in. */
export interface ProductQuestion {
  id: string;
  name: string;
  kind: QuestionKind;
  isRequired?: boolean;
  /** Most letters of a text; `MAX_ANSWER` unless told. */
  maxLength?: number;
}

/** What of a product decides on the price of an item and on what is said of it. */
export interface Offered {
  price: Money;
  options: readonly ProductOption[];
  questions: readonly ProductQuestion[];
}

/** What somebody has filled in; a day is `YYYY-MM-DD`, a file its name. */
export interface Answer {
  questionId: string;
  value: string;
}

/** What somebody wants of a product. */
export interface Wanted {
  choiceIds?: readonly string[];
  answers?: readonly Answer[];
}

/** One thing that is said of an item in words: the choice of an option, or what was filled in. */
export interface ItemDetail {
  /** The choice or the question. */
  id: string;
  name: string;
  value: string;
  /** The value is a day, `YYYY-MM-DD`. */
  isDay?: boolean;
  /** What the choice adds to the price of a unit, in minor units. */
  price?: Money;
  minutesPerUnit?: number;
  stageId?: string;
}

/** Why something cannot be wanted: of which field, by its place in the list, and what is wrong with it. */
export interface WantedFault {
  field: 'choiceIds' | 'answers';
  index: number;
  fault: 'unknown' | 'single' | 'too_long' | 'not_a_day' | 'twice';
  /** Most letters, where there are too many. */
  max?: number;
}

/**
 * What is wanted of a product in words, in the order in which the product offers it, with what is at fault. What an item
 * has already stays as it is `known`, also where the product no longer offers it.
 */
export function detailsOf(
  { options, questions }: Offered,
  { choiceIds = [], answers = [] }: Wanted,
  known: readonly ItemDetail[] = [],
): { details: ItemDetail[]; faults: WantedFault[] } {
  const kept = new Map(known.map((detail) => [detail.id, detail]));
  const offered = new Map<string, ItemDetail>();
  const optionOf = new Map<string, ProductOption>();
  for (const option of options) {
    for (const { id, name: value, price, minutesPerUnit } of option.choices) {
      optionOf.set(id, option);
      offered.set(id, { id, name: option.name, value, price, minutesPerUnit, stageId: option.stageId });
    }
  }
  const questionOf = new Map(questions.map((question) => [question.id, question]));
  const found = new Map<string, ItemDetail>();
  const faults: WantedFault[] = [];
  const single = new Set<string>();
  choiceIds.forEach((id, index) => {
    const [detail, option] = [offered.get(id) ?? kept.get(id), optionOf.get(id)];
    if (!detail) return faults.push({ field: 'choiceIds', index, fault: 'unknown' });
    if (option && !option.isMany) {
      if (single.has(option.id)) return faults.push({ field: 'choiceIds', index, fault: 'single' });
      single.add(option.id);
    }
    return found.set(id, detail);
  });
  answers.forEach(({ questionId: id, value }, index) => {
    const question = questionOf.get(id);
    if (!question && kept.get(id)?.value !== value) return faults.push({ field: 'answers', index, fault: 'unknown' });
    if (found.has(id)) return faults.push({ field: 'answers', index, fault: 'twice' });
    if (!value) return undefined;
    const fault = question && faultOf(question, value);
    if (fault) return faults.push({ field: 'answers', index, ...fault });
    const former = kept.get(id);
    const isDay = question ? question.kind === 'day' : former?.isDay;
    return found.set(id, { id, name: question?.name ?? former?.name ?? '', value, ...(isDay && { isDay }) });
  });
  const order = [...offered.keys(), ...questionOf.keys(), ...kept.keys()];
  return { details: [...new Set(order)].flatMap((id) => found.get(id) ?? []), faults };
}

function faultOf(
  { kind, maxLength = MAX_ANSWER }: ProductQuestion,
  value: string,
): Pick<WantedFault, 'fault' | 'max'> | undefined {
  if (kind === 'day') return isCalendarDay(value) ? undefined : { fault: 'not_a_day' };
  const max = kind === 'file' ? MAX_FILE_NAME : maxLength;
  return [...value].length > max ? { fault: 'too_long', max } : undefined;
}

/** The price of one unit with what its choices add, in minor units; never less than nothing. */
export function priceOf({ price }: Pick<Offered, 'price'>, details: readonly ItemDetail[]): Money {
  return Math.max(
    details.reduce((sum, detail) => sum + (detail.price ?? 0), price),
    0,
  );
}

/** What is said of an item in words, each with its name: `Надпись: Анне`; days as they are `written`. */
export function detailWords(
  details: readonly Pick<ItemDetail, 'name' | 'value' | 'isDay'>[],
  written: (day: CalendarDay) => string,
): string[] {
  return details.map(({ name, value, isDay }) => `${name}: ${isDay ? written(value) : value}`);
}

/** The names of the options and questions that are needed and that nothing is said of. */
export function missingOf({ options, questions }: Offered, { choiceIds = [], answers = [] }: Wanted): string[] {
  const chosen = new Set(choiceIds);
  const answered = new Set(answers.filter(({ value }) => value.trim()).map(({ questionId }) => questionId));
  return [
    ...options.filter(({ isRequired, choices }) => isRequired && !choices.some(({ id }) => chosen.has(id))),
    ...questions.filter(({ isRequired, id }) => isRequired && !answered.has(id)),
  ].map(({ name }) => name);
}

/** How much the choices of a product can take off its price at most, in minor units: nothing, or less than nothing. */
export function deepestReduction(
  options: readonly (Pick<ProductOption, 'isMany'> & { choices: readonly Pick<ProductChoice, 'price'>[] })[],
): Money {
  return options.reduce((sum, { isMany, choices }) => {
    const less = choices.map(({ price }) => Math.min(price, 0));
    return sum + (isMany ? less.reduce((all, price) => all + price, 0) : Math.min(0, ...less));
  }, 0);
}
