import type { IncomingMessage } from 'node:http';
import { ask, credentialsOf, retryAfterOf, within, type RequestRules } from './request.js';

/** How a body is sent; of the answer, what comes in time of its first `mostBytes` is read. */
export interface PostRules extends RequestRules {
  headers: Record<string, string>;
}

/** What a server answered. */
export interface PostAnswer {
  status: number;
  /** How long it wants to be left alone, in milliseconds. */
  retryAfter?: number | undefined;
  /** How its answer begins, as UTF-8 without control characters. */
  text: string;
}

/** Sends a body to an http or https address of somebody; a redirect is an answer as any other. Throws `NotFetched`. */
export async function postBody(address: string, body: string, rules: PostRules): Promise<PostAnswer> {
  return within(rules, async (signal) => {
    const url = new URL(address);
    const bytes = Buffer.from(body);
    // What is read to be shown need not be packed.
    const headers = { ...rules.headers, 'accept-encoding': 'identity', 'content-length': bytes.length };
    const asked = { method: 'POST', headers, body: bytes, credentials: credentialsOf(url) };
    const answer = await ask(url, asked, rules, signal);
    const { statusCode: status = 0 } = answer;
    return { status, retryAfter: retryAfterOf(answer), text: await beginningOf(answer, rules.mostBytes) };
  });
}

/** The server has answered by its status: what breaks off behind that takes nothing back. */
async function beginningOf(answer: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= most) break;
    }
  } catch {
    // It is told as far as it came.
  }
  answer.destroy();
  return Buffer.concat(chunks)
    .subarray(0, most)
    .toString()
    .replace(/[^\P{C}\n\t]|\ufffd/gu, '');
}
