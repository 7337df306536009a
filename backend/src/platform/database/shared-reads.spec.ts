import { describe, expect, it } from '@jest/globals';
import { SharedReads } from './shared-reads.js';

/** Reads that end when they are told to. */
class Source {
  readonly begun: PromiseWithResolvers<number>[] = [];
  readonly read = (): Promise<number> => {
    const reading = Promise.withResolvers<number>();
    this.begun.push(reading);
    return reading.promise;
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('reads that are shared', () => {
  it('give those who come during a read the next one, made once, and never the one that began before', async () => {
    const [reads, source] = [new SharedReads(), new Source()];
    const first = reads.run('a', source.read);
    const later = [reads.run('a', source.read), reads.run('a', source.read)];
    expect(source.begun).toHaveLength(1);
    source.begun[0]?.resolve(1);
    await turn();
    expect(source.begun).toHaveLength(2);
    const latest = reads.run('a', source.read);
    source.begun[1]?.resolve(2);
    await turn();
    source.begun[2]?.resolve(3);
    expect(await Promise.all([first, ...later, latest])).toEqual([1, 2, 2, 3]);
    expect(source.begun).toHaveLength(3);
  });

  it('keep different reads apart, and begin anew when nothing runs', async () => {
    const [reads, source] = [new SharedReads(), new Source()];
    const both = [reads.run('a', source.read), reads.run('b', source.read)];
    source.begun.forEach((reading, index) => reading.resolve(index));
    expect(await Promise.all(both)).toEqual([0, 1]);
    await turn();
    void reads.run('a', source.read);
    expect(source.begun).toHaveLength(3);
  });

  it('let those who wait read after a failure, which only its own callers get', async () => {
    const [reads, source] = [new SharedReads(), new Source()];
    const failing = reads.run('a', source.read);
    const waiting = reads.run('a', source.read);
    source.begun[0]?.reject(new Error('away'));
    await expect(failing).rejects.toThrow('away');
    await turn();
    source.begun[1]?.resolve(2);
    expect(await waiting).toBe(2);
  });
});
