import { Injectable, Logger } from '@nestjs/common';
import { PICTURE_TYPES } from '@verstak/domain';
import type { Types } from 'mongoose';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import sharp from 'sharp';
import type { PaperPicture } from '../platform/exports/pdf-pages.js';
import { Contents, type Content } from './contents.js';

/** Previews of a picture, and how large it is itself, in pixels as it is looked at. */
export interface PreviewedPicture {
  width: number;
  height: number;
  preview: Content;
  medium: Content;
  thumbnail: Content;
}

export const PREVIEW_TYPE = 'image/webp';

/** Sides in pixels. */
const LARGE = 1_600;
const MEDIUM = 800;
const SMALL = 320;

/** A picture of more is a bomb, or would need a gigabyte to look at. */
const MOST_PIXELS = 100_000_000;
const LARGEST_BYTES = 50 * 1024 * 1024;
const PATIENCE_SECONDS = 20;

// Nothing but pictures is ever decoded: no SVG, no PDF, no formats of which nobody has heard.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
});
// One thread for each picture, one picture at a time: others are served meanwhile.
sharp.concurrency(1);
sharp.cache(false);

/** Makes previews of pictures: encoded anew, so without EXIF and whatever else was hidden in the file. */
@Injectable()
export class Previews {
  private readonly logger = new Logger(Previews.name);
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly contents: Contents) {}

  /** Previews of a content that is a picture; `undefined` of all else, and of what only claims to be one. */
  async make(content: Content): Promise<PreviewedPicture | undefined> {
    if (!isPicture(content.mediaType) || content.size > LARGEST_BYTES) return undefined;
    const mine = this.last.then(() => this.fromFile(content));
    this.last = mine.catch(() => undefined);
    return mine.catch((error: unknown) => {
      this.logger.warn(`No preview of a ${content.mediaType} of ${content.size} bytes: ${String(error)}`);
      return undefined;
    });
  }

  /** A preview on white as PNG of at most so many pixels a side. */
  async asPng(id: Types.ObjectId, side: number): Promise<PaperPicture> {
    const { data: bytes, info } = await sharp(await buffer(this.contents.read(id)))
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .png()
      .timeout({ seconds: PATIENCE_SECONDS })
      .toBuffer({ resolveWithObject: true });
    return { bytes, width: info.width, height: info.height };
  }

  /** The picture lies in a file meanwhile: from a stream it would be held in memory as a whole. */
  private async fromFile(content: Content): Promise<PreviewedPicture> {
    const folder = await mkdtemp(join(tmpdir(), 'verstak-preview-'));
    try {
      const file = join(folder, 'picture');
      await pipeline(this.contents.read(content.id), createWriteStream(file, { mode: 0o600 }));
      const { autoOrient } = await sharp(file, { limitInputPixels: MOST_PIXELS }).metadata();
      const stored = async (side: number): Promise<Content> => this.contents.store(await scaled(file, side));
      return {
        ...autoOrient,
        preview: await stored(LARGE),
        medium: await stored(MEDIUM),
        thumbnail: await stored(SMALL),
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function scaled(file: string, side: number): Promise<Buffer> {
  return sharp(file, { limitInputPixels: MOST_PIXELS, sequentialRead: true })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .timeout({ seconds: PATIENCE_SECONDS })
    .toBuffer();
}

function isPicture(mediaType: string): boolean {
  return (PICTURE_TYPES as readonly string[]).includes(mediaType);
}
