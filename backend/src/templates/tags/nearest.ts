/** How far a name may be from the one that was meant: a third of its letters. */
const FARTHEST_SHARE = 3;

/** The name that is most like another one, in which letters were left out, added, mistaken or swapped; `undefined` where none is. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: { name: string; distance: number } | undefined;
  for (const one of names) {
    const farthest = Math.max(2, Math.floor(one.length / FARTHEST_SHARE));
    // Each step makes a word longer or shorter by one letter at most.
    if (Math.abs(one.length - wanted.length) > farthest) continue;
    const distance = distanceOf(wanted, one.toLowerCase());
    if (distance <= farthest && distance < (best?.distance ?? Infinity)) best = { name: one, distance };
  }
  return best?.name;
}

/** Steps from one word to another, neighbours that are swapped counting as one (Damerau 1964, optimal string alignment). */
function distanceOf(from: string, to: string): number {
  let [before, last] = [[] as number[], Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const steps = [
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        ...(from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
          ? [(before[column - 2] ?? 0) + 1]
          : []),
      ];
      next.push(Math.min(...steps));
    }
    [before, last] = [last, next];
  }
  return last[to.length] ?? 0;
}
