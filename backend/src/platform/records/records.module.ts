import { Global, Module } from '@nestjs/common';
import { Reactions } from './reactions.js';
import { RepositoryContext } from './repository-context.js';

@Global()
@Module({ providers: [Reactions, RepositoryContext], exports: [Reactions, RepositoryContext] })
export class RecordsModule {}
