import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { networkInterfaces } from 'node:os';
import { SignedIn } from '../platform/access/allow.js';
import { Config } from '../platform/config/config.module.js';
import { ADDRESS_FAULTS, publicAddress, type AddressFault } from '../platform/config/where-to-open.js';
import { ChoiceField, IntegerField, TextField } from '../platform/fields/index.js';
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

  @TextField({ example: 'https://verstak.example.org', description: 'The address that labels carry.' })
  url!: string;

  @ChoiceField(ADDRESS_FAULTS, {
    optional: true,
    name: 'AddressFault',
    description: 'What is wrong with it: no other device opens it, or it was not set and may become that of another.',
  })
  urlFault?: AddressFault;
}

@ApiTags('Workshop')
@Controller('workshop')
export class WorkshopController {
  constructor(private readonly config: Config) {}

  @Get()
  @SignedIn()
  @ApiOperation({
    summary: 'Name, currency, time zone and address of the workshop',
    description: 'Sums are whole minor units of this currency, days are days in this time zone.',
  })
  @Answers(Workshop)
  getWorkshop(): Workshop {
    const { url, fault } = publicAddress(this.config.environment, networkInterfaces());
    return {
      name: this.config.environment.WORKSHOP_NAME,
      currency: this.config.currency,
      currencyDigits: this.config.currencyDigits,
      timeZone: this.config.timeZone,
      url,
      urlFault: fault,
    };
  }
}
