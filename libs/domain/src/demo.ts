/** What a demo workshop makes. */
export const TRADES = ['cakes', 'souvenirs', 'print', 'machining'] as const;

export type Trade = (typeof TRADES)[number];

/**
 * The life of a demo: it is loaded, looked at, and kept or removed. `declined` is a workshop that wants none, `kept` one
 * whose demo has become its own.
 */
export const DEMO_STATES = ['loading', 'loaded', 'kept', 'removing', 'declined'] as const;

export type DemoState = (typeof DEMO_STATES)[number];

/** What is done one after the other, as it is told to whoever waits. */
export const DEMO_STEPS = ['clearing', 'people', 'stock', 'catalog', 'pictures', 'story', 'shop', 'removing'] as const;

export type DemoStep = (typeof DEMO_STEPS)[number];

/** Whether the product is at work on a demo. */
export function isBusyDemo(state: DemoState | undefined): boolean {
  return state === 'loading' || state === 'removing';
}

/** Whether a demo is there that nobody has decided on. */
export function isDemoThere(state: DemoState | undefined): boolean {
  return state === 'loaded' || isBusyDemo(state);
}
