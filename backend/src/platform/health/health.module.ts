import { Controller, Get, Module } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Public } from '../access/allow.js';
import { TextField } from '../fields/index.js';
import { Answers } from '../http/answers.js';
import { Failure } from '../http/failure.js';

/** Whether the process can serve. */
export class Health {
  @TextField({ example: 'ok' })
  status!: string;
}

@ApiTags('Operation')
@Controller('health')
export class HealthController {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Whether the process and its database answer' })
  @Answers(Health, { errors: ['unavailable'] })
  async getHealth(): Promise<Health> {
    try {
      await this.connection.db?.admin().ping();
      return { status: 'ok' };
    } catch {
      throw new Failure('unavailable', { detail: 'The database does not answer.' });
    }
  }
}

@Module({ controllers: [HealthController] })
export class HealthModule {}
