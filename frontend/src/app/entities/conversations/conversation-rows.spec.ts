import { describe, expect, it } from '@jest/globals';
import type { Message } from '@verstak/api';
import { merged, rowsOf } from './conversation-rows';

const said = (position: number, fields: Partial<Message> = {}): Message => ({
  id: `m${position}`,
  subject: 'Order',
  subjectId: 'o',
  version: 1,
  position,
  authorId: 'anna',
  authorName: 'Анна',
  side: 'workshop',
  mentions: [],
  isInternal: false,
  attachments: 0,
  files: [],
  createdAt: new Date(position * 60_000).toISOString(),
  updatedAt: new Date(position * 60_000).toISOString(),
  ...fields,
});
const day = (instant: string): string => instant.slice(0, 10);

describe('a conversation', () => {
  it('has each message once, in its order, as it was told last', () => {
    const [one, two, three] = [said(1), said(2), said(3)];
    const later = { ...two, attachments: 1 };
    expect(merged([one, two], [three, later])).toEqual([one, later, three]);
    expect(merged([three], [one, two]).map(({ position }) => position)).toEqual([1, 2, 3]);
  });

  it('names the author again after another, a pause, a note and on another day', () => {
    const messages = [
      said(1),
      said(2),
      said(3, { authorId: 'olga' }),
      said(20, { authorId: 'olga' }),
      said(21, { authorId: 'olga', isInternal: true }),
      said(24 * 60, { authorId: 'olga', isInternal: true }),
    ];
    const rows = rowsOf(messages, Infinity, 'me', day);
    expect(rows.map(({ isFirst }) => isFirst)).toEqual([true, false, true, true, true, true]);
    expect(rows.map((row) => row.day)).toEqual([
      '1970-01-01',
      undefined,
      undefined,
      undefined,
      undefined,
      '1970-01-02',
    ]);
  });

  it('is unread from the first message of others after the mark', () => {
    const messages = [said(1), said(2, { authorId: 'me' }), said(3), said(4)];
    expect(rowsOf(messages, 1, 'me', day).map(({ isFirstUnread }) => isFirstUnread)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(rowsOf(messages, 4, 'me', day).some(({ isFirstUnread }) => isFirstUnread)).toBe(false);
  });
});
