import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm';
import type { CodeReader } from './picture';

/** zxing, ready to read. */
export async function openZxing(): Promise<CodeReader> {
  // Unless told where it lies, it would be fetched from a public network.
  const locateFile = (): string => new URL(wasm, document.baseURI).href;
  await prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
  return {
    read: async (picture) => {
      const [code] = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
      return code?.text || undefined;
    },
  };
}
