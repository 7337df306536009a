import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { AddressInfo } from 'node:net';

/** A mail server on this machine that keeps what it takes. */
export interface MailServer {
  port: number;
  /** What it took, opened again. */
  letters: ParsedMail[];
  stop(): Promise<void>;
}

/** Starts one; `options` make it refuse. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const letters: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onData: (stream, _session, taken) => {
      simpleParser(stream).then(
        (letter) => {
          letters.push(letter);
          taken();
        },
        (error: Error) => taken(error),
      );
    },
    ...options,
  });
  // Whoever finds its certificate wanting hangs up.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, letters, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
