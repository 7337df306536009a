import { typeMismatch } from '../../errors.js';
import { isDoc, type Doc, type Value } from '../../values/index.js';
import { parseFilter } from '../filter.js';
import { parseSort } from '../sort.js';
import { positiveWhole } from './count-argument.js';
import { chain, ownSources, parseStages, stageOf, type Batches, type PipelineContext } from './core.js';

/** The beginning of a pipeline that an index may serve, in this order. */
export interface Leading {
  filter?: Doc;
  sort?: Doc;
  skip?: number;
  limit?: number;
}

export interface Pipeline {
  /** Taken out of the stages: who runs the pipeline gives it documents that went through it. */
  leading: Leading;
  /** True where the first stage makes the documents itself and no collection is read (`$documents`, `$collStats`, …). */
  hasOwnSource: boolean;
  /** True where the last stage writes (`$out`, `$merge`); it runs when the result is read, and gives no documents. */
  writes: boolean;
  run(source: Batches): Batches;
}

/** Takes `$match`, `$sort`, `$skip` and `$limit` off the beginning; says how many stages they were. */
function takeLeading(stages: readonly Value[], context: PipelineContext): { leading: Leading; taken: number } {
  const leading: Leading = {};
  const matches: Doc[] = [];
  let taken = 0;
  for (const stage of stages) {
    const [name, argument] = stageOf(stage);
    const started = leading.sort !== undefined || leading.skip !== undefined || leading.limit !== undefined;
    if (name === '$match' && isDoc(argument) && !started) {
      parseFilter(argument, context);
      if (argument.size > 0) matches.push(argument);
    } else if (name === '$sort' && isDoc(argument) && argument.size > 0 && !started) {
      parseSort(argument, context.collation);
      leading.sort = argument;
    } else if (name === '$skip' && leading.skip === undefined && leading.limit === undefined) {
      leading.skip = positiveWhole(argument, name);
    } else if (name === '$limit' && leading.limit === undefined) {
      leading.limit = positiveWhole(argument, name);
    } else break;
    taken++;
  }
  if (matches.length === 1) leading.filter = matches[0]!;
  else if (matches.length > 1) leading.filter = new Map([['$and', matches as Value]]) as Doc;
  return { leading, taken };
}

/**
 * Compiles a pipeline. Stages that MongoDB does not know are refused with 40324. Its documents come in batches (an async
 * iterable of arrays), which is what keeps a step per document free of promises.
 */
export function parsePipeline(stages: readonly Value[], context: PipelineContext): Pipeline {
  if (!Array.isArray(stages)) throw typeMismatch("'pipeline' option must be specified as an array");
  const [name] = stages.length > 0 ? stageOf(stages[0]!) : [''];
  const hasOwnSource = ownSources.has(name);
  const { leading, taken } = hasOwnSource ? { leading: {}, taken: 0 } : takeLeading(stages, context);
  const compiled = parseStages(stages, context, taken);
  const [lastName] = stages.length > 0 ? stageOf(stages.at(-1)!) : [''];
  return {
    leading,
    hasOwnSource,
    writes: lastName === '$out' || lastName === '$merge',
    run: (source) => chain(compiled, source),
  };
}
