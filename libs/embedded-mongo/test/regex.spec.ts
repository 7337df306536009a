import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const hostile = `${'a'.repeat(40)}!`;

describe('a hostile regular expression', () => {
  it('is answered at once where the linear engine has it', async () => {
    const c = server.fresh();
    await c.insertMany([{ text: hostile }, { text: 'aaa' }]);
    expect(await c.countDocuments({ text: /^(a+)+$/ })).toBe(1);
    expect(await c.find({ text: { $in: [/^(a*)*$/] } }).toArray()).toMatchObject([{ text: 'aaa' }]);
    const found = { $regexFind: { input: '$text', regex: '^(a|aa)+$' } };
    expect(
      await c.aggregate([{ $project: { _id: 0, match: found } }, { $sort: { match: 1 } }]).toArray(),
    ).toMatchObject([{ match: null }, { match: { idx: 0, match: 'aaa' } }]);
  });

  it('fails with the code of a match limit where it must be tried, while others are served', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 20 }, () => ({ text: hostile })));
    const asked = [
      c.find({ text: /^(?=a)(a+)+$/ }).toArray(),
      c.aggregate([{ $match: { $expr: { $regexMatch: { input: '$text', regex: '^(?=a)(a+)+$' } } } }]).toArray(),
      c.updateMany({ text: /^(?=a)(a+)+$/ }, { $set: { found: true } }),
    ].map((answer) => expect(answer).rejects.toMatchObject({ code: 51156 }));
    expect(await c.estimatedDocumentCount()).toBe(20);
    await Promise.all(asked);
  });

  it('ends with its time limit where many texts take long together', async () => {
    const c = server.fresh();
    await c.insertMany(Array.from({ length: 100 }, (_, n) => ({ n, text: 'aб'.repeat(20_000) })));
    const slow = c.find({ text: /(?:[aб][aб]?){3,}[^aб]x?$/ }, { maxTimeMS: 1 });
    await expect(slow.toArray()).rejects.toMatchObject({ code: 50 });
  });
});
