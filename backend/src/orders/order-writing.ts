import type { Writing } from '../workshop/writing.js';
import type { OrderItem } from './order.js';
import { saidDetails } from './said-details.js';

/** What else is said of an item below its title, a line each. */
export function belowTitle({ title, product, details, wishes }: OrderItem, { lang }: Writing): string[] {
  const otherName = product === title ? '' : (product ?? '');
  return [otherName, ...saidDetails(details, lang), wishes ?? ''].filter(Boolean);
}
