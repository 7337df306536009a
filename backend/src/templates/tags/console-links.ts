import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.module.js';
import { PartCodes } from '../../production/labels/part-codes.js';

/** The addresses that codes on documents lead to. */
@Injectable()
export class ConsoleLinks {
  constructor(
    private readonly codes: PartCodes,
    private readonly config: Config,
  ) {}

  ofPart(code: string): string {
    return this.codes.addressOf({ code });
  }

  ofOrder(id: string): string {
    return `${this.config.publicAddress.url}/orders/${id}`;
  }
}
