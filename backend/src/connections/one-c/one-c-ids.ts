import type { Given, GivenResult } from '../outgoing.js';

/** 1C knows an order of here by the id that it has here. */
export function idOf({ record, documentId }: Given): string {
  return record.externalId ?? documentId;
}

/** What 1C says of an order that it has taken. */
export function asTaken(given: Given): GivenResult {
  return { given, externalId: idOf(given) };
}
