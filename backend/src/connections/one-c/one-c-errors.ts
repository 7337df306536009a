import { Injectable } from '@nestjs/common';
import type { ErrorDialect } from '../../platform/http/error-dialects.js';
import type { Failure } from '../../platform/failure/failure.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failure } from './one-c-answers.js';
import { wordsOfFailure } from './one-c-words.js';

/** Where 1C exchanges, beside the API. */
export const ONE_C_PATH = 'exchange/1c';

const PATH = new RegExp(`^/${ONE_C_PATH}/?(\\?|$)`);

/** Whether a request is of 1C. */
export function isOneC(url: string): boolean {
  return PATH.test(url);
}

/** Refusals as 1C reads them: in a line of the answer, and never by its status. */
@Injectable()
export class OneCErrors implements ErrorDialect {
  speaksAt(url: string): boolean {
    return isOneC(url);
  }

  answer(refused: Failure, _request: FastifyRequest, reply: FastifyReply): void {
    void reply
      .status(200)
      .type('text/plain; charset=utf-8')
      .send(failure(wordsOfFailure(refused)));
  }
}
