import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { deserialize, EJSON, serialize, type Document } from 'bson';

/** A message of a tool: its command, and the documents that it sends beside it. */
interface Recorded {
  readonly body: Document;
  readonly sequence?: Record<string, Document[]>;
}

/** Sends what a tool has sent (`recorded/NAME.json`), byte for byte, and gives the answers with their BSON types. */
export async function replay(socketPath: string, tool: string): Promise<Document[]> {
  const text = readFileSync(new URL(`recorded/${tool}.json`, import.meta.url), 'utf8');
  const messages = EJSON.parse(text, { relaxed: false }) as Recorded[];
  const socket = connect(socketPath);
  const replies: Document[] = [];
  for (const message of messages) {
    socket.write(frame(message));
    replies.push(await readReply(socket));
  }
  socket.destroy();
  return replies;
}

function frame({ body, sequence }: Recorded): Buffer {
  const sections = [Buffer.of(0), serialize(body)];
  for (const [name, documents] of Object.entries(sequence ?? {})) {
    const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((document) => serialize(document))]);
    const size = Buffer.alloc(4);
    size.writeInt32LE(content.length + 4);
    sections.push(Buffer.of(1), size, content);
  }
  const bytes = Buffer.concat(sections);
  const head = Buffer.alloc(20);
  head.writeInt32LE(head.length + bytes.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, bytes]);
}

async function readReply(socket: Socket): Promise<Document> {
  let bytes = Buffer.alloc(0);
  while (bytes.length < 4 || bytes.length < bytes.readInt32LE(0)) {
    const [part] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, part]);
  }
  return deserialize(bytes.subarray(21), { promoteValues: false });
}
