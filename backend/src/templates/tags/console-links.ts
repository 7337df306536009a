import { Injectable } from '@nestjs/common';
import { networkInterfaces } from 'node:os';
import { Config } from '../../platform/config/config.module.js';
import { publicAddress } from '../../platform/config/where-to-open.js';
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
    return `${publicAddress(this.config.environment, networkInterfaces()).url}/orders/${id}`;
  }
}
