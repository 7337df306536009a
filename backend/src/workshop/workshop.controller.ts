import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../platform/access/allow.js';
import { Config } from '../platform/config/config.module.js';
import { IntegerField, TextField } from '../platform/fields/index.js';
import { Answers } from '../platform/http/answers.js';

/** What the screens need to know of the workshop. */
export class Workshop {
  @TextField({ example: 'Верстак' })
  name!: string;

  @TextField({ example: 'RUB', description: 'ISO 4217.' })
  currency!: string;

  @IntegerField({ max: 4, example: 2, description: 'Decimal places: minor units of sums are of these.' })
  currencyDigits!: number;

  @TextField({ example: 'Europe/Moscow', description: 'IANA time zone of days, weeks and reports.' })
  timeZone!: string;
}

@ApiTags('Workshop')
@Controller('workshop')
export class WorkshopController {
  constructor(private readonly config: Config) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Name, currency and time zone of the workshop',
    description: 'Sums are whole minor units of this currency, days are days in this time zone.',
  })
  @Answers(Workshop)
  getWorkshop(): Workshop {
    return {
      name: this.config.environment.WORKSHOP_NAME,
      currency: this.config.currency,
      currencyDigits: this.config.currencyDigits,
      timeZone: this.config.timeZone,
    };
  }
}
