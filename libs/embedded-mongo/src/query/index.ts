export { compileExpression, type Compiled, type ExpressionOptions, type Variables } from './expressions/index.js';
export { parseFilter, parseValueFilter, type Filter, type FilterOptions } from './filter.js';
export { collectAt, isIndex, valueAt } from './path.js';
export { comparisonOperators, type ComparisonOperator, type Predicate } from './predicate.js';
