import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** As it is built, also where the sources run: a process begins with a file of JavaScript. */
const PROGRAM = fileURLToPath(new URL('../../../dist/demo/pictures/draw-pictures.js', import.meta.url));

/** Pictures of the product's own as PNG, in the order of their SVG; throws where they cannot be drawn. */
export async function drawnPictures(sources: readonly string[]): Promise<Buffer[]> {
  const drawing = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'], env: {} });
  const ended = new Promise<number | null>((resolve, reject) => drawing.on('error', reject).on('close', resolve));
  drawing.stdin.end(JSON.stringify(sources));
  const [answer, code] = await Promise.all([text(drawing.stdout), ended]);
  if (code !== 0) throw new Error(`The program that draws pictures ended with ${code}`);
  return (JSON.parse(answer) as string[]).map((png) => Buffer.from(png, 'base64'));
}
