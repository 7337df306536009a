import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Server } from 'node:tls';
import { fault, type Environment } from './environment.js';
import { isLocal, renewLocal } from './local-certificate.js';

/** How often the files are looked at again: certificates are renewed days before their end. */
const HALF_A_DAY_MS = 12 * 60 * 60 * 1_000;

/** What the server shows to whoever connects, in PEM: its certificate with those that vouch for it, and the key. */
export interface TlsPair {
  cert: string;
  key: string;
}

/**
 * The pair of TLS_CERT and TLS_KEY, nothing where neither is set. Ends the start where one of the two cannot be used. A
 * certificate of `npm run certificate` is renewed first, where its end is near or the machine has another address.
 */
export async function readTls(environment: Environment): Promise<TlsPair | undefined> {
  const { TLS_CERT, TLS_KEY } = environment;
  if (!TLS_CERT && !TLS_KEY) return undefined;
  if (!TLS_CERT) throw fault('TLS_CERT', 'is not set, but TLS_KEY is: they need each other');
  if (!TLS_KEY) throw fault('TLS_KEY', 'is not set, but TLS_CERT is: they need each other');
  if (isLocal(environment)) await renewLocal(environment);
  const [cert, key] = [await textOf('TLS_CERT', TLS_CERT), await textOf('TLS_KEY', TLS_KEY)];
  const privateKey = keyOf(key, TLS_KEY);
  if (!certificateOf(cert, TLS_CERT).checkPrivateKey(privateKey))
    throw fault('TLS_KEY', `${resolve(TLS_KEY)} is the key of another certificate than ${resolve(TLS_CERT)}`);
  return { cert, key };
}

/** When the certificate of TLS_CERT ends; nothing where none is set, or its file is none any more. */
export async function certificateEnd({ TLS_CERT }: Environment): Promise<Date | undefined> {
  if (!TLS_CERT) return undefined;
  const read = async (): Promise<Date> => certificateOf(await readFile(TLS_CERT, 'utf8'), TLS_CERT).validToDate;
  return read().catch(() => undefined);
}

/** Shows the pair as its files stand, without a new start; one that cannot be used leaves the former in its place. */
export function followTls(server: Server, environment: Environment, everyMs = HALF_A_DAY_MS): NodeJS.Timeout {
  const look = async (): Promise<void> => {
    const pair = await readTls(environment);
    if (pair) server.setSecureContext(pair);
  };
  const tell = (error: Error): void => void process.stderr.write(`The certificate was not renewed. ${error.message}\n`);
  return setInterval(() => void look().catch(tell), everyMs).unref();
}

async function textOf(name: 'TLS_CERT' | 'TLS_KEY', path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? (error as Error).message})`;
    throw fault(name, `${resolve(path)} ${why}`);
  }
}

function certificateOf(text: string, path: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw fault('TLS_CERT', `${resolve(path)} holds no certificate in PEM`);
  }
}

function keyOf(text: string, path: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    throw fault('TLS_KEY', `${resolve(path)} holds no private key in PEM that can be read without a passphrase`);
  }
}
