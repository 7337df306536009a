import type { Message } from '@verstak/api';

/** Messages of one person that follow one another within this stand together, in milliseconds. */
const TOGETHER = 5 * 60_000;

/** What stands in a conversation: a message, and before it its day or the line of what is not read. */
export interface MessageRow {
  message: Message;
  /** The day that begins with it, where another did before. */
  day?: string;
  /** What was not read begins here. */
  isFirstUnread: boolean;
  /** Its author has said something else than the one before it, or later: the name stands again. */
  isFirst: boolean;
}

/** Messages in their order as rows; what is after `readTo` and of others was not read. `dayOf` names a day. */
export function rowsOf(
  messages: readonly Message[],
  readTo: number,
  userId: string | undefined,
  dayOf: (instant: string) => string,
): MessageRow[] {
  const firstUnread = messages.find(({ position, authorId }) => position > readTo && authorId !== userId);
  return messages.map((message, index) => {
    const former = messages[index - 1];
    const day = dayOf(message.createdAt);
    const isNewDay = !former || dayOf(former.createdAt) !== day;
    const isFirstUnread = message === firstUnread;
    return {
      message,
      ...(isNewDay ? { day } : {}),
      isFirstUnread,
      isFirst: isNewDay || isFirstUnread || !former || !isTogether(former, message),
    };
  });
}

function isTogether(former: Message, message: Message): boolean {
  return (
    former.authorId === message.authorId &&
    former.isInternal === message.isInternal &&
    Date.parse(message.createdAt) - Date.parse(former.createdAt) < TOGETHER
  );
}

/** Messages with others among them, each once and in the order of the conversation; the later told of one stands. */
export function merged(known: readonly Message[], others: readonly Message[]): Message[] {
  const byId = new Map([...known, ...others].map((message) => [message.id, message]));
  return [...byId.values()].sort((one, other) => one.position - other.position);
}
