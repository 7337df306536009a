import {
  applyDecorators,
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Failure } from '../failure/failure.js';

/** How bytes are sent: as they are, without a form around them. */
export const BYTES = 'application/octet-stream';

/** How browsers, and systems that are old enough, send the fields of a form. */
export const FORM = 'application/x-www-form-urlencoded';

const RECEIVER = Symbol('receiver');

/** Takes in the bytes of a request before its transaction begins. */
export interface BodyReceiver<T extends object = object> {
  /**
   * Asks what must hold before a byte is read, reads them all, and gives what stands for them from then on as the
   * body; what `JSON.stringify` makes of it tells one body from another.
   */
  receive(request: FastifyRequest, bytes: Readable): Promise<T>;
  /** Called when the request is over: what was received and not made use of need not stay. Throws nothing. */
  settle(received: T): Promise<void>;
}

/** The route's body is bytes, which this provider takes in; its handler runs once they are in. */
export function Receives(receiver: Type<BodyReceiver>): MethodDecorator {
  return applyDecorators(
    SetMetadata(RECEIVER, receiver),
    RouteConfig({ takesBytes: true }),
    ApiConsumes(BYTES),
    ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }),
  );
}

/** Whether a route's body is bytes. */
export function takesBytes({ config }: { config?: FastifyContextConfig }): boolean {
  return (config as { takesBytes?: boolean } | undefined)?.takesBytes ?? false;
}

/** The route's body is a form, such as this one. */
export function TakesForm(example: Readonly<Record<string, string>>): MethodDecorator {
  return applyDecorators(
    RouteConfig({ takesForm: true }),
    ApiConsumes(FORM),
    ApiBody({ required: true, schema: { type: 'object', additionalProperties: { type: 'string' }, example } }),
  );
}

/** What a route's body is sent as. */
export function mediaTypeOf({ config }: { config?: FastifyContextConfig }): string {
  if (takesBytes({ config })) return BYTES;
  return (config as { takesForm?: boolean } | undefined)?.takesForm ? FORM : 'application/json';
}

/** Leaves bytes unread until a receiver takes them in. */
export function passBytes(server: FastifyInstance): void {
  server.addContentTypeParser(BYTES, (_request, payload, done) => done(null, payload));
}

/** Has the body of a request received, outside of any transaction, before anything else is done with it. */
@Injectable()
export class ReceivingInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const type = this.reflector.get<Type<BodyReceiver> | undefined>(RECEIVER, context.getHandler());
    if (!type) return next.handle();
    const receiver = this.modules.get<BodyReceiver>(type, { strict: false });
    return from(this.receive(receiver, context.switchToHttp().getRequest<FastifyRequest>(), next));
  }

  private async receive(receiver: BodyReceiver, request: FastifyRequest, next: CallHandler): Promise<unknown> {
    const received = await receiver.receive(request, bytesOf(request));
    request.body = received;
    try {
      return await lastValueFrom(next.handle());
    } finally {
      await receiver.settle(received);
    }
  }
}

function bytesOf({ body }: FastifyRequest): Readable {
  if (body instanceof Readable) return body;
  throw new Failure('request.unsupported_media_type', {
    detail: `The body is missing; send the bytes of the file as ${BYTES}.`,
  });
}
