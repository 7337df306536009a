/** The thread in which a template is read or filled: what goes wrong with it ends this thread and nothing else. */
import { parentPort, workerData } from 'node:worker_threads';
import { BrokenDocx } from './docx-faults.js';
import { renderDocx, tagsOfDocx } from './render-docx.js';
import type { DocxWork, DocxResult } from './word-templates.js';

const { bytes, data } = workerData as DocxWork;

async function work(): Promise<DocxResult> {
  const template = Buffer.from(bytes.buffer);
  try {
    if (!data) return { tags: await tagsOfDocx(template) };
    return { document: new Uint8Array(await renderDocx(template, data)) };
  } catch (error) {
    if (error instanceof BrokenDocx) return { fault: { reason: error.reason, told: error.told } };
    return { fault: { reason: 'damaged', told: String(error) } };
  }
}

parentPort?.postMessage(await work());
