import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiExtraModels, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { Personal } from '../platform/access/allow.js';
import { currentCall } from '../platform/access/caller.js';
import type { Class } from '../platform/fields/index.js';
import { ANSWER, type Answer } from '../platform/http/answers.js';
import { NotFound } from '../platform/failure/failure.js';

/** Records in the journal by which way a change came. */
@Injectable()
class ViaS2 implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    currentCall().via = 's2-api';
    return next.handle();
  }
}

/** A controller of the S2 API, whose programs sign in as the people that they work for. */
export function S2Api(): ClassDecorator {
  return applyDecorators(ApiTags('S2'), UseInterceptors(ViaS2), Personal());
}

const REFUSALS: Record<number, string> = {
  400: 'Fields with what is wrong with them, or `detail`.',
  401: 'No token, or a bad one.',
  403: 'Without the right.',
  404: 'Not found.',
  409: 'The client has orders, or the first call with this Idempotency-Key is still being served.',
  422: 'The Idempotency-Key was used for another call.',
  413: 'The body is too large.',
  415: 'The body is neither JSON nor a form.',
  429: 'Too many failed attempts.',
};

/** The call answers with 200 and a document of this class, or refuses with one of the statuses. */
export function S2Answers(type: Class, ...refusals: (keyof typeof REFUSALS)[]): MethodDecorator {
  const described = (schema: object): object => ({ content: { 'application/json': { schema } } });
  const refused = { type: 'object', additionalProperties: true, example: { detail: 'Not found.' } };
  return applyDecorators(
    HttpCode(200),
    SetMetadata(ANSWER, { type, form: 'one' } satisfies Answer),
    ApiExtraModels(type),
    ApiResponse({ status: 200, description: 'Done.', ...described({ $ref: getSchemaPath(type) }) }),
    ...refusals.map((status) => ApiResponse({ status, description: REFUSALS[status], ...described(refused) })),
  );
}

/**
 * The number of a document in the path, read before anything converts it. What is no number was to the first server
 * another path: missing, not malformed.
 */
export const S2Id = createParamDecorator(
  (_options: undefined, context: ExecutionContext): number => {
    const { id = '' } = context.switchToHttp().getRequest<{ params: { id?: string } }>().params;
    if (!/^\d{1,15}$/.test(id)) throw NotFound('document', id.slice(0, 100));
    return Number(id);
  },
  [(target, method) => method && documentId(target, method)],
);

function documentId(target: object, method: string | symbol): void {
  const descriptor = Object.getOwnPropertyDescriptor(target, method);
  if (descriptor) ApiParam({ name: 'id', schema: { type: 'integer' }, example: 1 })(target, method, descriptor);
}
