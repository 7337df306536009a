import { mongoError } from '../errors.js';
import { parsePipeline } from '../query/index.js';
import { isDoc, type Value } from '../values/index.js';
import type { Context } from './context.js';
import { outputSink } from './output.js';

const DEEPEST = 20;

/** Refuses a view whose pipeline does not compile or writes, or that would read itself. */
export function checkView(context: Context, db: string, name: string, on: string, stages: readonly Value[]): void {
  refuseWriting(`${db}.${name}`, stages);
  const pipeline = parsePipeline(stages, {
    database: db,
    collection: on,
    now: context.now,
    source: nothing,
    sink: outputSink(context),
    special: nothing,
  });
  if (pipeline.hasOwnSource) throw mongoError('OptionNotSupportedOnView', `${db}.${name} must begin with a collection`);
  refuseCycle(context, db, [name], on, stages);
}

async function* nothing(): AsyncGenerator<never> {
  // a definition is compiled, not run
}

function refuseWriting(namespace: string, stages: readonly Value[]): void {
  stages.forEach((stage, i) => {
    const [name] = isDoc(stage) ? stage.keys() : [];
    if (name !== '$out' && name !== '$merge') return;
    throw mongoError(
      'OptionNotSupportedOnView',
      `The aggregation stage ${name} in location ${i} of the pipeline cannot be used in the view definition of ${namespace} because it writes`,
    );
  });
}

function refuseCycle(
  context: Context,
  db: string,
  path: readonly string[],
  on: string,
  stages: readonly Value[],
): void {
  if (path.length > DEEPEST)
    throw mongoError('ViewDepthLimitExceeded', `View depth limit exceeded; maximum depth is ${DEEPEST}`);
  for (const next of new Set([on, ...joined(stages)])) {
    if (path[0] === next) {
      const names = [...path, next].map((name) => `${db}.${name}`);
      throw mongoError('GraphContainsCycle', `View cycle detected: ${names.join(' => ')}`);
    }
    const view = context.engine.catalog.collection(db, next)?.view;
    if (view !== undefined) refuseCycle(context, db, [...path, next], view.on, view.pipeline);
  }
}

/** Names of the collections that stages read beside the pipeline's own. */
function joined(stages: readonly Value[]): string[] {
  return stages.flatMap((stage) => {
    const [name, argument] = isDoc(stage) ? [...stage][0]! : ['', null];
    if (name === '$unionWith' && typeof argument === 'string') return [argument];
    if (!isDoc(argument)) return [];
    if (name === '$facet')
      return [...argument.values()].flatMap((inner) => (Array.isArray(inner) ? joined(inner) : []));
    if (!['$lookup', '$graphLookup', '$unionWith'].includes(name)) return [];
    const from = argument.get(name === '$unionWith' ? 'coll' : 'from');
    const inner = argument.get('pipeline');
    return [...(typeof from === 'string' ? [from] : []), ...(Array.isArray(inner) ? joined(inner) : [])];
  });
}
