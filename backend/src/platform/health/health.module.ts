import { Controller, Get, Logger, Module } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ForPublic, Public } from '../access/allow.js';
import { inTime } from '../config/in-time.js';
import { TextField } from '../fields/index.js';
import { Answers } from '../http/answers.js';
import { Failure } from '../failure/failure.js';

/** Less time than those who ask for the health wait for an answer. */
const WAIT_MS = 2_000;

/** Whether the process can serve. */
@ForPublic()
export class Health {
  @TextField({ example: 'ok' })
  status!: string;
}

@ApiTags('Operation')
@Controller('health')
export class HealthController {
  private readonly logger = new Logger(HealthController.name);

  constructor(@InjectConnection() private readonly connection: Connection) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Whether the process and its database answer' })
  @Answers(Health, { errors: ['unavailable'] })
  async getHealth(): Promise<Health> {
    try {
      await inTime(WAIT_MS, this.connection.getClient().db().command({ ping: 1 }));
      return { status: 'ok' };
    } catch (error) {
      // Hosts and users of the database are for the log alone.
      this.logger.warn(`The database does not answer: ${(error as Error).message}`);
      throw new Failure('unavailable', { detail: 'The database does not answer.' });
    }
  }
}

@Module({ controllers: [HealthController] })
export class HealthModule {}
