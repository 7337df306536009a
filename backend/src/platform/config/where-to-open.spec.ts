import { describe, expect, it } from '@jest/globals';
import type { NetworkInterfaceInfo } from 'node:os';
import { publicAddress, whereToOpen } from './where-to-open.js';

const address = (value: string): NetworkInterfaceInfo =>
  ({ address: value, family: value.includes(':') ? 'IPv6' : 'IPv4', internal: value === '127.0.0.1' }) as never;
const LOOPBACK = { lo: [address('127.0.0.1'), address('::1')] };
/** A machine with containers, an address of the internet and one in the workshop's network. */
const MACHINE = {
  ...LOOPBACK,
  docker0: [address('172.17.0.1')],
  'vEthernet (WSL)': [address('172.20.0.1')],
  eth0: [address('fe80::1'), address('203.0.113.5')],
  wlan0: [address('fe80::2'), address('192.168.1.7')],
};
const EVERYWHERE = { host: '::', url: 'http://[::1]:3000' };
const HINT = ': set PUBLIC_URL to it, so that links carry it and not localhost\n';

describe('where to open the product', () => {
  it.each([
    ['::', 'http://[::1]:3000', 'http'],
    ['0.0.0.0', 'http://127.0.0.1:3000', 'http'],
    ['::', 'https://[::1]:3000', 'https'],
  ])('listening on %s at %s, tells this machine and a phone in the network', (host, url, scheme) => {
    expect(whereToOpen({ PUBLIC_URL: undefined }, { host, url }, MACHINE)).toBe(
      `Verstak is ready: open ${scheme}://localhost:3000\nA phone in this network opens ${scheme}://192.168.1.7:3000${HINT}`,
    );
  });

  it.each(['10.1.2.3', '172.16.0.2', '172.31.255.2', '192.168.0.9'])('knows %s for a private address', (own) => {
    expect(whereToOpen({ PUBLIC_URL: undefined }, EVERYWHERE, { eth0: [address(own)] })).toContain(
      `A phone in this network opens http://${own}:3000`,
    );
  });

  it.each(['172.15.0.2', '172.32.0.2', '192.169.0.9', '100.10.0.1', '11.0.0.1', 'fd00::1'])('not %s', (foreign) => {
    expect(whereToOpen({ PUBLIC_URL: undefined }, EVERYWHERE, { eth0: [address(foreign)] })).toBe(
      'Verstak is ready: open http://localhost:3000\n',
    );
  });

  it.each([
    ['127.0.0.1', 'localhost'],
    ['::1', 'localhost'],
    ['192.168.1.7', '192.168.1.7'],
    ['fd00::1', '[fd00::1]'],
    ['bench.lan', 'bench.lan'],
  ])('is one address where it listens on %s alone', (host, name) => {
    const listening = { host, url: 'http://127.0.0.1:3000' };
    expect(whereToOpen({ PUBLIC_URL: undefined }, listening, MACHINE)).toBe(
      `Verstak is ready: open http://${name}:3000\n`,
    );
  });

  it.each(['https://verstak.example.org', 'http://192.168.1.7:3000', 'http://localhost.example.org'])(
    'is %s alone where that is set',
    (PUBLIC_URL) => {
      expect(whereToOpen({ PUBLIC_URL }, EVERYWHERE, MACHINE)).toBe(`Verstak is ready: open ${PUBLIC_URL}\n`);
    },
  );

  it.each(['http://localhost:3000', 'http://verstak.localhost:3000', 'http://127.0.0.2:3000', 'http://[::1]:3000'])(
    'warns of %s, which no phone opens',
    (PUBLIC_URL) => {
      const warning = `Verstak is ready: open ${PUBLIC_URL}\nPUBLIC_URL: ${PUBLIC_URL} opens on this machine alone`;
      expect(whereToOpen({ PUBLIC_URL }, EVERYWHERE, LOOPBACK)).toBe(`${warning}\n`);
      expect(whereToOpen({ PUBLIC_URL }, EVERYWHERE, MACHINE)).toBe(
        `${warning}; a phone in this network opens http://192.168.1.7:3000\n`,
      );
    },
  );
});

describe('the address that labels carry', () => {
  const settings = { PUBLIC_URL: undefined, HOST: undefined, PORT: 3000, TLS_CERT: undefined };

  it.each([
    [{ PUBLIC_URL: 'https://verstak.example.org' }, { url: 'https://verstak.example.org' }],
    [{ PUBLIC_URL: 'http://localhost:3000' }, { url: 'http://localhost:3000', fault: 'local' }],
    [{}, { url: 'http://192.168.1.7:3000', fault: 'guessed' }],
    [{ TLS_CERT: 'local' }, { url: 'https://192.168.1.7:3000', fault: 'guessed' }],
    [
      { HOST: '127.0.0.1', PORT: 4000 },
      { url: 'http://localhost:4000', fault: 'local' },
    ],
    [{ HOST: 'bench.lan' }, { url: 'http://bench.lan:3000', fault: 'guessed' }],
  ])('by %j is %j', (told, address) => {
    expect(publicAddress({ ...settings, ...told }, MACHINE)).toEqual(address);
  });

  it('is that of this machine where it has no network, and said to be', () => {
    expect(publicAddress(settings, LOOPBACK)).toEqual({ url: 'http://localhost:3000', fault: 'local' });
  });
});
