/** The row of a key, made where there is none yet. */
export function rowOf<K, Row>(rows: Map<K, Row>, key: K, make: () => Row): Row {
  let row = rows.get(key);
  if (!row) rows.set(key, (row = make()));
  return row;
}

/** Per cent of the whole with two places; 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole ? Math.round((part / whole) * 10_000) / 100 : 0;
}
