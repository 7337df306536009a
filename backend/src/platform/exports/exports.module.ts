import { Global, Module } from '@nestjs/common';
import { TableExport } from './table-export.js';

@Global()
@Module({ providers: [TableExport], exports: [TableExport] })
export class ExportsModule {}
