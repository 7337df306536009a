import './stages/families.js';
export { compileExpression, type Compiled, type ExpressionOptions, type Variables } from './expressions/index.js';
export { parseFilter, parseValueFilter, type Filter, type FilterOptions } from './filter.js';
export { collectAt, isIndex, valueAt } from './path.js';
export { comparisonOperators, type ComparisonOperator, type Predicate } from './predicate.js';
export { parseProjection, type Projection, type ProjectionOptions } from './projection.js';
export { isPrefixAlone, prefixOf } from './regex.js';
export { parseSort, sortDocs, sortPaced, type Sort, type SortField } from './sort.js';
export { checkStorable } from './storable.js';
export { idFirst, parseUpdate, upsertSeed, type Update, type UpdateOptions } from './update.js';
export { nextTimestamp, withoutEmptyTimestamps } from './update-fields.js';
export {
  batchesOf,
  collect,
  type Batch,
  type Batches,
  type PipelineContext,
  type Sink,
  type SourceRequest,
  type Target,
  withoutCollection,
} from './stages/core.js';
export { parsePipeline, type Leading, type Pipeline } from './stages/pipeline.js';
