import type { TextEncoding, UnreadableReason } from '@verstak/domain';

/** What a cell holds: a text as it is shown, a number that is counted with, or nothing. */
export type CellValue = string | number | undefined;

/** A row of a sheet. */
export interface SheetRow {
  /** As a spreadsheet counts, from 1. */
  row: number;
  cells: readonly CellValue[];
  /** How deep it is grouped. */
  outline?: number;
  /** By column, how far its text is indented. */
  indents?: readonly (number | undefined)[];
}

/** One table of a file. */
export interface Sheet {
  name: string;
  rows: readonly SheetRow[];
}

/** What was read of a file. */
export interface Book {
  sheets: readonly Sheet[];
  /** Of a CSV. */
  encoding?: TextEncoding;
  /** A comma between the digits of a number groups thousands there. */
  hasCommaSeparator?: boolean;
}

/** A file that is not read, and why; `row` where a place is known. */
export class Unreadable extends Error {
  constructor(
    readonly reason: UnreadableReason,
    readonly row = 0,
  ) {
    super(reason);
  }
}

/** Most columns of a table, rows of it with what stands above and below them, and characters of all its cells. */
export const MOST_COLUMNS = 200;
export const MOST_SHEET_ROWS = 20_100;
export const MOST_CHARACTERS = 48 * 1024 * 1024;

/** The letters by which a spreadsheet calls a column, from 0: `A`, `Z`, `AA`. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

/** What a cell shows, trimmed. */
export function textOf(value: CellValue): string {
  return value === undefined ? '' : String(value).trim();
}
