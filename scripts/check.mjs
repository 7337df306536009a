/** Everything that must hold without running the product: format, lint, types, boundaries, cycles, documents in step with the code. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const CHECKS = [
  ['format', 'prettier --check --log-level warn .'],
  ['types of the libraries', 'tsc -p libs/domain && tsc -p libs/embedded-mongo'],
  ['types of the backend', 'tsc -p backend && tsc -p backend/tsconfig.programs.json'],
  [
    'types of the frontend',
    'ngc -p frontend/tsconfig.app.json --noEmit && ngc -p frontend/tsconfig.spec.json --noEmit && ngc -p frontend/shop/tsconfig.app.json --noEmit',
  ],
  ['types of the browser tests', 'tsc -p frontend/e2e/tsconfig.json --noEmit'],
  ['lint', 'eslint backend frontend libs'],
  [
    'module boundaries and cycles',
    'depcruise --config .dependency-cruiser.mjs --output-type err backend/src backend/scripts frontend/src frontend/shop/src libs',
  ],
  ['deployment files', 'dclint docker-compose.yml docker-compose.prod.yml --quiet --disable-rule no-build-and-image'],
  ['licences, and the list of what is shipped', 'node scripts/sbom.mjs'],
  [
    'API document and client as the code gives them',
    'npm run --silent api && git diff --exit-code --stat -- libs/api-client',
  ],
  [
    'API document for the tools that read it',
    'redocly lint --config libs/api-client/redocly.yaml libs/api-client/openapi.json',
  ],
];

let failed = 0;
for (const [name, command] of CHECKS) {
  const start = Date.now();
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  process.stdout.write(
    `${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${Math.round((Date.now() - start) / 1000)} s)\n`,
  );
  if (status === 0) continue;
  failed += 1;
  process.stdout.write(`${stdout}${stderr}\n`);
}
process.exit(failed ? 1 : 0);
