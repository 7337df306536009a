import { lineTotal } from '@verstak/domain';
import type { OrderLineRecord } from '../records.js';

/**
 * Whether two lists of lines come to the same: the same goods, as many of them for as much. What 1C calls them, and what
 * is noted at them here, is no difference.
 */
export function isSameLines(lines: readonly OrderLineRecord[], known: unknown): boolean {
  if (!Array.isArray(known) || known.length !== lines.length) return false;
  return (known as OrderLineRecord[]).every((one, index) => essence(one) === essence(lines[index]));
}

function essence(line: OrderLineRecord | undefined): string {
  if (!line) return '';
  const { productId, title, quantity, total } = line;
  return JSON.stringify([productId ?? title, quantity, total ?? lineTotal(line)]);
}
