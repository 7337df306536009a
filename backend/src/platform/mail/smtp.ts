import type { MailFault } from '@verstak/domain';
import { isIP } from 'node:net';
import type { MailSettings } from '../config/mail-settings.js';

/** What is handed to a server. */
export interface Message {
  to: string;
  /** Whose name stands beside the address that it comes from. */
  sender: string;
  subject: string;
  text: string;
  /** Where an answer goes, if not to the address that it comes from. */
  replyTo?: string | undefined;
  /** The same whenever it is sent again, so that whoever gets it twice sees it once; a new one where it is not told. */
  id?: string;
}

/** Milliseconds that each step may take: finding the server, its greeting, an answer. */
export interface MailPatience {
  connection: number;
  greeting: number;
  answer: number;
}

const PATIENCE: MailPatience = { connection: 10_000, greeting: 10_000, answer: 20_000 };

/** A message that was not taken: why, and what the server said, if it said anything. */
export class NotSent extends Error {
  constructor(
    readonly fault: MailFault,
    readonly answer: string,
    /** Other messages may be taken all the same; else none is. */
    readonly isOfMessage = false,
    /** It is not taken however often it is tried. */
    readonly isFinal = false,
  ) {
    super(`${fault}: ${answer}`);
  }
}

/** Hands a message to the server and gives what it said; throws `NotSent` where it does not take it. */
export async function handOver(settings: MailSettings, message: Message, patience = PATIENCE): Promise<string> {
  const { host, port, isSecure, credentials, from } = settings;
  // Not read before somebody sends.
  const { createTransport } = await import('nodemailer');
  const isOwn = isLoopback(host);
  const transport = createTransport({
    host,
    port,
    secure: isSecure,
    // A password never goes unencrypted over a network; to this machine itself nobody listens in between.
    ignoreTLS: isOwn && !isSecure,
    requireTLS: !isOwn && credentials !== undefined,
    ...(credentials ? { auth: { user: credentials.user, pass: credentials.password } } : {}),
    connectionTimeout: patience.connection,
    dnsTimeout: patience.connection,
    greetingTimeout: patience.greeting,
    socketTimeout: patience.answer,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { to, sender, subject, text, replyTo, id } = message;
    const { response } = await transport.sendMail({
      from: { name: sender, address: from },
      to: { name: '', address: to },
      subject,
      text,
      ...(replyTo ? { replyTo } : {}),
      ...(id ? { messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>` } : {}),
      // Nobody's answering machine is to answer it (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return response;
  } catch (error) {
    throw notSent(error as SmtpError);
  } finally {
    transport.close();
  }
}

/** What nodemailer adds to its errors. */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

/** Longest piece of an answer that is told. */
const MOST = 300;

function notSent(error: SmtpError): NotSent {
  const told = (error.response ?? error.message).replace(/\s+/g, ' ').slice(0, MOST);
  const { code, command = '', responseCode = 0 } = error;
  const isUnsendable = code === 'EENVELOPE' && command === 'API';
  const isOfMessage = isUnsendable || ['RCPT TO', 'DATA'].includes(command);
  return new NotSent(faultOf(error), told, isOfMessage, isOfMessage && (isUnsendable || responseCode >= 500));
}

/** What is to be mended, by how far the letter came. */
function faultOf({ code = '', command = '', message, responseCode }: SmtpError): MailFault {
  if (code === 'EAUTH' || responseCode === 530) return 'mail.credentials';
  if (code === 'EDNS') return 'mail.host_unknown';
  if (code === 'ETIMEDOUT') return 'mail.silent';
  if (/certificate|altnames/i.test(message)) return 'mail.certificate';
  if (code === 'ETLS' || /SSL routines|STARTTLS/.test(message)) return 'mail.encryption';
  if (command === 'MAIL FROM') return 'mail.sender_refused';
  if (command === 'RCPT TO' || (code === 'EENVELOPE' && command === 'API')) return 'mail.recipient_refused';
  if (responseCode !== undefined) return 'mail.refused';
  return /ECONNREFUSED|UNREACH|ENETDOWN|EACCES/.test(message) ? 'mail.unreachable' : 'mail.no_server';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
