import { afterEach, describe, expect, it, jest } from '@jest/globals';
import * as net from 'node:net';

/** What a system without IPv6 answers to whoever would listen on it. */
let refusal: string | undefined;
jest.unstable_mockModule('node:net', () => ({
  ...net,
  createServer: () => {
    const server = net.createServer();
    const listen = server.listen.bind(server);
    jest
      .spyOn(server, 'listen')
      .mockImplementation(((address: net.ListenOptions, done: () => void) =>
        refusal && address.host === '::'
          ? server.emit('error', Object.assign(new Error(refusal), { code: refusal }))
          : listen(address, done)) as never);
    return server;
  },
}));
const { listenAddress } = await import('./listen-address.js');

afterEach(() => {
  refusal = undefined;
});

describe('the address to listen on, where nobody has set one,', () => {
  it.each(['EAFNOSUPPORT', 'EADDRNOTAVAIL'])('is that of IPv4 on a system without IPv6 (%s)', async (code) => {
    refusal = code;
    expect(await listenAddress(undefined, 0)).toBe('0.0.0.0');
    await expect(listenAddress('::', 0)).rejects.toThrow(/^HOST: "::" is /);
  });

  it('is given up where the port is taken', async () => {
    refusal = 'EADDRINUSE';
    await expect(listenAddress(undefined, 3000)).rejects.toThrow(/^PORT: 3000 is in use/);
  });

  it('is not asked for where one is set', async () => {
    expect(await listenAddress('127.0.0.1', 0)).toBe('127.0.0.1');
  });
});
