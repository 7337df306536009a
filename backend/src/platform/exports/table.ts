import type { Money } from '@verstak/domain';
import { QueryChoice, QueryIds, type ColumnKind } from '../fields/index.js';

/** What a cell holds; money in minor units. */
export type Value = string | number | undefined;

export interface Column {
  title: string;
  kind: ColumnKind;
  /** Decimal places of money, 2 unless told. */
  digits?: number;
  /** Characters; by kind where not given. */
  width?: number;
}

/** A table of an export, its rows read as they are written. */
export interface Table {
  title: string;
  columns: readonly Column[];
  rows: Iterable<readonly Value[]> | AsyncIterable<readonly Value[]>;
}

export const EXPORT_LANGUAGES = ['ru', 'en'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];

/** How yes and no are written. */
export const YES_NO: Record<ExportLanguage, readonly [yes: string, no: string]> = {
  ru: ['да', 'нет'],
  en: ['yes', 'no'],
};

/** The language of an exported file, in its query. */
export function QueryLanguage(): PropertyDecorator {
  return QueryChoice(
    EXPORT_LANGUAGES,
    'Language of titles, and of numbers in CSV: `;` and a decimal comma, or `,` and a point.',
  );
}

/** The rows of an exported list, where not all of it is asked for. */
export function QueryChosen(): PropertyDecorator {
  return QueryIds('Only these, in the order of the list.');
}

/** Money as a spreadsheet counts it: in units. */
export function inUnits(minor: Money, digits = 2): number {
  return minor / 10 ** digits;
}

/** Money of a spreadsheet in minor units, rounded as its cells show it. */
export function inMinor(units: number, digits = 2): Money {
  return Math.round(Number((units * 10 ** digits).toPrecision(15)));
}
