/** An address without user, password and what follows the path. */
export function withoutSecrets(address = ''): string {
  const url = URL.parse(address);
  return url ? `${url.origin}${url.pathname}${url.search ? '?…' : ''}` : '';
}
