import { mongoError } from '../errors.js';

/** What a client sent: the command's document and the document sequences beside it. */
export interface Request {
  readonly id: number;
  readonly body: Buffer;
  readonly sequences: ReadonlyMap<string, Buffer[]>;
  /** The client waits for no answer. */
  readonly isUnacknowledged: boolean;
  /** An OP_QUERY, which old handshakes begin with; it is answered by an OP_REPLY. */
  readonly isLegacy: boolean;
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const KNOWN_REQUIRED_FLAGS = CHECKSUM_PRESENT | MORE_TO_COME;
const HEADER = 16;
export const MAX_MESSAGE = 48_000_000;

const noSequences: ReadonlyMap<string, Buffer[]> = new Map();
let lastReply = 0;

/** Reads one whole message. Throws a `ProtocolError` where the bytes are none. */
export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  if (operation === OP_MSG) return parseMsg(id, message);
  if (operation === OP_QUERY) return parseQuery(id, message);
  throw mongoError('ProtocolError', `Unsupported OP code ${operation}`);
}

function parseMsg(id: number, message: Buffer): Request {
  const flags = message.readUInt32LE(HEADER);
  if ((flags & 0xffff & ~KNOWN_REQUIRED_FLAGS) !== 0)
    throw mongoError('ProtocolError', 'Message contains illegal flags');
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  let body: Buffer | undefined;
  let sequences: Map<string, Buffer[]> | undefined;
  let at = HEADER + 4;
  while (at < end) {
    const kind = message[at++]!;
    const size = sizeIn(message, at, end);
    if (kind === 0) body = message.subarray(at, at + size);
    else if (kind === 1) (sequences ??= new Map()).set(...parseSequence(message.subarray(at, at + size)));
    else throw mongoError('ProtocolError', `Unknown section kind ${kind}`);
    at += size;
  }
  if (body === undefined) throw mongoError('ProtocolError', 'OP_MSG messages must have a body');
  return {
    id,
    body,
    sequences: sequences ?? noSequences,
    isUnacknowledged: (flags & MORE_TO_COME) !== 0,
    isLegacy: false,
  };
}

function parseSequence(section: Buffer): [string, Buffer[]] {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw mongoError('ProtocolError', 'a document sequence without a name');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = sizeIn(section, at, section.length);
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  return [section.toString('utf8', 4, nameEnd), documents];
}

function sizeIn(bytes: Buffer, at: number, end: number): number {
  const size = at + 4 <= end ? bytes.readInt32LE(at) : 0;
  if (size < 5 || at + size > end) throw mongoError('ProtocolError', 'a section that ends beyond its message');
  return size;
}

function parseQuery(id: number, message: Buffer): Request {
  const nameEnd = message.indexOf(0, HEADER + 4);
  const at = nameEnd + 9;
  const size = sizeIn(message, at, message.length);
  return { id, body: message.subarray(at, at + size), sequences: noSequences, isUnacknowledged: false, isLegacy: true };
}

/** The bytes of an answer: header, then the document in as many parts as it comes in. */
export function frameReply(request: Request, parts: readonly Uint8Array[]): Buffer {
  let size = 0;
  for (const part of parts) size += part.length;
  const head = request.isLegacy ? HEADER + 20 : HEADER + 5;
  const message = Buffer.allocUnsafe(head + size);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE((lastReply = (lastReply + 1) & 0x7fffffff), 4);
  message.writeInt32LE(request.id, 8);
  message.writeInt32LE(request.isLegacy ? OP_REPLY : OP_MSG, 12);
  message.fill(0, HEADER, head);
  if (request.isLegacy) {
    message.writeInt32LE(8, HEADER);
    message.writeInt32LE(1, HEADER + 16);
  }
  let at = head;
  for (const part of parts) {
    message.set(part, at);
    at += part.length;
  }
  return message;
}
