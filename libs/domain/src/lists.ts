/** Most documents that an address names by their ids: proxies pass on some 8 kB of it. */
export const MOST_IDS = 200;

/** Things in the order of some ids, then those that are not among them as they came. */
export function inOrder<T extends { id: string }>(things: readonly T[], ids: readonly string[]): T[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ id }: T): number => places.get(id) ?? ids.length;
  return things.toSorted((one, other) => placeOf(one) - placeOf(other));
}
