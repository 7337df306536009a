/** When answers that stand in for the server's were read from it, in milliseconds: by the answer, its rows and their list. */
const moments = new WeakMap<object, number>();

/** Takes note that this answer comes from what was kept, and was read from the server at that moment. */
export function noteKept(answer: unknown, at: number): void {
  const rows = isObject(answer) && 'items' in answer ? answer.items : answer;
  for (const one of [answer, rows, ...(Array.isArray(rows) ? (rows as unknown[]) : [])])
    if (isObject(one)) moments.set(one, at);
}

/** When something was read from the server, where it, or something that it is made of, comes from what was kept. */
export function keptAt(value: unknown): number | undefined {
  if (!isObject(value)) return undefined;
  const known = [value, ...Object.values(value)].filter(isObject).flatMap((one) => moments.get(one) ?? []);
  return known.length ? Math.min(...known) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
