/** Where the S2 API lives: everything below these is answered as its clients expect it. */
export const S2_PREFIXES = ['api/token', 'api/clients', 'api/orders'] as const;

const BELOW = new RegExp(`^/(${S2_PREFIXES.join('|')})(/|$)`);
const ROUTES = /^\/api\/(token(\/refresh)?|(clients|orders)\/(add|get(\/\d+)?|edit\/\d+|delete\/\d+))\/?$/;

/** Whether a request is for the S2 API. */
export function isS2(url: string): boolean {
  return BELOW.test(pathOf(url));
}

/** Whether the S2 API has this path, with whatever method. */
export function isS2Route(url: string): boolean {
  return ROUTES.test(pathOf(url));
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
