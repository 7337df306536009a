import { openSync, type Font } from 'fontkit';
import { fileURLToPath } from 'node:url';

const fontFile = (path: string): string => fileURLToPath(import.meta.resolve(path));
const GOLOS = '@expo-google-fonts/golos-text';

/** The typeface of the console; what it has no letters for is set in one that has those of nearly every script. */
const FONTS = {
  text: fontFile(`${GOLOS}/400Regular/GolosText_400Regular.ttf`),
  strong: fontFile(`${GOLOS}/600SemiBold/GolosText_600SemiBold.ttf`),
  anyText: fontFile('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  anyStrong: fontFile('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};

export type Weight = 'text' | 'strong';

/** Makes the typefaces known to a document, by the names that `fontFor` gives. */
export function registerFonts(pdf: PDFKit.PDFDocument): void {
  for (const [name, path] of Object.entries(FONTS)) pdf.registerFont(name, path);
}

/** The typeface that has the letters of a text. */
export function fontFor(text: string, weight: Weight): keyof typeof FONTS {
  if (isCovered(text)) return weight;
  return weight === 'text' ? 'anyText' : 'anyStrong';
}

let golos: Font | undefined;

/** Whether the typeface of the console has every letter of a text. */
function isCovered(text: string): boolean {
  // A file may hold several fonts; these hold one.
  golos ??= openSync(FONTS.text) as Font;
  const font = golos;
  return [...text].every((letter) => /\s/.test(letter) || font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
}
