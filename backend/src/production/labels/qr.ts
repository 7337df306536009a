import { encode } from 'uqr';

/** Light modules around the dark ones, without which scanners see none (ISO/IEC 18004). */
export const QUIET_MODULES = 4;

/** What a QR code says, in modules: `true` is dark. It can be read with 15 % of it dirty. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', border: 0 }).data;
}

/** Dark modules that follow one another in a row. */
export interface DarkRun {
  x: number;
  y: number;
  width: number;
}

/** The dark modules row by row: neighbours as one, so that no hairline is seen between them. */
export function darkRuns(modules: readonly (readonly boolean[])[]): DarkRun[] {
  return modules.flatMap((row, y) =>
    row.flatMap((isDark, x) => {
      if (!isDark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [{ x, y, width: (end < 0 ? row.length : end) - x }];
    }),
  );
}

/** A QR code as a drawing of any size, one unit a module, on white. */
export function qrSvg(text: string): string {
  const modules = qrModules(text);
  const side = modules.length + 2 * QUIET_MODULES;
  const runs = darkRuns(modules).map(
    ({ x, y, width }) => `M${x + QUIET_MODULES},${y + QUIET_MODULES}h${width}v1h-${width}z`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0,0h${side}v${side}h-${side}z"/><path d="${runs.join('')}"/></svg>`
  );
}

/** A QR code in shades of grey, a byte a pixel: whole pixels a module, in the middle of a white square of this side. */
export function qrPixels(text: string, side: number): Buffer {
  const modules = qrModules(text);
  const scale = Math.floor(side / (modules.length + 2 * QUIET_MODULES));
  const margin = Math.floor((side - modules.length * scale) / 2);
  const pixels = Buffer.alloc(side * side, 255);
  for (const { x, y, width } of darkRuns(modules))
    for (let line = 0; line < scale; line += 1) {
      const start = (margin + y * scale + line) * side + margin + x * scale;
      pixels.fill(0, start, start + width * scale);
    }
  return pixels;
}

/** The same as PNG. */
export async function qrPng(text: string, side: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const raw = { width: side, height: side, channels: 1 } as const;
  return sharp(qrPixels(text, side), { raw }).png().toBuffer();
}
