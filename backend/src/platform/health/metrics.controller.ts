import { Controller, Get, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { AnswersFile } from '../http/answers.js';
import { Metrics } from './metrics.js';

@ApiTags('Operation')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Allow('workshop:metrics')
  @ApiOperation({
    summary: 'What this process counts, in the text format of Prometheus',
    description:
      'Answers by route and status with their time, memory, processor, how far consumers of the journal are.',
  })
  @AnswersFile('text/plain', { description: 'One line a figure.' })
  async getMetrics(): Promise<StreamableFile> {
    const text = Buffer.from(await this.metrics.text());
    return new StreamableFile(text, { type: this.metrics.mediaType, length: text.length });
  }
}
