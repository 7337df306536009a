import { afterEach, describe, expect, it } from '@jest/globals';
import type { MailFault } from '@verstak/domain';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { startMailServer, type MailServer } from '../../../test/mail-server.js';
import { authority, newKey } from '../config/certificate-signing.js';
import { readEnvironment } from '../config/environment.js';
import { mailSettings, type MailSettings } from '../config/mail-settings.js';
import { handOver, NotSent, type MailPatience } from './smtp.js';

type Options = Parameters<typeof startMailServer>[0];

const PASSWORD = 'a secret word';
const LETTER = {
  to: 'anna@example.org',
  sender: 'Мастерская «Ёж», филиал',
  subject: 'Проверка почты: «Ёж» – щётки, ёлки и прочее, о чём в одной строке не сказать',
  text: 'Почта работает.\n.\nВторая строка\n',
};
const GOOD_FOR_OTHERS = { isOfMessage: true, isFinal: true };
const TRY_AGAIN = { isOfMessage: true, isFinal: false };
const NOTHING = { isOfMessage: false, isFinal: false };
/** For servers that say nothing, whatever the time. */
const SOON = { connection: 300, greeting: 300, answer: 300 };
const PATIENT = { connection: 10_000, greeting: 10_000 };

let server: MailServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const at = (port: number, more: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port,
  isSecure: false,
  from: 'zakaz@example.org',
  ...more,
});

async function serve(options: Options = {}): Promise<number> {
  server = await startMailServer(options);
  return server.port;
}

/** Why a letter was not taken, and what the server said; neither ever tells the password. */
async function refusalOf(settings: MailSettings, patience?: MailPatience): Promise<NotSent> {
  const error = await handOver(settings, LETTER, patience).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NotSent)) throw new Error(`It was no refusal: ${String(error)}`);
  expect(`${error.message} ${error.stack ?? ''}`).not.toContain(PASSWORD);
  return error;
}

const refusing = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** A server of bare bytes, for what no mail server does. */
async function bare(speak: (socket: Socket) => void, work: (port: number) => Promise<void>): Promise<void> {
  const sockets: Socket[] = [];
  const listening = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    speak(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  await work((listening.address() as AddressInfo).port);
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => listening.close(resolve));
}

describe('a letter', () => {
  it('arrives as it was written, from the address of the workshop under its name', async () => {
    const port = await serve({
      authOptional: false,
      onAuth: ({ username, password }, _session, answer) => answer(null, { user: `${username} ${password}` }),
    });
    const credentials = { user: 'zakaz@example.org', password: PASSWORD };
    await handOver(at(port, { credentials }), LETTER);
    const [letter, ...others] = server?.letters ?? [];
    expect(others).toEqual([]);
    expect(letter?.from?.value).toEqual([{ name: LETTER.sender, address: 'zakaz@example.org' }]);
    expect([letter?.subject, letter?.text]).toEqual([LETTER.subject, LETTER.text]);
  });
});

