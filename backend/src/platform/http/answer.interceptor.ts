import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { callerPermissions } from '../access/caller.js';
import { serialize } from '../fields/serializer.js';
import { ANSWER, type Answer } from './answers.js';
import type { Page } from '../lists/paging.js';

/** Writes only declared fields that the caller may read; a route that declares no answer sends no body. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const answer = this.reflector.get<Answer | 'file' | undefined>(ANSWER, context.getHandler());
    return next.handle().pipe(map((result: unknown) => (answer ? writeAnswer(answer, result) : undefined)));
  }
}

/** The result as this caller may read it. */
export function writeAnswer(answer: Answer | 'file', result: unknown): unknown {
  if (answer === 'file') return result;
  const { type, form } = answer;
  const permissions = callerPermissions();
  const one = (document: object): object => serialize(type, document, permissions);
  if (form === 'one') return one(result as object);
  if (form === 'list') return (result as object[]).map(one);
  const { items, total, page, pageSize } = result as Page<object>;
  return { items: items.map(one), total, page, pageSize };
}
