/**
 * Leads from the path of a line as it was sent (`items.0.price`) to where it stands in the form: `places` are those of the
 * lines that were sent, in their order; `formList` is what the form calls the list, where it calls it otherwise.
 */
export function linePath(path: string, list: string, places: readonly number[], formList = list): string {
  const [name, index = '', ...rest] = path.split('.');
  if (name !== list || !/^\d+$/u.test(index)) return path;
  return [formList, places[Number(index)] ?? index, ...rest].join('.');
}

/** Where those lines of a form stand in it that were sent. */
export function placesOf<T>(sent: readonly T[], lines: readonly T[]): number[] {
  return sent.map((line) => lines.indexOf(line));
}
