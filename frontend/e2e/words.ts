import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { flatTexts, type Texts } from '../src/app/core/i18n/words';

const FRONTEND = join(import.meta.dirname, '..');
const TEXTS = /^(?:src|shop)\/.*\.json$/;

/** What stands in a text for what is put in when it is shown: a value, or a form that follows from a number. */
const PUT_IN = /\{\{.*?\}\}|\{\w+, plural, (?:[^{}]|\{[^{}]*\})*\}/g;

/** Gives what the product says in a language by the key of it, as a pattern of the whole, whatever is put in. */
export function wordsIn(language: 'ru' | 'en'): (key: string) => RegExp {
  const texts: Record<string, string> = {};
  for (const file of readdirSync(FRONTEND, { recursive: true, encoding: 'utf8' })) {
    if (!TEXTS.test(file) || !file.split(/[/.]/).includes(language)) continue;
    const read = JSON.parse(readFileSync(join(FRONTEND, file), 'utf8')) as Texts;
    const name = nameOf(file);
    Object.assign(texts, ...(name ? [flatTexts(name, read)] : areasOf(read)));
  }
  return (key) => {
    const text = texts[key];
    if (text === undefined) throw new Error(`No words for ${key} in ${language}`);
    return new RegExp(`^\\s*${text.split(PUT_IN).map(literally).join('.*')}\\s*$`);
  };
}

/** The first part of the keys in a file; nothing where it stands in the file itself. */
function nameOf(file: string): string | undefined {
  if (file.startsWith('shop/')) return undefined;
  const folder = dirname(file);
  if (basename(folder) !== 'words') return basename(file, '.json');
  const manifest = readdirSync(join(FRONTEND, dirname(folder))).find((name) => name.endsWith('.manifest.ts'));
  return manifest ? basename(manifest, '.manifest.ts') : basename(dirname(folder));
}

function areasOf(texts: Texts): Record<string, string>[] {
  return Object.entries(texts).map(([name, within]) => flatTexts(name, within as Texts)); // none stands alone
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
