import type { CodeReader } from './picture';

/** What a browser says of its own reading of codes; not in TypeScript's list of the DOM. */
interface NativeDetector {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}

interface NativeDetectors {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

declare global {
  var BarcodeDetector: NativeDetectors | undefined;
}

/** A reader: the browser's own where it has one, else zxing, which is loaded when it is needed and is served by us. */
export async function openCodeReader(): Promise<CodeReader> {
  let reader = (await nativeReader()) ?? (await openZxing());
  return {
    read: (picture) =>
      reader.read(picture).catch(async () => {
        // Some phones have one that reads nothing.
        reader = await openZxing();
        return reader.read(picture);
      }),
  };
}

async function nativeReader(): Promise<CodeReader | undefined> {
  const detectors = globalThis.BarcodeDetector;
  const formats = await detectors?.getSupportedFormats().catch((): string[] => []);
  if (!detectors || !formats?.includes('qr_code')) return undefined;
  const detector = new detectors({ formats: ['qr_code'] });
  return { read: async (picture) => (await detector.detect(picture))[0]?.rawValue };
}

async function openZxing(): Promise<CodeReader> {
  const { openZxing: open } = await import('./zxing-reader');
  return open();
}
