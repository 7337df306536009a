/**
 * What a page of the console may load and do; what is not named, nothing. Only its own scripts run, and the WebAssembly
 * that they load to read codes in pictures; no text becomes HTML or the address of a script but by the policies named
 * last. Styles may stand in elements and attributes, because Angular and Material put them there; a nonce would be no
 * secret: the page comes from the service worker, as it was kept.
 */
const CONSOLE = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types angular angular#unsafe-bypass angular#components default',
];

/** Swagger UI makes its page of texts. */
const DOCS = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Answers of the API are no pages: nothing of them is loaded or run, wherever one is opened. */
const DATA = ["default-src 'none'", "frame-ancestors 'none'"];

/** What the answer to this address allows a browser, unless it says so itself. */
export function contentSecurity(url: string, isSecure: boolean): string {
  const policy = !url.startsWith('/api') ? CONSOLE : url.startsWith('/api/docs') ? DOCS : DATA;
  return [...policy, ...(isSecure ? ['upgrade-insecure-requests'] : [])].join('; ');
}
