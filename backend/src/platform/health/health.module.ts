import { Controller, Get, Logger, Module } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ForPublic, Public } from '../access/allow.js';
import { inTime } from '../config/in-time.js';
import { DISK_STATES, DiskSpace, type DiskState } from '../database/disk-space.js';
import { ChoiceField, TextField } from '../fields/index.js';
import { Answers } from '../http/answers.js';
import { Failure } from '../failure/failure.js';
import { RealtimeModule } from '../realtime/realtime.module.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';

/** Less time than those who ask for the health wait for an answer. */
const WAIT_MS = 2_000;

/** Whether the process can serve. */
@ForPublic()
export class Health {
  @TextField({ example: 'ok' })
  status!: string;

  @ChoiceField(DISK_STATES, {
    name: 'DiskState',
    example: 'ok',
    description: 'The disk of the embedded database. `low`: files are refused until there is 1 GiB again.',
  })
  disk!: DiskState;
}

@ApiTags('Operation')
@Controller('health')
export class HealthController {
  private readonly logger = new Logger(HealthController.name);

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly disk: DiskSpace,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Whether the process and its database can serve',
    description: '503 where the database does not answer within two seconds, or its disk is full.',
  })
  @Answers(Health, { errors: ['unavailable'] })
  async getHealth(): Promise<Health> {
    try {
      await inTime(WAIT_MS, this.connection.getClient().db().command({ ping: 1 }));
    } catch (error) {
      // Hosts and users of the database are for the log alone.
      throw this.unavailable('The database does not answer.', (error as Error).message);
    }
    const disk = await this.disk.state();
    if (disk === 'full') throw this.unavailable('The disk is full: what is written now may be refused.');
    return { status: 'ok', disk };
  }

  private unavailable(detail: string, cause = ''): Failure {
    this.logger.warn(`${detail} ${cause}`.trim());
    return new Failure('unavailable', { detail });
  }
}

@Module({ imports: [RealtimeModule], controllers: [HealthController, MetricsController], providers: [Metrics] })
export class HealthModule {}
