import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** What is sent, and when. */
export interface Signed {
  /** The same at every attempt. */
  id: string;
  sentAt: Date;
  body: string;
}

/** A new secret of 256 bits, in the form of Standard Webhooks: `whsec_` and Base64. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/** The headers by which a receiver tells who sent a body, and when (https://www.standardwebhooks.com); one signature for each secret. */
export function signatureHeaders({ id, sentAt, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
