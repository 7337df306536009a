/** A colour of the workshop as it stands on paper by day and on graphite by night, each `#rrggbb`. */
export interface Accent {
  light: string;
  dark: string;
}

/** A colour as it is typed and stored. */
export const COLOUR = /^#[0-9a-f]{6}$/i;

/** The grounds on which the accent is hardest to read, of those that it stands on (`frontend/src/theme/tokens`). */
const GROUNDS: Accent = { light: '#f2ede4', dark: '#24262a' };
/** What stands on the accent, as on a button. */
export const ON_ACCENT: Accent = { light: '#fffdf9', dark: '#17181b' };

/** The least contrast of text with its ground (WCAG 2.2, 1.4.3, level AA). */
const READABLE = 4.5;
/** How finely a colour is brought nearer to black or white. */
const STEPS = 64;

/** The colour, darker or lighter where text of it could not be read, by day and by night. */
export function accentOf(colour: string): Accent {
  return { light: readable(colour, GROUNDS.light, 0), dark: readable(colour, GROUNDS.dark, 255) };
}

/** How much lighter one colour is than another, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((first, second) => first - second);
  return (light + 0.05) / (dark + 0.05);
}

function readable(colour: string, ground: string, towards: number): string {
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = hex(partsOf(colour).map((part) => Math.round(part + ((towards - part) * step) / STEPS)));
    if (contrast(mixed, ground) >= READABLE) return mixed;
  }
  return hex([towards, towards, towards]);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = partsOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function partsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
