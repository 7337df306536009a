import { Module } from '@nestjs/common';
import { JournalExport } from './journal-export.service.js';
import { JournalController } from './journal.controller.js';

/** The journal for those who may read it: its list, its check, its file. */
@Module({ controllers: [JournalController], providers: [JournalExport] })
export class AuditModule {}
