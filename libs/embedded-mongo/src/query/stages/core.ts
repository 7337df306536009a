import { Pace } from '../../breathe.js';
import { mongoError, typeMismatch } from '../../errors.js';
import { isDoc, type Doc, type Fields, type Value } from '../../values/index.js';
import { bytesOfDoc, type Memory } from '../memory.js';
import type { ExpressionOptions, Variables } from '../expressions/index.js';

/** Documents come in batches, so that a step costs one promise per batch and not one per document. */
export type Batch = readonly Fields[];
export type Batches = AsyncIterable<Batch>;

/** A stage: batches in, batches out. */
export type Stage = (input: Batches) => Batches;

export interface Target {
  database: string;
  collection: string;
}

/** What `$out` and `$merge` write through. */
export interface Sink {
  /** Puts the documents in the place of all that the collection has, at once and only if all of them can be stored. */
  replace(target: Target, docs: Batches): Promise<void>;
  insert(target: Target, doc: Doc): Promise<void>;
  /** Changes the document that the filter finds; false where there is none. */
  change(target: Target, filter: Doc, change: (doc: Doc) => Doc): Promise<boolean>;
  /** True where an index makes these fields together unique. */
  isUnique(target: Target, fields: readonly string[]): boolean;
}

export interface SourceRequest {
  collection: string;
  database?: string | undefined;
  filter?: Doc | undefined;
  sort?: Doc | undefined;
  skip?: number | undefined;
  limit?: number | undefined;
  /** Variables that the filter's expressions read, those of a `$lookup`'s `let` among them. */
  variables?: Variables | undefined;
}

/** What a pipeline may reach beside its input. */
export interface PipelineContext extends ExpressionOptions {
  database: string;
  /** The collection the pipeline runs on; undefined for `aggregate: 1`. */
  collection?: string | undefined;
  /** Documents of another collection (or view), found by the planner. */
  source(request: SourceRequest): Batches;
  sink: Sink;
  /** Stages of the server itself (`$collStats`, `$indexStats`, `$currentOp`, …); `undefined` where it has none of the name. */
  special?(name: string, argument: Value): Batches | undefined;
  /** Inside `$facet`, `$lookup` and `$unionWith`: the stage that the pipeline is part of. */
  within?: string | undefined;
}

export type StageParser = (argument: Value, context: PipelineContext, name: string, rest: readonly Doc[]) => Stage;

const parsers = new Map<string, StageParser>();

export function registerStages(family: Record<string, StageParser>): void {
  for (const [name, parser] of Object.entries(family)) parsers.set(name, parser);
}

/** The name and argument of a stage. */
export function stageOf(stage: Value): [string, Value] {
  if (!isDoc(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
  if (stage.size !== 1)
    throw mongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  return stage.entries().next().value!;
}

/** Stages that make the documents themselves: no collection is read. */
export const ownSources: ReadonlySet<string> = new Set([
  '$documents',
  '$collStats',
  '$indexStats',
  '$currentOp',
  '$listSessions',
  '$listLocalSessions',
  '$planCacheStats',
]);

/** Those of them that tell of no collection and take none. */
export const withoutCollection: ReadonlySet<string> = new Set(['$documents', '$currentOp', '$listLocalSessions']);

const first = new Set([...ownSources, '$geoNear', '$changeStream']);
const last = new Set(['$out', '$merge']);
const notInFacet = new Set([...first, ...last, '$facet']);

function checkPlace(name: string, at: number, count: number, context: PipelineContext): void {
  if (context.within === '$facet' && notInFacet.has(name))
    throw mongoError(40600, `${name} is not allowed to be used within a $facet stage`);
  if (context.within !== undefined && last.has(name))
    throw mongoError(51047, `${name} is not allowed within a ${context.within}'s sub-pipeline`);
  if (first.has(name) && at > 0) throw mongoError(40602, `${name} is only valid as the first stage in a pipeline.`);
  if (last.has(name) && at < count - 1) throw mongoError(40601, `${name} can only be the final stage in the pipeline`);
}

/** Compiles stages one after the other. */
export function parseStages(stages: readonly Value[], context: PipelineContext, from = 0): Stage[] {
  return stages.slice(from).map((stage, i) => {
    const [name, argument] = stageOf(stage);
    const parser = parsers.get(name);
    if (!parser) throw mongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    checkPlace(name, from + i, stages.length, context);
    return parser(argument, context, name, stages.slice(from + i + 1) as Doc[]);
  });
}

/** Lets others have their turn between batches. */
async function* paced(input: Batches, pace: Pace): AsyncGenerator<Batch> {
  for await (const batch of input) {
    yield batch;
    await pace.pause();
  }
}

export function chain(stages: readonly Stage[], input: Batches): Batches {
  const pace = new Pace();
  return stages.reduce<Batches>((batches, stage) => paced(stage(batches), pace), paced(input, pace));
}

/** A stage that works on each batch by itself; empty results are not passed on. */
export function eachBatch(run: (batch: Batch) => Batch): Stage {
  return async function* (input) {
    for await (const batch of input) {
      const result = run(batch);
      if (result.length > 0) yield result;
    }
  };
}

/** A stage that makes one document of each, or none; gives others their turn within a batch as well. */
export function eachDoc(run: (doc: Fields) => Fields | undefined): Stage {
  return async function* (input) {
    const pace = new Pace();
    for await (const batch of input) {
      const result: Fields[] = [];
      for (const doc of batch) {
        const made = run(doc);
        if (made !== undefined) result.push(made);
        if (pace.isDue) await pace.pause();
      }
      if (result.length > 0) yield result;
    }
  };
}

export async function* batchesOf(docs: readonly Fields[]): AsyncGenerator<Batch> {
  const pace = new Pace();
  for (let i = 0; i < docs.length; i += 256) {
    yield docs.slice(i, i + 256);
    await pace.pause();
  }
}

/** All documents, as far as they may be kept. */
export async function collect(input: Batches, memory: Memory): Promise<Fields[]> {
  const docs: Fields[] = [];
  for await (const batch of input) {
    for (const doc of batch) {
      memory.add(bytesOfDoc(doc));
      docs.push(doc);
    }
  }
  return docs;
}

/** A pipeline within another. */
export function parseSub(
  stages: Value,
  context: PipelineContext,
  within: string,
  change: Partial<PipelineContext> = {},
): Stage[] {
  if (!Array.isArray(stages)) throw typeMismatch("'pipeline' option must be specified as an array");
  return parseStages(stages, { ...context, ...change, within });
}
