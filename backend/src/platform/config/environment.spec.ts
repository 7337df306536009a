import { describe, expect, it } from '@jest/globals';
import { BadEnvironment, readEnvironment, VARIABLES } from './environment.js';

/** A value that each variable refuses. */
const BAD: Record<keyof typeof VARIABLES, string[]> = {
  PORT: ['http', '-1', '70000', '3000.5', '0x50', ' '],
  HOST: [' '],
  PUBLIC_URL: [
    'verstak.example.org',
    'ftp://example.org',
    'javascript:alert(1)',
    'https://',
    'https://a.b/c',
    'https://a.b?c',
    'https://a.b#c',
    'https://c:d@a.b',
  ],
  TRUST_PROXY: [' ', '1.2.3', '10.0.0.0/33', '::1/129', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.1,', 'everybody'],
  TLS_CERT: [' '],
  TLS_KEY: [' '],
  FEED_PRIVATE_NETWORKS: ['yes', 'Allow', ' '],
  CONNECTION_PRIVATE_NETWORKS: ['yes', 'Allow', ' '],
  WEBHOOK_PRIVATE_NETWORKS: ['yes', 'Allow', ' '],
  DATA_DIR: [' '],
  MONGODB_URI: [
    'localhost:27017',
    'postgres://example.org/db',
    'mongodb://',
    'mongodb:///x',
    'mongodb://a:b@',
    'mongodb://a:b@@c',
    'mongodb://a:b/c@d',
    'mongodb://a:%x@b',
    'mongodb://a,',
    'mongodb://a:b',
    'mongodb://a:70000',
  ],
  LOG_LEVEL: ['loud', 'INFO'],
  TIME_ZONE: ['Moscow', 'UTC+25', 'Europe/Atlantis'],
  CURRENCY: ['рубль', 'RU', 'rub'],
  WORKSHOP_NAME: [' ', 'a\nb', 'a'.repeat(101)],
  SMTP_URL: [
    'smtp.example.org',
    'http://example.org',
    'smtp://:25',
    'smtp://a:b#c@example.org',
    'smtp://a:b/c@example.org',
    'smtp://a:b%c@example.org',
    'smtp://anna@example.org',
    'smtp://example.org:70000',
    'smtp://example.org/path',
    'smtp://example.org?pool=true',
  ],
  MAIL_FROM: ['anna', 'Анна <anna@example.org>', 'anna@example.org, b@example.org'],
  MS_TENANT_ID: ['common', 'organizations', 'a b', 'https://example.org', '5f0c1d2e'],
  MS_CLIENT_ID: ['verstak', '0a1b2c3d-4e5f-4a6b-9c7d', '0a1b2c3d4e5f4a6b9c7d8e9f0a1b2c3d'],
  MS_CLIENT_SECRET: ['0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d', 'two words'],
  MS_ONEDRIVE_USER_ID: ['anna', 'anna@example.org/drive', 'Анна <anna@example.org>'],
  MS_GRAPH_URL: [
    'graph.microsoft.com',
    'ftp://graph.microsoft.com',
    'http://graph.microsoft.com/v1.0',
    'http://8.8.8.8/v1.0',
    'https://a:b@graph.microsoft.com',
    'https://graph.microsoft.com/v1.0?x',
  ],
  MS_LOGIN_URL: [
    'login.microsoftonline.com',
    'http://login.microsoftonline.com',
    'https://login.microsoftonline.com#x',
  ],
  ADMIN_PASSWORD: ['short', 'ё'.repeat(37), ' correct horse battery', 'correct horse battery ', 'password123'],
  JOURNAL_KEY: ['too short', ' '.repeat(40)],
  VAULT_KEY: ['too short', ' '.repeat(40)],
  SESSION_DAYS: ['0', '401', '1.5', '-1', 'thirty'],
  JWT_SECRET: ['too short', ' '.repeat(40)],
};

describe('the environment', () => {
  it('has a default for everything, and its defaults are good', () => {
    const environment = readEnvironment({});
    expect(environment).toMatchObject({
      PORT: 3000,
      TIME_ZONE: undefined,
      CURRENCY: undefined,
      JOURNAL_KEY: undefined,
      VAULT_KEY: undefined,
      JWT_SECRET: undefined,
    });
    expect(Object.keys(environment).sort()).toEqual(Object.keys(VARIABLES).sort());
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment(Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, ''])))).toEqual(
      readEnvironment({}),
    );
  });

  it('takes the address for people without the slash at its end', () => {
    expect(readEnvironment({ PUBLIC_URL: 'https://verstak.example.org/' }).PUBLIC_URL).toBe(
      'https://verstak.example.org',
    );
  });

  it.each([
    'mongodb://a:b%40c@h:27018,[::1]:27017/x?replicaSet=rs0',
    'mongodb+srv://a.example.org',
    'mongodb://%2Ftmp%2Fx.sock',
  ])('takes %s', (uri) => {
    expect(readEnvironment({ MONGODB_URI: uri }).MONGODB_URI).toBe(uri);
  });

  it('takes the services of Microsoft by other addresses, unencrypted within a network alone', () => {
    for (const url of ['http://127.0.0.1:4010/v1.0', 'http://graph:4010', 'http://[::1]:80', 'http://10.0.0.7'])
      expect(readEnvironment({ MS_GRAPH_URL: `${url}/` }).MS_GRAPH_URL).toBe(new URL(url).href.replace(/\/$/, ''));
  });

  it('repeats no password of an address', () => {
    expect(() => readEnvironment({ PUBLIC_URL: 'https://anna:hidden-word@example.org' })).toThrow(/^(?!.*hidden-word)/);
  });

  it.each(Object.entries(VARIABLES).filter(([name]) => !['JWT_SECRET', 'JOURNAL_KEY', 'VAULT_KEY'].includes(name)))(
    'takes the example of %s',
    (name, { example }) => {
      expect(() => readEnvironment({ [name]: example })).not.toThrow();
    },
  );

  it.each(Object.entries(BAD).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    'refuses %s=%j in one line with the name, the fault and an example',
    (name, value) => {
      let message = '';
      try {
        readEnvironment({ [name]: value });
      } catch (error) {
        expect(error).toBeInstanceOf(BadEnvironment);
        message = (error as Error).message;
      }
      expect(message).toMatch(new RegExp(`^${name}: .+; example: ${name}=.+$`));
      expect(message).not.toContain('\n');
      if (/SECRET|PASSWORD|URI|SMTP/.test(name)) expect(message.split('; example')[0]).not.toContain(value);
    },
  );
});
