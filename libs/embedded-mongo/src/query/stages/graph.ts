import { mongoError } from '../../errors.js';
import {
  encodeKey,
  isDoc,
  isNullish,
  toDoc,
  typeName,
  type Collation,
  type Doc,
  type Value,
} from '../../values/index.js';
import { toWhole } from '../numbers.js';
import { compileExpression } from '../expressions/index.js';
import { parseFilter } from '../filter.js';
import { bytesOfDoc, Memory } from '../memory.js';
import { checkFieldPath, collectAt } from '../path.js';
import type { Batch, PipelineContext, StageParser } from './core.js';
import { anyOf } from './lookup.js';
import { withPath } from './unwind.js';

interface Graph {
  from: string;
  as: string[];
  connectFrom: string[];
  connectTo: string;
  depthField: string[] | undefined;
  maxDepth: number;
  restrict: Doc | undefined;
}

const keyOf = (value: Value, collation?: Collation): string =>
  Buffer.from(encodeKey([value], [], collation)).toString('latin1');
const known = [
  'from',
  'startWith',
  'connectFromField',
  'connectToField',
  'as',
  'maxDepth',
  'depthField',
  'restrictSearchWithMatch',
];

function parse(argument: Doc, context: PipelineContext): Graph {
  for (const key of argument.keys())
    if (!known.includes(key)) throw mongoError(40104, `Unknown argument to $graphLookup: ${key}`);
  for (const key of ['from', 'startWith', 'connectFromField', 'connectToField', 'as']) {
    if (!argument.has(key))
      throw mongoError(
        40105,
        `$graphLookup requires 'from', 'as', 'startWith', 'connectFromField', and 'connectToField' to be specified.`,
      );
  }
  const text = (key: string): string | undefined => {
    const value = argument.get(key);
    if (value !== undefined && typeof value !== 'string')
      throw mongoError(40103, `expected string as argument for ${key}, found: ${typeName(value)}`);
    return value;
  };
  const maxDepth = argument.get('maxDepth');
  const depth = maxDepth === undefined ? Infinity : toWhole(maxDepth);
  if (depth === undefined)
    throw mongoError(
      40100,
      `maxDepth requires a numeric argument representable as a long long, found type: ${typeName(maxDepth)}`,
    );
  if (depth < 0) throw mongoError(40101, `maxDepth requires a nonnegative argument, found: ${depth}`);
  const restrict = argument.get('restrictSearchWithMatch');
  if (restrict !== undefined && !isDoc(restrict))
    throw mongoError(40185, `restrictSearchWithMatch must be an object, found ${typeName(restrict)}`);
  if (restrict) parseFilter(restrict, context);
  const depthField = text('depthField');
  return {
    from: text('from')!,
    as: checkFieldPath(text('as')!),
    connectFrom: checkFieldPath(text('connectFromField')!),
    connectTo: checkFieldPath(text('connectToField')!).join('.'),
    depthField: depthField === undefined ? undefined : checkFieldPath(depthField),
    maxDepth: depth,
    restrict,
  };
}

/** Breadth-first search; each step is one query for all that is newly reached. */
async function search(start: readonly Value[], graph: Graph, context: PipelineContext): Promise<Doc[]> {
  const asked = new Set<string>();
  const visited = new Map<string, Doc>();
  const memory = new Memory(40099, '$graphLookup reached maximum memory consumption');
  let frontier = start;
  for (let depth = 0; depth <= graph.maxDepth && frontier.length > 0; depth++) {
    const fresh = frontier.filter((value) => {
      const key = keyOf(value, context.collation);
      const isNew = !asked.has(key);
      asked.add(key);
      return isNew;
    });
    if (fresh.length === 0) break;
    const reach = anyOf(graph.connectTo, fresh);
    const filter: Doc = graph.restrict ? (new Map([['$and', [reach, graph.restrict]]]) as Doc) : reach;
    const next: Value[] = [];
    for await (const batch of context.source({ collection: graph.from, filter, variables: context.variables })) {
      for (const fields of batch) {
        const doc = toDoc(fields);
        const id = keyOf(doc.get('_id') ?? null);
        if (visited.has(id)) continue;
        memory.add(bytesOfDoc(fields));
        visited.set(id, graph.depthField ? withPath(doc, graph.depthField, BigInt(depth)) : doc);
        collectAt(doc, graph.connectFrom, (value) => {
          if (!isNullish(value)) next.push(value!);
        });
      }
    }
    frontier = next;
  }
  return [...visited.values()];
}

const graphLookup: StageParser = (argument, context) => {
  if (!isDoc(argument))
    throw mongoError(
      'FailedToParse',
      `the $graphLookup stage specification must be an object, but found ${typeName(argument)}`,
    );
  const graph = parse(argument, context);
  const startWith = compileExpression(argument.get('startWith')!, context);
  return async function* (input) {
    for await (const batch of input) {
      const result: Doc[] = [];
      for (const fields of batch) {
        const start = startWith.on(fields);
        const values = Array.isArray(start) ? start : isNullish(start) ? [] : [start!];
        result.push(withPath(toDoc(fields), graph.as, await search(values, graph, context)));
      }
      yield result as Batch;
    }
  };
};

export const graphStages: Record<string, StageParser> = { $graphLookup: graphLookup };
