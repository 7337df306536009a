/**
 * The program that draws pictures, in a process of its own: of SVG, which is refused everywhere else. It is given a list
 * of them as JSON, and answers with as many PNGs in base64.
 */
import sharp from 'sharp';
import { buffer } from 'node:stream/consumers';

/** Pixels a side. */
const SIDE = 800;

const sources = JSON.parse((await buffer(process.stdin)).toString()) as string[];
const drawn: string[] = [];
for (const source of sources) {
  const png = await sharp(Buffer.from(source)).resize(SIDE, SIDE).png({ palette: true }).toBuffer();
  drawn.push(png.toString('base64'));
}
process.stdout.write(JSON.stringify(drawn));
