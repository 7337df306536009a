import { Global, Module } from '@nestjs/common';
import { PrintExport } from './print-export.js';
import { TableExport } from './table-export.js';

@Global()
@Module({ providers: [PrintExport, TableExport], exports: [PrintExport, TableExport] })
export class ExportsModule {}
