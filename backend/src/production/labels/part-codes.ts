import { Injectable, StreamableFile } from '@nestjs/common';
import { Config } from '../../platform/config/config.module.js';
import type { Part } from '../part.js';
import { PartsRepository } from '../parts.repository.js';
import { qrPng, qrSvg } from './qr.js';

export const SVG = 'image/svg+xml';
export const PNG = 'image/png';

/** The codes of parts as pictures: of the address that opens the part. */
@Injectable()
export class PartCodes {
  constructor(
    private readonly parts: PartsRepository,
    private readonly config: Config,
  ) {}

  /** What the code of a part says to a scanner. */
  addressOf({ code }: Pick<Part, 'code'>): string {
    return `${this.config.publicAddress.url}/p/${code}`;
  }

  async svg(id: string): Promise<StreamableFile> {
    const part = await this.parts.get(id);
    return picture(Buffer.from(qrSvg(this.addressOf(part))), SVG, `${part.code}.svg`);
  }

  /** `side` in pixels. */
  async png(id: string, side: number): Promise<StreamableFile> {
    const part = await this.parts.get(id);
    return picture(await qrPng(this.addressOf(part), side), PNG, `${part.code}.png`);
  }
}

function picture(bytes: Buffer, type: string, name: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: `inline; filename="${name}"`, length: bytes.length });
}
