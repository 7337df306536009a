import { describe, expect, it } from '@jest/globals';
import { BadEnvironment, readEnvironment, VARIABLES } from './environment.js';

/** A value that each variable refuses. */
const BAD: Record<keyof typeof VARIABLES, string[]> = {
  PORT: ['http', '-1', '70000', '3000.5', '0x50', ' '],
  HOST: [' '],
  PUBLIC_URL: ['verstak.example.org', 'ftp://example.org', 'javascript:alert(1)', 'https://'],
  DATA_DIR: [' '],
  MONGODB_URI: ['localhost:27017', 'postgres://example.org/db', 'mongodb://'],
  LOG_LEVEL: ['loud', 'INFO'],
  TIME_ZONE: ['Moscow', 'UTC+25', 'Europe/Atlantis'],
  CURRENCY: ['рубль', 'RU', 'rub'],
  WORKSHOP_NAME: [' '],
  ADMIN_PASSWORD: ['short', 'ё'.repeat(37), ' correct horse battery', 'correct horse battery '],
  JWT_SECRET: ['too short'],
};

describe('the environment', () => {
  it('has a default for everything, and its defaults are good', () => {
    const environment = readEnvironment({});
    expect(environment).toMatchObject({
      PORT: 3000,
      TIME_ZONE: 'Europe/Moscow',
      CURRENCY: 'RUB',
      JWT_SECRET: undefined,
    });
    expect(Object.keys(environment).sort()).toEqual(Object.keys(VARIABLES).sort());
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment(Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, ''])))).toEqual(
      readEnvironment({}),
    );
  });

  it.each(Object.entries(VARIABLES).filter(([name]) => name !== 'JWT_SECRET'))(
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
      if (/SECRET|PASSWORD|URI/.test(name)) expect(message.split('; example')[0]).not.toContain(value);
    },
  );
});
