import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { InjectModel, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Model } from 'mongoose';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { currentCall } from '../access/caller.js';
import { Transactions } from '../database/transactions.js';
import { Conflict, Failure, Invalid } from './failure.js';

const KEPT_SECONDS = 24 * 60 * 60;

/** The first answer to a request that carried a key. */
@Schema({ collection: 'idempotencyKeys', versionKey: false })
export class IdempotencyKey {
  @Prop({ type: String })
  _id!: string;

  @Prop({ type: String })
  fingerprint!: string;

  @Prop({ type: String })
  body!: string;

  @Prop({ type: Date })
  createdAt!: Date;
}

export const IdempotencyKeySchema = SchemaFactory.createForClass(IdempotencyKey);
IdempotencyKeySchema.index({ createdAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/**
 * Gives a repeated POST its first answer. The answer is stored in the transaction of the change itself, so that
 * neither can exist without the other; what was refused may be tried again with the same key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly running = new Set<string>();

  constructor(
    @InjectModel(IdempotencyKey.name) private readonly keys: Model<IdempotencyKey>,
    private readonly transactions: Transactions,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const userId = currentCall().principal?.userId;
    if (key === undefined || request.method !== 'POST' || !userId) return next.handle();
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
      throw Invalid([
        {
          field: 'Idempotency-Key',
          rule: 'format',
          message: 'must be 1 to 200 printable ASCII characters without spaces',
        },
      ]);
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.once(`${userId}:${key}`, fingerprintOf(request), reply, next));
  }

  private async once(id: string, fingerprint: string, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const known = await this.keys.findById(id).lean<IdempotencyKey>();
    if (known) return replay(known, fingerprint, reply);
    if (this.running.has(id))
      throw Conflict('idempotency.in_progress', 'The first request with this key is still being served; try again.');
    this.running.add(id);
    try {
      return await this.transactions.run(async () => {
        const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
        await this.keys.insertMany([
          { _id: id, fingerprint, body: JSON.stringify(body ?? null), createdAt: new Date() },
        ]);
        return body;
      });
    } catch (error) {
      const first = await this.keys.findById(id).lean<IdempotencyKey>();
      if (first && (error as { code?: unknown }).code === 11_000) return replay(first, fingerprint, reply);
      throw error;
    } finally {
      this.running.delete(id);
    }
  }
}

function replay(known: IdempotencyKey, fingerprint: string, reply: FastifyReply): unknown {
  if (known.fingerprint !== fingerprint) {
    throw new Failure('idempotency.reused', {
      detail: 'This Idempotency-Key was used for another request; make a new key.',
    });
  }
  void reply.header('idempotency-replayed', 'true');
  return JSON.parse(known.body) ?? undefined;
}

function fingerprintOf(request: FastifyRequest): string {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex');
}
