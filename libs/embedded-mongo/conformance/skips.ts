import type { Json } from './match.ts';

/** What of the server and the driver a test may ask for: a replica set of one with a user, as MongoDB 8. */
const SERVER_VERSION = [8, 0, 4];
const MECHANISM = 'SCRAM-SHA-256';

/** What a test says or asks for that cannot be had, by its text and that of what its file creates. */
const contents: readonly (readonly [RegExp, string])[] = [
  [/"expectLogMessages":/, 'looks at what the driver logs'],
  [/"expectTracingMessages":/, 'looks at the spans that the driver draws'],
  [
    /"(timeoutMS|defaultTimeoutMS|timeoutMode)":|"isTimeoutError":true/,
    'sets timeoutMS, which has no effect in this driver',
  ],
  [/"autoEncryptOpts":|"clientEncryption":|"encryptedFields":/, 'asks for client-side encryption'],
  [/"name":"createChangeStream"|"\$changeStream":/, 'change streams are not served'],
  [/"changeStreamPreAndPostImages":/, 'change streams are not served'],
  [/"name":"\w+SearchIndex(es)?"/, 'search indexes exist in Atlas only'],
  [/"timeseries":|"clusteredIndex":/, 'time series and clustered collections are not served'],
  [/"snapshot":true/, 'snapshot reads outside of transactions are not served'],
  [/"name":"waitForPrimaryChange"/, 'asks for a primary that steps down'],
  [/"(showRecordId|returnKey)":true|"min":\{.*"max":\{/, 'min, max and showRecordId of find are not served'],
  [/"\$where":/, 'JavaScript in the server is not served'],
  [/"name":"mapReduce"/, 'the driver has no mapReduce'],
  [/"testVersion2"|"testDeprecationInVersion2"/, 'asks for a command that only builds for tests of MongoDB have'],
  [/"name":"(delete|rename)ByName"/, 'the driver has no deletion and renaming by name in GridFS'],
];

/** By the test's name, where its text does not tell: mostly where this driver does otherwise than the test expects. */
const names: readonly (readonly [RegExp, string])[] = [
  [/retried read .* readConcern level is snapshot/, 'snapshot reads outside of transactions are not served'],
  [/secondary read preference in client option|readPreference inherited from client/, 'asks for a secondary'],
  [/^server-discovery.*replicaset-emit-topology/, 'asks for several members'],
  [/collection\.dropIndexes /, 'the driver tells of a failed dropIndexes by false'],
  [/create-null-ids/, 'the driver makes an _id in the place of null'],
  [/passes bypassDocumentValidation: false/, 'the driver leaves bypassDocumentValidation out where it is false'],
  [/gridfs-download/, 'the driver asks for a file by {$eq: id}, the tests expect the plain id'],
  [/download when final chunk is missing/, 'the driver does not notice a missing last chunk'],
  [/partialResult is unset when/, 'the driver gives a partial result also where nothing was written'],
  [
    /client bulkWrite with writeConcern in a transaction/,
    'the driver does not refuse a write concern of a bulk write within a transaction',
  ],
  [/First insertOne is never committed/, 'the driver gives insertedIds of what was not inserted'],
];

/** Why a test cannot be run against this server through this driver, if so. */
export function whyNot(spec: Json, test: Json, name: string): string | undefined {
  if (typeof test.skipReason === 'string') return `left out by the specifications: ${test.skipReason}`;
  const unmet = whyUnmet(spec.runOnRequirements) ?? whyUnmet(test.runOnRequirements);
  if (unmet !== undefined) return unmet;
  const text = JSON.stringify([spec.createEntities, spec.initialData, test]);
  return (contents.find(([pattern]) => pattern.test(text)) ?? names.find(([pattern]) => pattern.test(name)))?.[1];
}

/** One requirement of several is enough. */
function whyUnmet(requirements: unknown): string | undefined {
  if (!Array.isArray(requirements) || requirements.length === 0) return undefined;
  const faults = (requirements as Json[]).map(fault);
  return faults.includes(undefined) ? undefined : `asks for ${[...new Set(faults)].sort().join(' or ')}`;
}

function fault(requirement: Json): string | undefined {
  const { minServerVersion: least, maxServerVersion: most, topologies } = requirement;
  if (Array.isArray(topologies) && !topologies.includes('replicaset'))
    return 'a single server, a sharded cluster or a load balancer';
  if (typeof least === 'string' && compareVersions(least) < 0) return 'a later server';
  if (typeof most === 'string' && compareVersions(most) > 0) return 'an earlier server';
  if (requirement.csfle !== undefined && requirement.csfle !== false) return 'client-side encryption';
  if (requirement.serverless === 'require') return 'a serverless instance';
  if (requirement.auth === false) return 'a server without users';
  if (requirement.authMechanism !== undefined && requirement.authMechanism !== MECHANISM)
    return 'another way of signing in';
  return undefined;
}

function compareVersions(wanted: string): number {
  const parts = wanted.split('.').map(Number);
  return SERVER_VERSION.map((part, i) => part - (parts[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
