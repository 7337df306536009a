import type { OpenAPIObject } from '@nestjs/swagger';
import { ERROR_STATUS, type ErrorCode } from '@verstak/domain';

/** What of a description this file reads and adds to. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  example?: unknown;
  readOnly?: boolean;
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
  parameters?: { name: string; in: string; schema?: Schema; example?: unknown }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer>;
  'x-permission'?: string;
}

const ID: Schema = { type: 'string', pattern: '^[0-9a-fA-F]{24}$', example: '66f0c2a7e1b2c3d4e5f60718' };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Adds what follows from the rest and would be forgotten on some route: refusals everybody may get, examples, values of any kind. */
export function completeDocument(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  for (const schema of Object.values(schemas)) sayAny(schema);
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method] as Operation | undefined;
      if (operation) completeOperation(operation, schemas);
    }
  }
}

function completeOperation(operation: Operation, schemas: Record<string, Schema>): void {
  for (const code of commonRefusals(operation)) addRefusal(operation.responses, code);
  for (const parameter of operation.parameters ?? []) {
    if (parameter.in === 'path' && parameter.name === 'id') parameter.schema = ID;
  }
  const bodies = Object.values(operation.requestBody?.content ?? {});
  for (const media of bodies) media.example ??= exampleOf(media.schema, schemas, true);
  for (const [status, { content }] of Object.entries(operation.responses)) {
    if (!status.startsWith('2')) continue;
    for (const media of Object.values(content ?? {})) media.example ??= exampleOf(media.schema, schemas, false);
  }
}

function commonRefusals(operation: Operation): ErrorCode[] {
  const permission = operation['x-permission'];
  return [
    ...(permission === 'public' ? [] : (['auth.required', 'auth.session_ended'] as const)),
    ...(permission === 'public' || permission === 'signed-in' ? [] : (['auth.forbidden'] as const)),
    ...(operation.requestBody
      ? (['request.malformed', 'request.too_large', 'request.unsupported_media_type'] as const)
      : []),
    ...(operation.parameters?.some(({ name }) => name === 'Idempotency-Key')
      ? (['idempotency.in_progress', 'idempotency.reused'] as const)
      : []),
  ];
}

function addRefusal(responses: Record<string, Answer>, code: ErrorCode): void {
  const status = String(ERROR_STATUS[code]);
  const present = (responses[status] ??= refusal(code));
  // Who is answered in another form knows nothing of codes.
  if (present.content && !present.content['application/problem+json']) return;
  const name = `\`${code}\``;
  if (!present.description?.includes(name))
    present.description = [present.description, name].filter(Boolean).join(', ');
}

/** The description of one refusal. */
export function refusal(code: ErrorCode): Answer {
  const example = {
    type: `urn:verstak:${code}`,
    title: code,
    status: ERROR_STATUS[code],
    code,
    detail: 'What is wrong and what would be accepted.',
  };
  return {
    description: `\`${code}\``,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } },
  };
}

/** An example made of the examples of the fields; of a body, only what may be sent. */
function exampleOf(schema: Schema | undefined, schemas: Record<string, Schema>, isBody: boolean): unknown {
  if (!schema) return undefined;
  if (schema.example !== undefined) return schema.example;
  const [inner] = schema.allOf ?? schema.anyOf ?? [];
  if (inner) return exampleOf(inner, schemas, isBody);
  if (schema.$ref) return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''], schemas, isBody);
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
