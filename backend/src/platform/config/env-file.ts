import { readFileSync } from 'node:fs';
import { BadEnvironment, holdsSecret, type Variables } from './variables.js';

const NAMED = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/;
const QUOTED = /^(["'`])(.*?)\1\s*(?:#.*)?$/;
/** A letter or two wrong, left out, too many or changed over. */
const NEAR = 2;

const FAULTS: Record<string, string> = {
  EISDIR: 'is a folder: remove it, or put a text file of lines NAME=value in its place',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
};

/**
 * The settings of a file of lines `NAME=value`, none where there is no file. Whatever an editor makes of it is read:
 * UTF-8 and UTF-16 with or without a byte order mark, any ends of lines. Throws `BadEnvironment` with the line for one
 * that sets nothing, and for a name that only nearly is one: that would count for nothing, unseen.
 */
export function readEnvFile(path: string, variables: Variables): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [index, line] of decode(path)
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const place = `${path}, line ${index + 1}`;
    const [, name, text] = NAMED.exec(line) ?? [];
    if (name === undefined || text === undefined) throw new BadEnvironment(place, 'is none of NAME=value');
    const meant = nearest(name, Object.keys(variables));
    if (meant !== undefined && meant !== name) throw new BadEnvironment(place, `${name} is no setting: write ${meant}`);
    settings[name] = valueOf(text, name, place);
  }
  return settings;
}

/** What of a line is the value: what stands in quotes, else all before a space and `#`; in a secret that is refused. */
function valueOf(text: string, name: string, place: string): string {
  if (/^["'`]/.test(text)) {
    const [, , value] = QUOTED.exec(text) ?? [];
    if (value === undefined)
      throw new BadEnvironment(place, `${name} has no quote at its end, or more than a comment after it`);
    return value;
  }
  const [value = ''] = text.split(/\s+#|^#/);
  if (value !== text && holdsSecret(name) && value !== '')
    throw new BadEnvironment(
      place,
      `${name} has a # after a space: put the value in quotes, or the comment in a line of its own`,
    );
  return value;
}

/** Of these names the one that is meant by another, if one is. */
function nearest(name: string, names: readonly string[]): string | undefined {
  if (names.includes(name)) return name;
  const plain = (text: string): string => text.toUpperCase().replaceAll('_', '');
  return names
    .map((known) => ({ known, steps: distance(plain(name), plain(known)) }))
    .filter(({ known, steps }) => steps <= Math.min(NEAR, Math.floor(known.length / 4)))
    .sort((a, b) => a.steps - b.steps)[0]?.known;
}

/** How many letters must be changed, put in or taken out (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++)
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === b[j] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

function decode(path: string): string {
  const bytes = contentOf(path);
  // What has a zero byte and no mark is UTF-16 of which the lower byte of its first letter comes first, or last.
  const [first, second] = bytes;
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  try {
    return new TextDecoder(isBig ? 'utf-16be' : isLittle ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BadEnvironment(path, 'is no text of UTF-8 or UTF-16: save it as UTF-8');
  }
}

function contentOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return new Uint8Array();
    throw new BadEnvironment(path, FAULTS[code] ?? `cannot be read: ${message}`);
  }
}
