/**
 * Why the product itself does something, on behalf of whoever asked or by its own clock, as the journal tells. They are
 * stored: one that there was is not renamed.
 */
export const SYSTEM_REASONS = [
  // Once, or by a command.
  'first start',
  'password set by command',
  // What is true at once when something else changes.
  'an assembly follows its parts',
  'lost pieces are made anew',
  'parts follow their order',
  'payments follow their order',
  'requests follow their movements',
  'stretches of work follow their part',
  'the balance follows the orders',
  'the order follows its parts',
  'the stock expects what is requested',
  'the stock follows the orders',
  'the stock follows the parts',
  'what an order takes from stock',
  'what is paid follows its payments',
  'what is requested is expected in stock',
  'a product lies in stock',
  'a receipt was taken back',
  // What is asked for by whoever may not read it all.
  'a report by category',
  // What anybody may for themselves.
  'own account',
  'own password',
  'own profile',
  'the own desk',
  'a customer looks at an own order',
  'the customer cancels',
  'an account in the shop',
  'a link for a letter',
  'the address is proven',
  'the client made for it',
  'the workshop links it',
  'the workshop takes the link away',
  'an order from the shop',
  'the client of an address',
  'the link of a letter',
  'the logo of the shop',
  'what goes into a product',
  'what is asked for',
  // Letters.
  'a letter',
  'a letter about an account',
  'a letter is taken back',
  'order-letters',
  'outbox',
  'letters-sweep',
  // Other work by the clock or by the journal.
  'file-orphans',
  'files-sweep',
  'imports',
  'imports-forgotten',
  'notifications',
  'stock checks',
  'movement-copies',
  'offer-copies',
  'order-copies',
  'part-copies',
  'pass-copies',
  'payment-copies',
  'product-copies',
  'request-copies',
  'stock-copies',
  'user-copies',
] as const;

export type SystemReason = (typeof SYSTEM_REASONS)[number];
