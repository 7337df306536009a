import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Config } from '../config/config.module.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals what the product must be able to say to other systems, such as their passwords, so that the database alone does
 * not give it away: by AES-256-GCM, with a key that lies beside it in the data folder.
 */
@Injectable()
export class Vault {
  private readonly key: Buffer | undefined;

  constructor({ vaultKey }: Config) {
    this.key = vaultKey ? Buffer.from(hkdfSync('sha256', vaultKey, '', 'verstak vault', 32)) : undefined;
  }

  /** Seals a text for one place, such as the id of the document that holds it; elsewhere it does not open. */
  seal(text: string, place: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.requiredKey, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** The text that was sealed for this place. Throws where it was not, with this key and for this place. */
  open(sealed: string, place: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const options = { authTagLength: TAG_BYTES };
    try {
      const decipher = createDecipheriv(CIPHER, this.requiredKey, nonce, options)
        .setAAD(Buffer.from(place))
        .setAuthTag(tag);
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw new Error(`What is sealed for ${place} does not open: it was sealed with another key, or is damaged`);
    }
  }

  private get requiredKey(): Buffer {
    if (!this.key) throw new Error('There is no key of the vault here');
    return this.key;
  }
}
