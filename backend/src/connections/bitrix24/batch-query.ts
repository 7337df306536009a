/** What a method is asked: JSON. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * A command of a batch, `method?name=value`, as PHP reads forms: lists and objects in brackets. What is `undefined` or
 * `null` is left out, as are empty lists, for which there is no such form.
 */
export function commandOf(method: string, params: Params): string {
  const pairs = Object.entries(params).flatMap(([name, value]) => pairsOf(encodeURIComponent(name), value));
  return pairs.length ? `${method}?${pairs.join('&')}` : method;
}

function pairsOf(name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => pairsOf(`${name}[${encodeURIComponent(key)}]`, inner));
  const text = typeof value === 'boolean' ? String(Number(value)) : String(value as string | number);
  return [`${name}=${encodeURIComponent(text)}`];
}
