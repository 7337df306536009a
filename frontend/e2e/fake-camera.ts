import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

/** A film that Chromium plays in place of a camera: it is read when the camera is turned on. */
export class FakeCamera {
  private readonly file = join(mkdtempSync(join(tmpdir(), 'verstak-camera-')), 'film.mjpeg');

  /** What Chromium is started with. */
  readonly args = [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${this.file}`,
  ];

  /** Holds a picture before the camera, on a grey desk. */
  async show(picture: Buffer): Promise<void> {
    const code = await sharp(picture).resize(260).png().toBuffer();
    const desk = { width: 640, height: 480, channels: 3 as const, background: '#8a8a86' };
    const frame = await sharp({ create: desk })
      .composite([{ input: code, left: 190, top: 110 }])
      .jpeg()
      .toBuffer();
    writeFileSync(this.file, Buffer.concat(Array.from({ length: 20 }, () => frame)));
  }
}
