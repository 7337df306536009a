import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newSecret, signatureHeaders } from './webhook-signature.js';

const [former, secret, other] = [newSecret(), newSecret(), newSecret()];
const body = '{"type":"client.created","data":{"name":"Ёж"}}';
const signed = (sentAt = new Date()): Record<string, string> =>
  signatureHeaders({ id: 'evt_1', sentAt, body }, [secret, former]);

/** What a receiver is asked, and whether it is to take it. */
const CASES: [secret: string, headers: Record<string, string>, body: string, isGenuine: boolean][] = [
  [secret, signed(), body, true],
  [former, signed(), body, true],
  [other, signed(), body, false],
  [secret, signed(), `${body} `, false],
  [secret, { ...signed(), 'webhook-id': 'evt_2' }, body, false],
  [secret, signed(new Date(Date.now() - 600_000)), body, false],
];

const guide = readFileSync('docs/webhooks.md', 'utf8');
const example = (language: string): string => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(guide)?.[1] ?? '';

/** What a program prints, as JSON. */
function printedBy(command: string, name: string, program: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'verstak-example-'));
  try {
    writeFileSync(join(folder, name), program);
    const { stdout, stderr } = spawnSync(command, [join(folder, name)], { encoding: 'utf8', timeout: 30_000 });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the examples of the guide to webhooks', () => {
  const wanted = CASES.map(([, , , isGenuine]) => isGenuine);
  const asked = JSON.stringify(CASES.map((one) => one.slice(0, 3)));

  it('check signatures in TypeScript', () => {
    const calls = `console.log(JSON.stringify(${asked}.map((one: unknown) => isGenuine(...(one as Parameters<typeof isGenuine>)))));`;
    expect(printedBy(process.execPath, 'check.mts', `${example('ts')}\n${calls}`)).toEqual(wanted);
  });

  const itWithPython = spawnSync('python3', ['--version']).status === 0 ? it : it.skip;
  itWithPython('check signatures in Python', () => {
    const calls = `import json\nprint(json.dumps([is_genuine(s, h, b.encode()) for s, h, b in json.loads(r'''${asked}''')]))`;
    expect(printedBy('python3', 'check.py', `${example('python')}\n${calls}`)).toEqual(wanted);
  });
});
