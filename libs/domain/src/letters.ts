/** What letters to people are written for. */
export const LETTER_KINDS = [
  'order_received',
  'order_ready',
  'order_cancelled',
  'address_confirmation',
  'password_reset',
  'notification',
  'notification_digest',
] as const;

export type LetterKind = (typeof LETTER_KINDS)[number];

/** How it stands with a letter: it is still to be sent, a server has taken it, it was given up, somebody wants it not. */
export const LETTER_STATES = ['waiting', 'sent', 'failed', 'dropped'] as const;

export type LetterState = (typeof LETTER_STATES)[number];
