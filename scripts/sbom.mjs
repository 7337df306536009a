/**
 * Lists what is shipped (CycloneDX, tmp/sbom.cdx.json): what the backend needs to run, and what the console's build
 * takes in. Fails where a licence is none of those allowed. The argument names a list of `npm sbom` to take instead.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const FILE = 'tmp/sbom.cdx.json';

/** Licences that ask for no more than to be named. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'Bitstream-Vera',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages whose own licence is another, and why that will do. */
const EXCEPTIONS = [
  // libvips, linked dynamically: whoever has the product can put another build of it in its place.
  { name: /^@img\/sharp/, licence: 'LGPL-3.0-or-later' },
];

/**
 * Packages whose description says nothing, by what stands in their LICENSE or README. Of buffers (by way of exceljs) no
 * file says anything; the same author's chainsaw, beside which it came, is MIT.
 */
const UNTOLD = {
  buffers: 'MIT',
  chainsaw: 'MIT',
  'dejavu-fonts-ttf': 'Bitstream-Vera',
  'passport-strategy': 'MIT',
  pause: 'MIT',
  'png-js': 'MIT',
  'xmlhttprequest-ssl': 'MIT',
};

const all = JSON.parse(process.argv[2] ? readFileSync(process.argv[2], 'utf8') : listed());
const nameOf = (ref) => ref.slice(0, ref.lastIndexOf('@'));
const shipped = closure(all.dependencies, roots());
const components = all.components.filter((component) => shipped.has(component['bom-ref']));
const refused = components.filter((component) => !isOwn(component) && !isAllowed(component));

all.metadata.component.name = 'verstak';
const dependencies = all.dependencies.filter(
  ({ ref }) => shipped.has(ref) || ref === all.metadata.component['bom-ref'],
);
const kept = dependencies.map(({ ref, dependsOn = [] }) => ({
  ref,
  dependsOn: dependsOn.filter((on) => shipped.has(on)),
}));
mkdirSync(join(root, 'tmp'), { recursive: true });
writeFileSync(join(root, FILE), `${JSON.stringify({ ...all, components, dependencies: kept }, null, 2)}\n`);

process.stdout.write(`${components.length} packages are shipped: ${FILE}\n`);
for (const component of refused)
  process.stderr.write(
    `${nameOf(component['bom-ref'])} ${component.version}: ${licenceOf(component) || 'no licence'} is none of those allowed (scripts/sbom.mjs)\n`,
  );
if (!components.length || refused.length) process.exitCode = 1;

function listed() {
  const command = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const { status, stdout, stderr } = spawnSync('npm', command, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`npm sbom: ${stderr}`);
  return stdout;
}

/** The names of the packages that what is shipped begins with. */
function roots() {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const imported = /(?:from|import|@use|@import)\s*\(?\s*['"]((?:@[\w.-]+\/)?[\w.-]+)/g;
  const sources = globSync(['frontend/src/**/*.{ts,scss}', 'libs/{domain,api-client}/src/**/*.ts'], { cwd: root });
  const inConsole = sources
    .filter((path) => !/\.spec|test-setup/.test(path))
    .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(imported)].map((match) => match[1]));
  return new Set([...Object.keys(dependencies), ...inConsole]);
}

/** All that these packages need, and what that needs. */
function closure(graph, names) {
  const needs = new Map(graph.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  const first = needs.get(all.metadata.component['bom-ref']) ?? [];
  const found = new Set(first.filter((ref) => names.has(nameOf(ref))));
  for (const ref of found) for (const needed of needs.get(ref) ?? []) found.add(needed);
  return found;
}

function isOwn(component) {
  return component['bom-ref'].startsWith('@verstak/');
}

function licenceOf(component) {
  const [{ license, expression } = {}] = component.licenses ?? [];
  return expression ?? license?.id ?? license?.name ?? UNTOLD[nameOf(component['bom-ref'])];
}

/** Whether one of the licences that may be chosen asks for no more than those allowed. */
function isAllowed(component) {
  const excepted = EXCEPTIONS.filter(({ name }) => name.test(nameOf(component['bom-ref']))).map(
    ({ licence }) => licence,
  );
  const isGood = (licence) => ALLOWED.has(licence) || excepted.includes(licence);
  return (licenceOf(component) ?? '')
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every(isGood));
}
