import type { OrderListItem } from '@verstak/api';
import type { OrderStatus } from '@verstak/domain';

/** Columns of the board, left to right. */
export const BOARD_STATUSES = [
  'draft',
  'confirmed',
  'in_production',
  'ready',
  'delivered',
  'on_hold',
] as const satisfies OrderStatus[];

export type BoardStatus = (typeof BOARD_STATUSES)[number];

/** Cards that a column shows at first, and how many more each time. */
export const COLUMN_STEP = 50;

/** One column: its cards, the number of all orders in it, and how many cards it wants to show. */
export interface BoardColumn {
  cards: readonly OrderListItem[];
  total: number;
  limit: number;
}

export type Board = Readonly<Record<BoardStatus, BoardColumn>>;

/** A board on which nothing has arrived yet. */
export function emptyBoard(): Board {
  const columns = BOARD_STATUSES.map((status) => [status, { cards: [], total: 0, limit: COLUMN_STEP }]);
  // Each status has its column by construction.
  return Object.fromEntries(columns) as unknown as Board;
}

export function isBoardStatus(status: OrderStatus): status is BoardStatus {
  return (BOARD_STATUSES as readonly string[]).includes(status);
}

/** Handed-over orders are of interest from the latest, the others from the one due first. */
export function columnSort(status: BoardStatus): string {
  return status === 'delivered' ? '-deliveredAt' : 'dueAt';
}

/** The board after an order went to a status, at a place in its column; one without a column leaves the board. */
export function moved(board: Board, order: OrderListItem, to: OrderStatus, index = 0): Board {
  const without = removed(board, order.id);
  if (!isBoardStatus(to)) return without;
  const column = without[to];
  const cards = [...column.cards.slice(0, index), { ...order, status: to }, ...column.cards.slice(index)];
  return { ...without, [to]: { ...column, cards, total: column.total + 1 } };
}

/** The board with the order as it is now, in the place where its card stands. */
export function replaced(board: Board, order: OrderListItem): Board {
  const place = placeOf(board, order.id);
  if (!place || place.status !== order.status) return moved(board, order, order.status);
  const column = board[place.status];
  const cards = column.cards.map((card) => (card.id === order.id ? order : card));
  return { ...board, [place.status]: { ...column, cards } };
}

/** Where an order's card stands. */
export function placeOf(board: Board, id: string): { status: BoardStatus; index: number } | undefined {
  for (const status of BOARD_STATUSES) {
    const index = board[status].cards.findIndex((card) => card.id === id);
    if (index >= 0) return { status, index };
  }
  return undefined;
}

function removed(board: Board, id: string): Board {
  const place = placeOf(board, id);
  if (!place) return board;
  const column = board[place.status];
  const cards = column.cards.filter((card) => card.id !== id);
  return { ...board, [place.status]: { ...column, cards, total: column.total - 1 } };
}
