import { Injectable, Logger } from '@nestjs/common';
import type { MailFault } from '@verstak/domain';
import { Config } from '../config/config.module.js';
import { requireNoTransaction } from '../database/unit.js';
import { Failure } from '../failure/failure.js';
import { handOver, NotSent, type Message } from './smtp.js';

const DETAILS: Record<MailFault, string> = {
  'mail.not_set_up': 'No mail server is set: set SMTP_URL and start again.',
  'mail.host_unknown': 'There is no such host; correct it in SMTP_URL.',
  'mail.unreachable': 'Nothing listens there; correct host and port in SMTP_URL, or open the firewall.',
  'mail.silent': 'The server does not answer; correct host and port in SMTP_URL, port 465 needs smtps://.',
  'mail.no_server': 'What answers there is no mail server; correct host and port in SMTP_URL.',
  'mail.certificate': 'The certificate of the server cannot be trusted; use the name that it was made for.',
  'mail.encryption': 'The server speaks another encryption there; smtps:// is for port 465, smtp:// for 587.',
  'mail.credentials': 'The server refuses the user name or the password; many providers want one made for programs.',
  'mail.sender_refused': 'The server does not take mail from this address; set MAIL_FROM to the one it knows you by.',
  'mail.recipient_refused': 'The server does not take mail for this address; correct it.',
  'mail.refused': 'The server refuses the letter.',
};

/** Mail to people, by the server of `SMTP_URL`. */
@Injectable()
export class Mail {
  private readonly logger = new Logger(Mail.name);

  constructor(private readonly config: Config) {}

  /** The server that mail is handed to, and the address that it comes from; nothing where none is set. */
  get server(): MailServer | undefined {
    const { mail } = this.config;
    return mail && { host: mail.host, port: mail.port, from: mail.from };
  }

  /** Sends a message; 422 where it is not taken, with the server, what it said and what to do. */
  async send(message: Message): Promise<void> {
    try {
      await this.handOver(message);
    } catch (error) {
      if (!(error instanceof NotSent)) throw error;
      const { server } = this;
      throw mailFailure(error.fault, server && { ...server, answer: error.answer });
    }
  }

  /** Sends a message; throws `NotSent` where it is not taken. */
  async handOver(message: Message): Promise<void> {
    requireNoTransaction('Sending mail');
    const { mail } = this.config;
    if (!mail) throw new NotSent('mail.not_set_up', '');
    try {
      const answer = await handOver(mail, message);
      this.logger.log(`A letter was taken by ${mail.host}: ${answer}`);
    } catch (error) {
      // What the server said may name whom it is to.
      if (error instanceof NotSent) this.logger.warn(`A letter was not taken by ${mail.host}: ${error.fault}`);
      throw error;
    }
  }
}

/** The server that mail is handed to, and the address that it comes from. */
export interface MailServer {
  host: string;
  port: number;
  from: string;
}

/** The server that a letter was handed to, and what it said. */
interface Answered extends MailServer {
  answer: string;
}

/** The refusal of a letter: what to do, and what the server said. */
export function mailFailure(fault: MailFault, params?: Answered): Failure {
  const said = params ? ` It says: ${params.answer}` : '';
  return new Failure(fault, { detail: DETAILS[fault] + said, ...(params ? { params: { ...params } } : {}) });
}
