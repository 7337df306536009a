/**
 * Writes the lists that nobody keeps by hand: every capability's manifest (`*.manifest.ts`) in `src/app/capabilities.ts`,
 * and the texts that the first page needs, language by language, in `src/i18n/<language>/index.ts`: those of `src/i18n`
 * itself, of entities (`entities/<name>/words/<language>.json`) and of menus (`words/menu.<language>.json` beside a
 * manifest), and the first parts of the addresses of screens, by which the server knows them, in `public/screens.json`.
 * Run before every build; a test says where they are out of step.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));
const SCREENS = fileURLToPath(new URL('../public/screens.json', import.meta.url));
const LANGUAGES = ['ru', 'en'];

/** The generated files, by their path. */
export function lists() {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  const manifests = files.filter((file) => file.endsWith('.manifest.ts'));
  return new Map([
    [join(SOURCE, 'app/capabilities.ts'), capabilities(manifests)],
    [SCREENS, screens(['app/app.routes.ts', 'app/shell/shell.routes.ts', ...manifests])],
    ...LANGUAGES.map((language) => [join(SOURCE, `i18n/${language}/index.ts`), texts(language, files, manifests)]),
  ]);
}

function capabilities(manifests) {
  const imports = manifests.map(
    (file) => `import { ${constantOf(file)} } from './${file.replace(/^app\//, '').replace(/\.ts$/, '')}';`,
  );
  return `// Written by scripts/capabilities.mjs from the manifests there are.
${imports.join('\n')}
import type { Capability } from './core/capability/capability';

/** What the product can do; the shell reads routes, places, commands and finders from it. */
export const CAPABILITIES: readonly Capability[] = [
${manifests.map((file) => `  ${constantOf(file)},`).join('\n')}
];
`;
}

/** The first parts of the paths that these files give. */
function screens(files) {
  const paths = files.flatMap((file) => [...readFileSync(join(SOURCE, file), 'utf8').matchAll(/\bpath: '([\w-]*)/g)]);
  return `${JSON.stringify([...new Set(paths.map(([, first]) => first))].sort())}\n`;
}

function texts(language, files, manifests) {
  const found = files.flatMap((file) => {
    const name = textsOf(file, language, manifests);
    return name ? [{ name, path: relative(`i18n/${language}`, file) }] : [];
  });
  const imports = found.map(
    ({ path }, index) => `import t${index} from '${path.startsWith('.') ? path : `./${path}`}' with { type: 'json' };`,
  );
  return `// Written by scripts/capabilities.mjs from the texts there are.
${imports.join('\n')}

/** The texts that every page may need, each with the first part of its keys. */
export default [
${found.map(({ name }, index) => `  ['${name}', t${index}],`).join('\n')}
] as const;
`;
}

/** The first part of the keys of a file that the first page needs; nothing for other files. */
function textsOf(file, language, manifests) {
  if (file.startsWith(`i18n/${language}/`) && file.endsWith('.json')) return basename(file, '.json');
  if (new RegExp(`^app/entities/[^/]+/words/${language}\\.json$`).test(file)) return basename(dirname(dirname(file)));
  if (!file.endsWith(`/words/menu.${language}.json`)) return undefined;
  const manifest = manifests.find((other) => dirname(other) === dirname(dirname(file)));
  return manifest && nameOf(manifest);
}

/** `app/console/orders/orders.manifest.ts` declares the constant `ORDERS`. */
function constantOf(file) {
  return nameOf(file).toUpperCase();
}

function nameOf(file) {
  return basename(file, '.manifest.ts');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, content] of lists())
    if (readFileSync(path, { encoding: 'utf8', flag: 'a+' }) !== content) writeFileSync(path, content);
}
