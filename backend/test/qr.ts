import { createCanvas, loadImage, type ImageData } from '@napi-rs/canvas';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** A corner of a code in a picture, in pixels. */
interface Point {
  x: number;
  y: number;
}

/** A QR code that was found in a picture: what it says, and where its dark corners are. */
export interface FoundCode {
  text: string;
  topLeft: Point;
  bottomRight: Point;
}

// From the disk: without it the reader would be fetched from a public network.
const path = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(path)).buffer } });

/** The pixels of an SVG or PNG, an SVG drawn `side` pixels wide. */
export async function pixelsOf(bytes: Buffer, side: number): Promise<ImageData> {
  const image = await loadImage(bytes);
  const canvas = createCanvas(side, side);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0, side, side);
  return context.getImageData(0, 0, side, side);
}

/** All QR codes in a picture. */
export async function qrCodesIn(pixels: ImageData): Promise<FoundCode[]> {
  const found = await readBarcodes(pixels, {
    formats: ['QRCode'],
    maxNumberOfSymbols: 255,
    tryHarder: true,
  });
  return found.map(({ text, position: { topLeft, bottomRight } }) => ({ text, topLeft, bottomRight }));
}
