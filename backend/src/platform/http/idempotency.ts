import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectConnection, InjectModel, Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Subject } from '@verstak/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Connection, Model } from 'mongoose';
import { createHmac } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { actorBehind, actorId, currentCall } from '../access/caller.js';
import { Places } from '../access/places.js';
import { Config } from '../config/config.module.js';
import { allOf, rowsOf } from '../access/rows.js';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { Transactions } from '../database/transactions.js';
import { writeAnswer } from './answer.interceptor.js';
import { ANSWER, REPEATABLE, type Answer } from './answers.js';
import { Conflict, Failure, Invalid, NotFound } from '../failure/failure.js';

/** A phone that lost an answer may be out of reach, and repeat the request, for weeks. */
const KEPT_SECONDS = 30 * 24 * 60 * 60;

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
IdempotencyKeySchema.index({ createdAt: 1 }, { name: 'kept', expireAfterSeconds: KEPT_SECONDS });

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
    private readonly reflector: Reflector,
    private readonly config: Config,
    @InjectConnection() private readonly connection: Connection,
    private readonly places: Places,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    const isRepeatable = this.reflector.get<boolean | undefined>(REPEATABLE, context.getHandler());
    if (key === undefined || !isRepeatable) return next.handle();
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
    const answer = this.reflector.get<Answer | undefined>(ANSWER, context.getHandler());
    const actor = actorBehind();
    return from(
      this.once(
        {
          id: `${actor ? actorId(actor) : 'visitor'}:${key}`,
          fingerprint: this.fingerprintOf(request),
          answer,
          reply,
        },
        next,
      ),
    );
  }

  private async once(asked: Asked, next: CallHandler): Promise<unknown> {
    const { id } = asked;
    const known = await this.keys.findById(id).lean<IdempotencyKey>();
    if (known) return this.replay(known, asked);
    if (this.running.has(id))
      throw Conflict('idempotency.in_progress', 'The first request with this key is still being served; try again.');
    this.running.add(id);
    try {
      return await this.keeping(asked, next);
    } catch (error) {
      const first = await this.keys.findById(id).lean<IdempotencyKey>();
      if (first && isDuplicateKey(error)) return this.replay(first, asked);
      throw error;
    } finally {
      this.running.delete(id);
    }
  }

  /** Answers, and keeps the answer in the transaction of the change: what that gives is what the route answers with. */
  private async keeping({ id, fingerprint, answer }: Asked, next: CallHandler): Promise<unknown> {
    let kept = '';
    const keep = (value: unknown): void => {
      kept = textOf(answer ? writeAnswer(answer, value) : undefined);
      this.transactions.write(this.keys, { insert: { _id: id, fingerprint, body: kept, createdAt: new Date() } });
    };
    const answered: unknown = await this.transactions.keeping(keep, () =>
      lastValueFrom(next.handle(), { defaultValue: undefined }),
    );
    if (textOf(answered) !== kept)
      throw new Error('A route that may be repeated answers with what its transaction gives');
    return answered;
  }

  private async replay(known: IdempotencyKey, { fingerprint, answer, reply }: Asked): Promise<unknown> {
    if (known.fingerprint !== fingerprint) {
      throw new Failure('idempotency.reused', {
        detail: 'This Idempotency-Key was used for another request; make a new key.',
      });
    }
    const body = JSON.parse(known.body) as unknown;
    if (answer) await this.requireRow(answer, body);
    void reply.header('idempotency-replayed', 'true');
    // Written again, because the caller may have lost the permission to read some of it.
    return answer ? writeAnswer(answer, body) : undefined;
  }

  /** 404 where the first answer was a document that is no longer the caller's to read. */
  private async requireRow({ type }: Answer, body: unknown): Promise<void> {
    const { id } = body as { id: string };
    const { caller } = currentCall();
    const mayRead = this.places.reading(type.name);
    if (mayRead) {
      if (await mayRead(body as object, caller)) return;
      throw NotFound(type.name.toLowerCase(), id);
    }
    const model = this.connection.models[type.name];
    if (!model) return;
    const rows = rowsOf(caller, 'read', type.name as Subject);
    const isRead = await model.exists(allOf({ _id: id }, rows));
    // What was deleted since is nobody's: that it was there is still the answer.
    if (!isRead && (await model.exists({ _id: id }))) throw NotFound(type.name.toLowerCase(), id);
  }

  /** Tells requests apart without keeping what was in them: a password among it could be guessed from a bare hash. */
  private fingerprintOf(request: FastifyRequest): string {
    return createHmac('sha256', this.config.jwtKey)
      .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .digest('hex');
  }
}

function textOf(body: unknown): string {
  return JSON.stringify(body ?? null);
}

/** A request with a key, and how its answer is written. */
interface Asked {
  id: string;
  fingerprint: string;
  answer: Answer | undefined;
  reply: FastifyReply;
}
