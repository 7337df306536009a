/** Starts the built product as its user does, twice on the same data, and checks what the README promises of a start. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'verstak-start-'));
const PORT = '3999';

const first = await run({});
assert(/^admin password: \S{12,}$/m.test(first.output), 'the first start prints the administrator’s password');
assert(
  /^(Building.*\n[^]*)?admin password: \S+\nVerstak is ready: open \S+\n(A phone in this network opens \S+: .*\n)?$/.test(
    first.output,
  ),
  'the first start says nothing but that and where to open the browser, here and on a phone',
);
const second = await run({});
assert(!second.output.includes('admin password'), 'the second start prints no password');
assert(second.readyAfter < 5_000, `the second start is ready within 5 s (it took ${second.readyAfter} ms)`);
const bad = await run({ PORT: 'eighty' });
assert(
  bad.code === 1 && /^PORT: .*example: PORT=3000$/m.test(bad.output),
  'a bad variable is named with an example, exit code 1',
);
rmSync(dataDir, { recursive: true, force: true });

/** Starts, waits for the ready line, asks the first page and the health route, then interrupts as Ctrl+C does. */
function run(env) {
  return new Promise((resolve) => {
    const start = Date.now();
    let output = '';
    let readyAfter = Infinity;
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: root,
      env: { ...process.env, PORT, DATA_DIR: dataDir, ...env },
    });
    const kill = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.stderr.on('data', (chunk) => (output += chunk));
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (readyAfter < Infinity || !output.includes('Verstak is ready')) return;
      readyAfter = Date.now() - start;
      void ask().finally(() => child.kill('SIGINT'));
    });
    child.on('close', (code) => {
      clearTimeout(kill);
      if (!env.PORT) assert(code === 0, `Ctrl+C ends it cleanly (exit code ${code})\n${code ? output : ''}`);
      resolve({ output, readyAfter, code });
    });
  });
}

async function ask() {
  const page = await fetch(`http://localhost:${PORT}/`);
  assert(page.status === 200 && (await page.text()).includes('<html'), 'the first page is served');
  const health = await fetch(`http://localhost:${PORT}/api/v1/health`);
  assert(health.status === 200, 'the health route answers');
}

function assert(holds, sentence) {
  process.stdout.write(`${holds ? 'ok    ' : 'FAILED'} ${sentence}\n`);
  if (!holds) process.exitCode = 1;
}
