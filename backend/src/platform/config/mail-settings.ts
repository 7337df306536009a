import { fault, type Environment, type SmtpServer } from './environment.js';

/** The server that mail is handed to, and the address that it comes from. */
export interface MailSettings extends SmtpServer {
  from: string;
}

/** The server of `SMTP_URL`, nothing where it is not set. Ends the start where nobody says whom mail comes from. */
export function mailSettings({ SMTP_URL, MAIL_FROM }: Environment): MailSettings | undefined {
  if (!SMTP_URL) return undefined;
  const from = MAIL_FROM ?? addressOf(SMTP_URL.credentials?.user);
  if (!from) throw fault('MAIL_FROM', 'is not set, and the user name of SMTP_URL is no address to send from');
  return { ...SMTP_URL, from };
}

/** Providers want mail to come from the address that they know the sender by. */
function addressOf(user = ''): string | undefined {
  return /^\S+@\S+$/.test(user) ? user : undefined;
}