describe('a letter that is not taken', () => {
  it.each<[MailFault, RegExp, Options]>([
    ['mail.credentials', /^535 wrong word/, { onAuth: (_a, _s, answer) => answer(refusing(535, 'wrong word')) }],
    ['mail.sender_refused', /^553 not yours/, { onMailFrom: (_a, _s, answer) => answer(refusing(553, 'not yours')) }],
    ['mail.recipient_refused', /^550 no such/, { onRcptTo: (_a, _s, answer) => answer(refusing(550, 'no such')) }],
    ['mail.refused', /^421 too busy/, { onConnect: (_s, answer) => answer(refusing(421, 'too busy')) }],
    ['mail.silent', /Timeout/, { onRcptTo: () => undefined }],
  ])('by a server that answers so is %s', async (fault, answer, options) => {
    const credentials = { user: 'anna', password: PASSWORD };
    const port = await serve({ onAuth: (_a, _s, taken) => taken(null, { user: 'anna' }), ...options });
    const patience = fault === 'mail.silent' ? { ...PATIENT, answer: 300 } : undefined;
    expect(await refusalOf(at(port, { credentials }), patience)).toMatchObject({
      fault,
      answer: expect.stringMatching(answer),
    });
  });

  it('tells where there is no server', async () => {
    expect(await refusalOf(at(1))).toMatchObject({ fault: 'mail.unreachable' });
    expect(await refusalOf(at(25, { host: 'no-such-host.invalid' }))).toMatchObject({ fault: 'mail.host_unknown' });
    await bare(
      () => undefined,
      async (port) => {
        expect((await refusalOf(at(port), SOON)).fault).toBe('mail.silent');
        expect((await refusalOf(at(port, { isSecure: true }), SOON)).fault).toBe('mail.silent');
      },
    );
    await bare(
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      async (port) => expect((await refusalOf(at(port))).fault).toBe('mail.no_server'),
    );
    await bare(
      (socket) => socket.end(),
      async (port) => expect((await refusalOf(at(port))).fault).toBe('mail.no_server'),
    );
  });

  it('is never given to a server that cannot show who it is, nor a password in the open', async () => {
    const key = await newKey();
    const port = await serve({ secure: true, key, cert: await authority(key, 'nobody in particular', 1) });
    expect((await refusalOf(at(port, { isSecure: true }))).fault).toBe('mail.certificate');
    await server?.stop();
    let heard = '';
    const open = await serve({
      disabledCommands: ['STARTTLS'],
      onAuth: ({ password }, _session, answer) => {
        heard = password ?? 'nothing';
        answer(null, { user: 'anna' });
      },
    });
    expect((await refusalOf(at(open, { isSecure: true }))).fault).toBe('mail.encryption');
    // This machine by an address that is not known for it.
    const credentials = { user: 'anna', password: PASSWORD };
    expect((await refusalOf(at(open, { host: '0.0.0.0', credentials }))).fault).toBe('mail.encryption');
    expect([heard, server?.letters]).toEqual(['', []]);
  });
});

describe('what is not taken', () => {
  it.each<[string, { isOfMessage: boolean; isFinal: boolean }, Options]>([
    ['for this recipient', GOOD_FOR_OTHERS, { onRcptTo: (_a, _s, answer) => answer(refusing(550, 'no such')) }],
    ['for this recipient now', TRY_AGAIN, { onRcptTo: (_a, _s, answer) => answer(refusing(450, 'greylisted')) }],
    [
      'as it is',
      GOOD_FOR_OTHERS,
      { onData: (stream, _s, answer) => void stream.resume().on('end', () => answer(refusing(554, 'spam'))) },
    ],
    ['from this sender', NOTHING, { onMailFrom: (_a, _s, answer) => answer(refusing(553, 'not yours')) }],
    ['from anybody', NOTHING, { onConnect: (_s, answer) => answer(refusing(554, 'closed')) }],
  ])('%s leaves others to be tried or not', async (_what, expected, options) => {
    expect(await refusalOf(at(await serve(options)))).toMatchObject(expected);
  });

  it('because there can be no such address, is not tried again', async () => {
    const letter = { ...LETTER, to: 'anna>@example.org' };
    const refused = handOver(at(await serve()), letter).catch((error: unknown) => error);
    expect(await refused).toMatchObject({ fault: 'mail.recipient_refused', isFinal: true });
  });
});

describe('the settings of mail', () => {
  const read = (source: Record<string, string>): MailSettings | undefined => mailSettings(readEnvironment(source));

  it('are those of an address, with the usual port, and none where there is none', () => {
    expect(read({})).toBeUndefined();
    expect(read({ SMTP_URL: 'smtps://zakaz%40example.org:a%23b%2Fc@smtp.example.org' })).toEqual({
      host: 'smtp.example.org',
      port: 465,
      isSecure: true,
      credentials: { user: 'zakaz@example.org', password: 'a#b/c' },
      from: 'zakaz@example.org',
    });
    expect(read({ SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: 'a@example.org' })).toMatchObject({ port: 587 });
  });

  it('need an address to send from', () => {
    expect(() => read({ SMTP_URL: 'smtp://127.0.0.1:25' })).toThrow(/^MAIL_FROM: is not set, .*; example: MAIL_FROM=/);
  });
});
