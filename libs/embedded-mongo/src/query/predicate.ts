import type { Value } from '../values/index.js';

export const comparisonOperators = ['eq', 'gt', 'gte', 'lt', 'lte'] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

/**
 * What a filter asks, for the planner to read. A document that matches the filter satisfies the predicate; `opaque` parts
 * can only be decided by the filter itself. Comparisons hold within a type, as MongoDB brackets them; `eq` and `in` null
 * hold for missing fields too. Children of an `elemMatch` on plain values have the path ''.
 */
export type Predicate =
  | { kind: 'and' | 'or' | 'nor'; children: Predicate[] }
  | { kind: 'not'; child: Predicate }
  | { kind: 'compare'; path: string; op: ComparisonOperator; value: Value }
  | { kind: 'compare'; path: string; op: 'in'; value: Value[] }
  /** `isWhole` where every text that begins so matches. */
  | { kind: 'compare'; path: string; op: 'regexPrefix'; value: string; isWhole: boolean }
  | { kind: 'compare'; path: string; op: 'exists'; value: boolean }
  | { kind: 'compare'; path: string; op: 'type'; value: number[] }
  | { kind: 'elemMatch'; path: string; child: Predicate }
  | { kind: 'always' }
  | { kind: 'never' }
  | { kind: 'opaque' };
