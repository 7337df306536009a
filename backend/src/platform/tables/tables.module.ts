import { Global, Module } from '@nestjs/common';
import { TableFiles } from './table-files.js';

@Global()
@Module({ providers: [TableFiles], exports: [TableFiles] })
export class TablesModule {}
