import { describe, expect, it } from '@jest/globals';
import { requireServer, unfitness } from './database-server.js';

describe('the server of MONGODB_URI', () => {
  it.each([
    [{ setName: 'rs0', maxWireVersion: 21 }, undefined],
    [{ msg: 'isdbgrid', maxWireVersion: 27 }, undefined],
    [
      { maxWireVersion: 25 },
      'the server is no member of a replica set, which transactions need: run rs.initiate() on it',
    ],
    [{ setName: 'rs0', maxWireVersion: 20 }, 'the server is older than MongoDB 7.0: update it'],
    [{ setName: 'rs0' }, 'the server is older than MongoDB 7.0: update it'],
  ])('that answers %j: %s', (hello, expected) => {
    expect(unfitness(hello)).toBe(expected);
  });

  it('that does not answer ends the start with one line without the password', async () => {
    const address = 'mongodb://anna:hidden-word@127.0.0.1:1/verstak?replicaSet=rs0';
    const error = await requireServer(address, undefined, 200).catch((thrown: Error) => thrown);
    expect((error as Error).message).toMatch(
      /^MONGODB_URI: no primary of a replica set answers .*; example: MONGODB_URI=mongodb:/,
    );
    expect((error as Error).message).not.toMatch(/hidden-word|\n/);
  });
});
