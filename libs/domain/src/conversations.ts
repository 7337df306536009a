import { isCustomer, isOutsider, type Permission } from './permissions.js';

/** What a conversation may be about. */
export const CONVERSATION_SUBJECTS = ['Order', 'SupplyRequest'] as const;

export type ConversationSubject = (typeof CONVERSATION_SUBJECTS)[number];

/** Whose side somebody is on in a conversation. */
export const SIDES = ['workshop', 'supplier', 'customer'] as const;

export type Side = (typeof SIDES)[number];

/** The side of whoever holds these permissions. */
export function sideOf(permissions: Iterable<Permission>): Side {
  const held = [...permissions];
  if (!isOutsider(held)) return 'workshop';
  return isCustomer(held) ? 'customer' : 'supplier';
}

/** Longest message, in characters. */
export const MAX_MESSAGE = 4_000;

/** People that one message mentions at most. */
export const MOST_MENTIONS = 20;

/** Files that one message brings at most. */
export const MOST_ATTACHMENTS = 10;

/** Messages of one page of a conversation, at most. */
export const MOST_MESSAGES = 100;

/** Unread messages are counted so far. */
export const MOST_UNREAD = 100;

/** Conversations that the list of somebody's own ones has, the newest ones. */
export const MOST_CONVERSATIONS = 200;
