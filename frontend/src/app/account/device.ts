/** Browsers by what their own name for themselves holds; most hold the names of others too, so the order counts. */
const BROWSERS: readonly [name: string, sign: RegExp][] = [
  ['Yandex Browser', /YaBrowser\//],
  ['Edge', /\bEdg(A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
];

const SYSTEMS: readonly [name: string, sign: RegExp][] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
];

/** What people call a device, from the name that a browser or program gives itself: `Chrome, Windows`; `''` for none. */
export function deviceOf(agent = ''): string {
  const nameIn = (list: typeof BROWSERS): string | undefined => list.find(([, sign]) => sign.test(agent))?.[0];
  const known = [nameIn(BROWSERS), nameIn(SYSTEMS)].filter(Boolean).join(', ');
  return known || (agent.split(/[\s/(]/)[0] ?? '');
}
