import type { OpenAPIObject } from '@nestjs/swagger';
import { ERROR_STATUS, KEY_SCOPES, type ErrorCode } from '@verstak/domain';
import { isS2 } from '../legacy/s2-paths.js';
import { describeRefusals } from './refusals.js';

/** What of a description this file reads and adds to. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  example?: unknown;
  readOnly?: boolean;
  required?: string[];
  'x-read-by'?: string;
  format?: string;
  pattern?: string;
  additionalProperties?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
}

interface Media {
  schema?: Schema;
  example?: unknown;
}

interface Answer {
  description?: string;
  content?: Record<string, Media>;
}

interface Operation {
  operationId?: string;
  description?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; schema?: Schema; example?: unknown }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer>;
  'x-permission'?: string;
  'x-personal'?: boolean;
  'x-errors'?: ErrorCode[];
}

const ID: Schema = { type: 'string', pattern: '^[0-9a-fA-F]{24}$', example: '66f0c2a7e1b2c3d4e5f60718' };

/** What the description calls the API key of a program. */
export const API_KEY = 'apiKey';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * Adds what follows from the rest and would be forgotten on some route: who may call it, the refusals it may answer with,
 * examples, what a reader may find left out, values of any kind.
 */
export function completeDocument(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  for (const schema of Object.values(schemas)) sayAny(schema);
  document.paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, methods]) => [isS2(path) ? `${path}/` : path, methods]),
  );
  const operations = Object.values(document.paths).flatMap((path) =>
    METHODS.flatMap((method) => (path[method] as Operation | undefined) ?? []),
  );
  for (const name of answeredSchemas(operations, schemas)) leaveOutUnreadable(schemas[name]);
  for (const operation of operations) completeOperation(operation, schemas);
}

/** The names of what answers hold, however deep. */
function answeredSchemas(operations: readonly Operation[], schemas: Record<string, Schema>): Set<string> {
  const found = new Set<string>();
  const waiting: unknown[] = operations.map(({ responses }) => responses);
  while (waiting.length) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    const { $ref } = value as Schema;
    const name = typeof $ref === 'string' ? nameOf($ref) : '';
    if (name && !found.has(name)) {
      found.add(name);
      waiting.push(schemas[name]);
    }
    waiting.push(...(Object.values(value) as unknown[]));
  }
  return found;
}

/** What needs a permission to be read may be missing in an answer, though never in a body that is sent. */
function leaveOutUnreadable(schema: Schema | undefined): void {
  if (!schema?.required) return;
  const required = schema.required.filter((name) => !schema.properties?.[name]?.['x-read-by']);
  if (required.length) schema.required = required;
  else delete schema.required;
}

function completeOperation(operation: Operation, schemas: Record<string, Schema>): void {
  addRefusals(operation);
  const needed = operation['x-permission'];
  if (takesKey(operation)) operation.security = [...(operation.security ?? []), { [API_KEY]: [] }];
  if (needed === 'public') operation.security ??= [];
  else if (needed === 'staff') operation.description = noted(operation, 'For staff: not for customers of the shop.');
  else if (needed !== 'signed-in') {
    const named = needed?.split(' | ').map((permission) => `\`${permission}\``);
    const note = named && `Needs permission ${named.join(' or ')}.`;
    operation.description = noted(operation, note);
  }
  for (const parameter of operation.parameters ?? []) {
    const isId = parameter.in === 'path' && parameter.name === 'id';
    if (isId && parameter.schema?.type !== 'integer') parameter.schema = ID;
  }
  const bodies = Object.values(operation.requestBody?.content ?? {});
  for (const media of bodies) media.example ??= exampleOf(media.schema, schemas, true);
  for (const [status, { content }] of Object.entries(operation.responses)) {
    if (!status.startsWith('2')) continue;
    for (const media of Object.values(content ?? {})) media.example ??= exampleOf(media.schema, schemas, false);
  }
}

/** Whether a program may call it, with a key of the right scope. */
function takesKey({ 'x-permission': needed = 'public', 'x-personal': isPersonal }: Operation): boolean {
  if (needed === 'public' || isPersonal) return false;
  const isForAll = ['signed-in', 'console', 'staff'].includes(needed);
  return isForAll || needed.split(' | ').some((permission) => (KEY_SCOPES as readonly string[]).includes(permission));
}

function noted({ description }: Operation, note: string | undefined): string {
  return [description, note].filter(Boolean).join(' ');
}

/** Why a program is refused, whatever it asks for. */
const OF_KEYS = [
  'auth.key_in_address',
  'auth.key_malformed',
  'auth.key_unknown',
  'auth.key_ended',
  'request.too_many',
] as const satisfies ErrorCode[];

function commonRefusals(operation: Operation): ErrorCode[] {
  const permission = operation['x-permission'];
  return [
    ...(permission === 'public' ? [] : (['auth.required', 'auth.session_ended'] as const)),
    ...(permission === 'public' || permission === 'signed-in' ? [] : (['auth.forbidden'] as const)),
    ...(permission === 'public' ? [] : takesKey(operation) ? OF_KEYS : (['auth.person_only'] as const)),
    ...(operation.requestBody
      ? (['request.malformed', 'request.too_large', 'request.unsupported_media_type'] as const)
      : []),
    ...(operation.parameters?.some(({ name }) => name === 'Idempotency-Key')
      ? (['idempotency.in_progress', 'idempotency.reused'] as const)
      : []),
  ];
}

/** Tells of each status which codes it may carry, and what each of them says. */
function addRefusals({ responses, ...operation }: Operation): void {
  const byStatus = new Map<string, ErrorCode[]>();
  for (const code of new Set([...(operation['x-errors'] ?? []), ...commonRefusals({ responses, ...operation })])) {
    const status = String(ERROR_STATUS[code]);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  // Who is answered in another form knows nothing of codes.
  for (const [status, codes] of byStatus) responses[status] ??= describeRefusals(codes);
}

const nameOf = ($ref: string): string => $ref.split('/').at(-1) ?? '';

/** An example made of the examples of the fields; of a body, only what may be sent. */
function exampleOf(schema: Schema | undefined, schemas: Record<string, Schema>, isBody: boolean): unknown {
  if (!schema) return undefined;
  if (schema.example !== undefined) return schema.example;
  const [inner] = schema.allOf ?? schema.anyOf ?? [];
  if (inner) return exampleOf(inner, schemas, isBody);
  if (schema.$ref) return exampleOf(schemas[nameOf(schema.$ref)], schemas, isBody);
  if (schema.items) {
    const member = exampleOf(schema.items, schemas, isBody);
    return member === undefined ? [] : [member];
  }
  if (schema.enum) return schema.enum[0];
  if (!schema.properties) return schema.format === 'binary' ? '' : undefined;
  const fields = Object.entries(schema.properties).filter(([, field]) => !(isBody && field.readOnly));
  return Object.fromEntries(
    fields
      .map(([name, field]) => [name, exampleOf(field, schemas, isBody)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** A value that may be anything at all is described by no type. */
function sayAny(schema: Schema): void {
  for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])])
    sayAny(inner);
  if (schema.additionalProperties !== true || ![schema.type].flat().includes('null')) return;
  delete schema.additionalProperties;
  delete schema.type;
}
