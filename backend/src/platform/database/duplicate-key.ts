/** Whether the database refused a document because there is one with the same unique key already (code 11000). */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 11_000;
}
