// The library that signs needs it before its own first line.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { createPrivateKey, createPublicKey, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Clocks of phones may be behind. */
const BEFORE_MS = DAY_MS;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };

/** A new private key, PEM. */
export async function newKey(): Promise<string> {
  const { privateKey } = await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
}

/** The certificate of an authority that vouches for itself, PEM. */
export async function authority(key: string, name: string, days: number): Promise<string> {
  const keys = await keysOf(key);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(days),
    name: [{ CN: [name] }],
    signingAlgorithm: SIGNING,
    keys,
    extensions: [
      // It vouches for servers alone, for no further authority.
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return certificate.toString('pem');
}

/** The certificate of a server of these names and addresses, vouched for by the authority, PEM. */
export async function server(
  authorityKey: string,
  authority: string,
  key: string,
  names: readonly string[],
  days: number,
): Promise<string> {
  const issuer = new x509.X509Certificate(authority);
  const { publicKey } = await keysOf(key);
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity(days),
    subject: [{ CN: [names[0] ?? 'localhost'] }],
    issuer: issuer.subjectName,
    publicKey,
    signingKey: (await keysOf(authorityKey)).privateKey,
    signingAlgorithm: SIGNING,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return certificate.toString('pem');
}

async function keysOf(pem: string): Promise<{ privateKey: webcrypto.CryptoKey; publicKey: webcrypto.CryptoKey }> {
  const privateKey = createPrivateKey(pem);
  const [pkcs8, spki] = [
    privateKey.export({ format: 'der', type: 'pkcs8' }),
    createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
  ];
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), CURVE, false, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', new Uint8Array(spki), CURVE, true, ['verify']),
  };
}

function validity(days: number): { serialNumber: string; notBefore: Date; notAfter: Date } {
  const now = Date.now();
  // Positive and never the same again.
  const serialNumber = `01${randomBytes(15).toString('hex')}`;
  return { serialNumber, notBefore: new Date(now - BEFORE_MS), notAfter: new Date(now + days * DAY_MS) };
}
