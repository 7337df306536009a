import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from '../failure/failure.js';

/** How refusals are answered at paths whose callers know no problem+json. */
export interface ErrorDialect {
  speaksAt(url: string): boolean;
  /** Sends the whole answer: status, headers, body. */
  answer(failure: Failure, request: FastifyRequest, reply: FastifyReply): void;
}

/** The dialects of the capabilities that need one; they register themselves. */
@Injectable()
export class ErrorDialects {
  private readonly dialects: ErrorDialect[] = [];

  add(dialect: ErrorDialect): void {
    this.dialects.push(dialect);
  }

  at(url: string): ErrorDialect | undefined {
    return this.dialects.find((dialect) => dialect.speaksAt(url));
  }
}
