import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

describe('the program', () => {
  it.each([
    [['--port', ''], '--port: "" is no port'],
    [['--port', 'abc'], '--port: "abc" is no port'],
    [['--port', '70000'], '--port: "70000" is no port'],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--host', '127.0.0.1'], '--host needs --port'],
    [['--port', '0', '--socket', '/tmp/x'], '--port and --socket exclude each other'],
    [['--data', ''], '--data names no folder'],
    [['--nothing'], "Unknown option '--nothing'"],
  ])('refuses %j in one line', (args, fault) => {
    if (!existsSync(CLI)) throw new Error('Build it first: npm run build');
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, '--data', '/nowhere/at/all', ...args], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^embedded-mongo: [^\n]+\n$/);
    expect(stderr).toContain(fault);
  });
});
