/** What of Trusted Types is used here; not every browser has them, nor has TypeScript's list of the DOM. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: Record<'createHTML' | 'createScriptURL', (text: string, type?: string, sink?: string) => string | null>,
  ): unknown;
}

declare global {
  var trustedTypes: TrustedTypes | undefined;
}

/** What is parsed into a document apart, as the parts of a Word document are, is looked at and runs nothing. */
const PARSING = 'DOMParser parseFromString';
/** What the preview of Word documents writes in place of a tab. */
const SPACE = '&nbsp;';

/** As Angular registers it. */
const SERVICE_WORKER = /^\/?ngsw-worker\.js$/;

/**
 * The server lets the browser take no text for HTML or for the address of a script (`require-trusted-types-for`).
 * Angular says itself what it has made safe; of all others only an empty text, by which ECharts clears its elements,
 * what is parsed apart, a space, and the service worker are let through. Call before anything is shown.
 */
export function trustOwn(): void {
  globalThis.trustedTypes?.createPolicy('default', {
    createHTML: (text, _type, sink) => (text === '' || text === SPACE || sink === PARSING ? text : null),
    createScriptURL: (address) => (SERVICE_WORKER.test(address) ? address : null),
  });
}
