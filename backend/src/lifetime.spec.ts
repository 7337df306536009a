import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const built = new URL('../dist/lifetime.js', import.meta.url);

/** Runs a program of these statements that has a lifetime of 300 ms' patience, and is asked to stop once it has started. */
function end(statements: string): { code: number | null; output: string } {
  if (!existsSync(built)) throw new Error('Build the backend first: npm run build');
  const program = `
    import { Lifetime } from ${JSON.stringify(built.href)};
    const life = new Lifetime(300);
    const awake = setInterval(() => undefined, 1_000);
    await life.run(async () => { ${statements} }, (error) => error.message);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  return { code: status, output: stdout + stderr };
}

const ASK = 'setTimeout(() => process.kill(process.pid, "SIGTERM"), 20);';

describe('the life of the process', () => {
  it('closes what was opened, last first', () => {
    const say = (name: string): string => `life.opened(async () => console.log(${JSON.stringify(name)}));`;
    expect(end(say('database') + say('application') + ASK)).toEqual({ code: 0, output: 'application\ndatabase\n' });
  });

  it('ends with 1 and a line that says so where closing hangs', () => {
    expect(end(`life.opened(() => new Promise(() => undefined)); ${ASK}`)).toEqual({
      code: 1,
      output: expect.stringMatching(/^Verstak did not stop within 0.3 s .*\n$/),
    });
  });

  it('closes the rest where one cannot be closed, says why and ends with 1', () => {
    const statements = `life.opened(async () => console.log('closed'));
      life.opened(() => Promise.reject(new Error('the disk is full'))); ${ASK}`;
    expect(end(statements)).toEqual({
      code: 1,
      output: expect.stringMatching(/closed/),
    });
    expect(end(statements).output).toMatch(/^Verstak did not stop in order: the disk is full$/m);
  });

  it('closes what a failed start had opened', () => {
    const statements = `life.opened(async () => console.log('closed')); throw new Error('no way');`;
    const { code, output } = end(statements);
    expect([code, output]).toEqual([1, expect.stringMatching(/no way/)]);
    expect(output).toMatch(/closed/);
  });
});
