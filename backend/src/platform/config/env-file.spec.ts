import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvFile } from './env-file.js';
import { BadEnvironment, loadEnvironment, VARIABLES } from './environment.js';

let path: string;
beforeAll(() => {
  path = join(mkdtempSync(join(tmpdir(), 'verstak-env-')), '.env');
});
afterAll(() => rmSync(join(path, '..'), { recursive: true, force: true }));

function read(content: string | Uint8Array): Record<string, string> {
  writeFileSync(path, content);
  return readEnvFile(path, VARIABLES);
}

const TEXT = 'WORKSHOP_NAME=Мастерская «Ёж»\nPORT=4000\n';
const SETTINGS = { WORKSHOP_NAME: 'Мастерская «Ёж»', PORT: '4000' };
const little = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('the file .env', () => {
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16 LE', little(`\uFEFF${TEXT}`)],
    ['UTF-16 BE', little(`\uFEFF${TEXT}`).swap16()],
    ['UTF-16 LE without a mark', little(TEXT)],
    ['UTF-16 BE without a mark', little(TEXT).swap16()],
    ['lines that end as on Windows', Buffer.from(`\uFEFF${TEXT.replaceAll('\n', '\r\n')}`)],
    ['lines that end as on old Macs', Buffer.from(TEXT.replaceAll('\n', '\r'))],
    ['no end of the last line', Buffer.from(TEXT.trimEnd())],
  ])('is read as %s', (_, bytes) => {
    expect(read(bytes)).toEqual(SETTINGS);
  });

  it.each([
    ['ADMIN_PASSWORD=correct#horse#battery', 'correct#horse#battery'],
    ['ADMIN_PASSWORD="correct #1 horse"', 'correct #1 horse'],
    ['ADMIN_PASSWORD=\'correct "#1" horse\' # of the office', 'correct "#1" horse'],
    ['ADMIN_PASSWORD=`#horse`', '#horse'],
    [' export ADMIN_PASSWORD = correct horse  ', 'correct horse'],
    ['ADMIN_PASSWORD="C:\\new=1"', 'C:\\new=1'],
    ['ADMIN_PASSWORD= # none yet', ''],
    ['ADMIN_PASSWORD=', ''],
  ])('gives the whole value of %s', (line, value) => {
    expect(read(`# comment\n\n${line}\n`)).toEqual({ ADMIN_PASSWORD: value });
  });

  it('takes what follows a space and # for a comment where nothing secret can be cut', () => {
    expect(read('PORT=4000 # for the proxy\nTZ=UTC\nMONGO_EXPRESS_LOGIN=a')).toEqual({
      PORT: '4000',
      TZ: 'UTC',
      MONGO_EXPRESS_LOGIN: 'a',
    });
  });

  it.each([
    ['ADMIN_PASSWORD=correct #hidden horse', /line 1: ADMIN_PASSWORD has a # after a space: put the value in quotes/],
    ['PORT=1\nADMIN_PASSWORD="correct hidden', /line 2: ADMIN_PASSWORD has no quote at its end/],
    ['ADMIN_PASSWORD="correct" hidden', /line 1: ADMIN_PASSWORD has no quote at its end, or more than a comment/],
    ['\r\nPORT: hidden', /line 2: is none of NAME=value/],
    ['TIMEZONE=Europe/Paris', /line 1: TIMEZONE is no setting: write TIME_ZONE$/],
    ['TIME_ZON=Europe/Paris', /TIME_ZON is no setting: write TIME_ZONE$/],
    ['DATADIR=./d', /DATADIR is no setting: write DATA_DIR$/],
    ['MONGO_URI=hidden', /MONGO_URI is no setting: write MONGODB_URI$/],
    ['MONGODB_URL=hidden', /MONGODB_URL is no setting: write MONGODB_URI$/],
    ['port=80', /port is no setting: write PORT$/],
    ['CURENCY=EUR', /CURENCY is no setting: write CURRENCY$/],
    [Buffer.from([0x50, 0x3d, 0xcc, 0xe0]), /\.env: is no text of UTF-8 or UTF-16: save it as UTF-8$/],
  ])('is refused in one line without its values: %p', (content, fault) => {
    expect(() => read(content)).toThrow(BadEnvironment);
    expect(() => read(content)).toThrow(fault);
    expect(() => read(content)).toThrow(/^(?!.*(hidden|\n))/s);
  });

  it('stands behind the variables of the process; what is no setting is told of and passed on', () => {
    writeFileSync(path, '\uFEFFDATA_DIR=./of-file\r\nPORT=4000\r\nTZ=UTC\r\n');
    const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const source: NodeJS.ProcessEnv = { PORT: '5000' };
    expect(loadEnvironment(path, source)).toMatchObject({ DATA_DIR: './of-file', PORT: 5000 });
    expect(told.mock.calls).toEqual([[`${path}: TZ is no setting of Verstak\n`]]);
    told.mockRestore();
    expect(source['TZ']).toBe('UTC');
  });

  it('may be missing, but no folder', () => {
    rmSync(path, { force: true });
    expect(readEnvFile(path, VARIABLES)).toEqual({});
    mkdirSync(path);
    expect(() => readEnvFile(path, VARIABLES)).toThrow(/\.env: is a folder: remove it/);
    rmSync(path, { recursive: true });
  });
});
