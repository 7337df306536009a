/** Shapes of which the pictures of demo products are made: flat, in few colours, on a light tile. */

const INK = '#4a3f39';

/** A square tile with a thing on it, and its shadow. */
export function tile(background: string, ...shapes: readonly string[]): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">` +
    `<rect width="400" height="400" fill="${background}"/>` +
    `<ellipse cx="200" cy="326" rx="124" ry="15" fill="${INK}" opacity="0.10"/>${shapes.join('')}</svg>`
  );
}

/** A rectangle with round corners, by its middle and its lower edge. */
export function block(
  middle: number,
  bottom: number,
  [width, height]: readonly [number, number],
  fill: string,
  round = 10,
): string {
  return `<rect x="${middle - width / 2}" y="${bottom - height}" width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`;
}

export function disc(x: number, y: number, radius: number, fill: string, flat = 1): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${radius}" ry="${radius * flat}" fill="${fill}"/>`;
}

export function ring(x: number, y: number, radius: number, stroke: string, width: number): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;
}

export function area(path: string, fill: string): string {
  return `<path d="${path}" fill="${fill}"/>`;
}

export function line(path: string, stroke: string, width = 8): string {
  return `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** The same shape at several places, so many pixels apart. */
export function row(count: number, from: number, step: number, shape: (x: number, index: number) => string): string {
  return Array.from({ length: count }, (_, index) => shape(from + index * step, index)).join('');
}
