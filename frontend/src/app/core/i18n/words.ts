import type { Language } from './languages';

/** Texts by key, nested as the dots of the keys are. */
export interface Texts {
  [key: string]: string | Texts;
}

/** Texts of an area, loaded when they are wanted; the area's name is the first part of their keys. */
export type Words = Readonly<Record<Language, () => Promise<{ default: Texts }>>>;

/** Texts with the whole key before each, the first part given: `{ one: 'Заказ' }` of `orders` is `orders.one`. */
export function flatTexts(name: string, texts: Texts): Record<string, string> {
  const entries = Object.entries(texts).map(([key, value]) =>
    typeof value === 'string' ? { [`${name}.${key}`]: value } : flatTexts(`${name}.${key}`, value),
  );
  return Object.assign({}, ...entries);
}
