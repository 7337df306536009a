import { recall, remember } from '../../core/platform/storage';
import type { ConversationPlace } from './conversation-log';

/** What somebody has typed and not sent. */
export interface MessageDraft {
  text: string;
  isInternal: boolean;
}

const BLANK: MessageDraft = { text: '', isInternal: false };

const keyOf = (userId: string, { subjectId }: ConversationPlace): string => `verstak.message.${userId}.${subjectId}`;

/** What somebody began to write in a conversation in this browser. */
export function draftOf(userId: string, place: ConversationPlace): MessageDraft {
  try {
    return { ...BLANK, ...(JSON.parse(recall(keyOf(userId, place)) ?? '{}') as Partial<MessageDraft>) };
  } catch {
    return BLANK;
  }
}

/** Keeps what somebody types until it is sent; nothing is kept of nothing. */
export function keepDraft(userId: string, place: ConversationPlace, draft: MessageDraft): void {
  remember(keyOf(userId, place), draft.text ? JSON.stringify(draft) : null);
}
