import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, ApiHeader, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ErrorCode } from '@verstak/domain';
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
  const page = pageOf(type);
  return applyDecorators(ApiExtraModels(page), answer({ type, form: 'page' }, { $ref: getSchemaPath(page) }, options));
}

const pages = new Map<Class, Class>();

/** The class of a page of such documents, one for all routes: `OrderPage` of an order or of what a list shows of it. */
function pageOf(type: Class): Class {
  const known = pages.get(type);
  if (known) return known;
  const page = class {};
  Object.defineProperty(page, 'name', { value: `${type.name.replace(/ListItem$/, '')}Page` });
  const prototype = page.prototype as object;
  ApiProperty({ type: [type] })(prototype, 'items');
  ApiProperty({ type: 'integer', minimum: 0, example: 1, description: 'All that match.' })(prototype, 'total');
  ApiProperty({ type: 'integer', minimum: 1, example: 1 })(prototype, 'page');
  ApiProperty({ type: 'integer', minimum: 1, example: 25 })(prototype, 'pageSize');
  pages.set(type, page);
  return page;
}

/** The route answers with a file of this media type to download: a `StreamableFile`. */
export function AnswersFile(mediaType: string, options: Options = {}): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    SetMetadata(ANSWER, 'file'),
    ApiResponse({
      status: 200,
      description: options.description ?? 'The file.',
      content: { [mediaType.split(';')[0] ?? mediaType]: { schema: { type: 'string', format: 'binary' } } },
    }),
    problems(options),
  );
}

/** The route answers with no body. */
export function AnswersNothing(options: Options = {}): MethodDecorator {
  return applyDecorators(
    HttpCode(204),
    ApiResponse({ status: 204, description: options.description ?? 'Done.' }),
    problems(options),
  );
}

function answer(meta: Answer, schema: object, options: Options): MethodDecorator {
  const { status = 200, description = 'The answer.' } = options;
  return applyDecorators(
    HttpCode(status),
    SetMetadata(ANSWER, meta),
    ApiExtraModels(meta.type),
    ApiResponse({ status, description, content: { 'application/json': { schema } } }),
    problems(options),
  );
}

/** Names the codes that a refusal of the route may carry. */
function problems({ errors = [] }: Options): MethodDecorator {
  return ApiExtension('x-errors', [...new Set<ErrorCode>([...ALWAYS, ...errors])]);
}

/** The route may be repeated safely: the same key gives the first answer again. */
export function Repeatable(): MethodDecorator {
  const header = ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'A key of your making: at most 200 printable ASCII characters without spaces. A repeat within 30 days gets the first answer; the same key with another body gets 422.',
    schema: { type: 'string', maxLength: 200, pattern: '^[!-~]+$' },
  });
  return applyDecorators(SetMetadata(REPEATABLE, true), header);
}
