/** The processes that LMDB's own table of readers names, after it has dropped the dead ones. */
export function readerPids(db: { readerCheck(): number; readerList(): string }): number[] {
  db.readerCheck();
  const pids = db
    .readerList()
    .split('\n')
    .map((line) => Number(/^\s*(\d+)\s/.exec(line)?.[1]));
  return [...new Set(pids.filter((pid) => pid > 0))];
}
