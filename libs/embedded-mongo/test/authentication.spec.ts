import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { startTestServer, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ port: 0, user: { name: 'an,na=', password: 'pass word' } });
});
afterAll(() => server.stop());

const refused = async (uri: string): Promise<unknown> => {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3000 });
  return client
    .db('test')
    .collection('x')
    .findOne()
    .then(
      () => 'let in',
      (error: unknown) => error,
    )
    .finally(() => client.close());
};

describe('a server with a user', () => {
  it('lets in who knows the password', async () => {
    await server.fresh().insertOne({ a: 1 });
    const { authInfo } = await server.client.db('admin').command({ connectionStatus: 1 });
    expect(authInfo.authenticatedUsers).toEqual([{ user: 'an,na=', db: 'admin' }]);
  });

  it('keeps out a wrong password, an unknown user and whoever does not log in', async () => {
    expect(await refused(server.uri.replace('pass%20word', 'guess'))).toMatchObject({
      code: 18,
      codeName: 'AuthenticationFailed',
    });
    expect(await refused(server.uri.replace('an%2Cna%3D', 'boris'))).toMatchObject({ code: 18 });
    expect(await refused(server.uri.replace(/\/\/[^@]+@/, '//').replace('&authSource=admin', ''))).toMatchObject({
      code: 13,
      codeName: 'Unauthorized',
    });
  });
});
