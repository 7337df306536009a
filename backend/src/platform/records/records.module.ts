import { Global, Module } from '@nestjs/common';
import { Reactions } from './reactions.js';
import { RepositoryContext } from './repository-context.js';
import { Traces } from './traces.js';

@Global()
@Module({ providers: [Reactions, RepositoryContext, Traces], exports: [Reactions, RepositoryContext, Traces] })
export class RecordsModule {}
