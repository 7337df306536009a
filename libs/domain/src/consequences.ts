/** What may follow from a change of a document in the same moment, as a preview tells it. */
export const CONSEQUENCES = [
  'part.made',
  'part.changed',
  'part.finished',
  'part.reopened',
  'part.paused',
  'part.held',
  'part.released',
  'part.returned',
  'part.cancelled',
  'part.deleted',
  'part.undone',
  'part.below',
  'order.parts',
  'pass.begun',
  'pass.ended',
  'pass.counted',
  'pass.undone',
  'pass.deleted',
  'payment.recorded',
  'payment.moved',
  'payment.deleted',
  'balance',
] as const;

export type ConsequenceKind = (typeof CONSEQUENCES)[number];
