import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ERROR_STATUS, type ErrorCode } from '@verstak/domain';
import type { Class } from '../fields/index.js';

export const ANSWER = Symbol('answer');

export const REPEATABLE = Symbol('repeatable');

/** How a route's result is written: the class of the document, and whether it stands alone, in a list or on a page. */
export interface Answer {
  type: Class;
  form: 'one' | 'list' | 'page';
}

interface Options {
  status?: number;
  description?: string;
  errors?: readonly ErrorCode[];
}

const ALWAYS = ['request.validation'] as const satisfies ErrorCode[];

/** The route answers with one document of this class. */
export function Answers(type: Class, options: Options = {}): MethodDecorator {
  return answer({ type, form: 'one' }, { $ref: getSchemaPath(type) }, options);
}

/** The route answers with all documents of this class that match. */
export function AnswersList(type: Class, options: Options = {}): MethodDecorator {
  return answer({ type, form: 'list' }, { type: 'array', items: { $ref: getSchemaPath(type) } }, options);
}

/** The route answers with one page: `{ items, total, page, pageSize }`. */
export function AnswersPage(type: Class, options: Options = {}): MethodDecorator {
  const number = { type: 'integer', minimum: 0, example: 1 };
  const properties = {
    items: { type: 'array', items: { $ref: getSchemaPath(type) } },
    total: { ...number, description: 'All that match.' },
    page: number,
    pageSize: { ...number, example: 25 },
  };
  return answer({ type, form: 'page' }, { type: 'object', required: Object.keys(properties), properties }, options);
}

/** The route answers with a file of this media type to download: a `StreamableFile`. */
export function AnswersFile(mediaType: string, options: Options = {}): MethodDecorator {
  return applyDecorators(
    SetMetadata(ANSWER, 'file'),
    ApiResponse({
      status: 200,
      description: options.description ?? 'The file.',
      content: { [mediaType.split(';')[0] ?? mediaType]: { schema: { type: 'string', format: 'binary' } } },
    }),
    ...problems(options),
  );
}

/** The route answers with no body. */
export function AnswersNothing(options: Options = {}): MethodDecorator {
  return applyDecorators(
    HttpCode(204),
    ApiResponse({ status: 204, description: options.description ?? 'Done.' }),
    ...problems(options),
  );
}

function answer(meta: Answer, schema: object, options: Options): MethodDecorator {
  const { status = 200, description = 'The answer.' } = options;
  return applyDecorators(
    HttpCode(status),
    SetMetadata(ANSWER, meta),
    ApiExtraModels(meta.type),
    ApiResponse({ status, description, content: { 'application/json': { schema } } }),
    ...problems(options),
  );
}

/** Documents each refusal by its status, naming the codes it may carry. */
function problems({ errors = [] }: Options): (MethodDecorator & ClassDecorator)[] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set<ErrorCode>([...ALWAYS, ...errors])) {
    byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code]);
  }
  return [...byStatus].map(([status, codes]) => {
    const example = {
      type: `urn:verstak:${codes[0]}`,
      title: codes[0],
      status,
      code: codes[0],
      detail: 'What is wrong and what would be accepted.',
    };
    const schema = { $ref: '#/components/schemas/Problem' };
    return ApiResponse({
      status,
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema, example } },
    });
  });
}

/** The route may be repeated safely: the same key gives the first answer again. */
export function Repeatable(): MethodDecorator {
  const header = ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'A key of your making (at most 200 characters). A repeat within 30 days gets the first answer; the same key with another body gets 422.',
    schema: { type: 'string', maxLength: 200 },
  });
  return applyDecorators(SetMetadata(REPEATABLE, true), header);
}
