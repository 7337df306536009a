import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { MongooseModule } from '@nestjs/mongoose';
import { AnswerInterceptor } from './answer.interceptor.js';
import { ErrorDialects } from './error-dialects.js';
import { IdempotencyInterceptor, IdempotencyKey, IdempotencyKeySchema } from './idempotency.js';
import { ProblemFilter } from './problem.filter.js';
import { ReceivingInterceptor } from './received-bodies.js';
import { validationPipe } from './validation.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: IdempotencyKey.name, schema: IdempotencyKeySchema }])],
  providers: [
    ErrorDialects,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: validationPipe },
    // The first is the outermost: bytes are in before a transaction begins, and a stored answer is the one that was
    // written for its caller.
    { provide: APP_INTERCEPTOR, useClass: ReceivingInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  ],
  exports: [ErrorDialects],
})
export class HttpModule {}
