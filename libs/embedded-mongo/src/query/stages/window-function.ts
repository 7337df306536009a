import type { Doc, Value } from '../../values/index.js';
import type { Expr, Env } from '../expressions/core.js';

/** What a window function sees: the sorted documents of one partition and its own argument's values there. */
export interface Partition {
  docs: Doc[];
  /** The first sort field's value of a document. */
  sortValue(at: number): Value | undefined;
  value(expr: Expr, at: number): Value | undefined;
  sameRank(a: number, b: number): boolean;
  env: Env;
}

/** First and last index of a document's window; the window is empty where the first is after the last. */
export type Bounds = (partition: Partition, at: number) => [number, number];

export type WindowFunction = (partition: Partition) => (Value | undefined)[];
