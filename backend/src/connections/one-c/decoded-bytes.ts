import { TextDecoder } from 'node:util';

/** So many bytes tell the encoding. */
const HEAD = 256;
const DECLARATION = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export type XmlEncoding = 'utf-8' | 'windows-1251';

/** The encodings of files of 1C, as they are called there. */
const ENCODINGS: Readonly<Record<string, XmlEncoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'windows-1251': 'windows-1251',
  cp1251: 'windows-1251',
};

/**
 * The text of bytes that come in pieces, in the encoding that the XML declaration tells (UTF-8 without one), and which
 * byte a letter of it stands at.
 */
export class DecodedBytes {
  encoding: XmlEncoding = 'utf-8';
  /** The encoding as the file calls it. */
  told = '';
  private decoder?: TextDecoder;
  private head = Buffer.alloc(0);
  /** The text from the letter on up to which bytes have been counted. */
  private rest = '';
  private bytes: number;

  /** `letter` is what its first letter is counted as, `from` where the bytes begin that will come. */
  constructor(
    private letter = 0,
    from?: { bytes: number; encoding: XmlEncoding },
  ) {
    this.bytes = from?.bytes ?? 0;
    if (from) this.begin(from.encoding);
  }

  /** Whether it is an encoding that files have, and is known already. */
  get isKnown(): boolean {
    return !!this.decoder;
  }

  /** The text of the next bytes, as far as its letters are whole; `undefined` where they are no text of the encoding. */
  decode(bytes: Uint8Array): string | undefined {
    if (this.decoder) return this.decoded(bytes, true);
    this.head = Buffer.concat([this.head, bytes]);
    return this.head.length < HEAD ? '' : this.beginning(true);
  }

  /** The text that is left at the end; `undefined` where half a letter is. */
  end(): string | undefined {
    return this.decoder ? this.decoded(new Uint8Array(), false) : this.beginning(false);
  }

  /** The byte that a letter stands at. Letters are asked for in their order. */
  pass(letter: number): number {
    const passed = this.rest.slice(0, letter - this.letter);
    this.bytes += this.encoding === 'utf-8' ? Buffer.byteLength(passed) : passed.length;
    this.rest = this.rest.slice(passed.length);
    this.letter = letter;
    return this.bytes;
  }

  private beginning(stream: boolean): string | undefined {
    const isMarked = this.head.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
    const plain = isMarked ? this.head.subarray(BYTE_ORDER_MARK.length) : this.head;
    this.told = DECLARATION.exec(plain.toString('latin1', 0, HEAD))?.[1] ?? 'utf-8';
    const encoding = isMarked ? 'utf-8' : ENCODINGS[this.told.toLowerCase()];
    if (!encoding) return undefined;
    if (isMarked) this.bytes += BYTE_ORDER_MARK.length;
    this.begin(encoding);
    return this.decoded(plain, stream);
  }

  private begin(encoding: XmlEncoding): void {
    this.encoding = encoding;
    this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  private decoded(bytes: Uint8Array, stream: boolean): string | undefined {
    try {
      const text = this.decoder?.decode(bytes, { stream }) ?? '';
      this.rest += text;
      return text;
    } catch {
      return undefined;
    }
  }
}
